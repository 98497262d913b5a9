'use client'
/** A signed package of evidence about the vehicles that are traced. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Note } from '../_panels/panel'
import { api, messageOf } from '../_ui/api'
import { Field, TextField } from '../_ui/field'
import type { Locale } from '../_ui/preferences'
import { askForProof } from '../_ui/prove'
import { usePreferences } from '../_ui/providers'
import { saveFile } from '../_ui/save-file'

const UNPROVED = 412
/** Each in its own words. */
const LANGUAGES: Record<Locale, string> = { en: 'English', 'zh-CN': '中文' }

/** A vehicle as it was asked for. */
export interface AskedVehicle {
  plate: string
  from: number
  to: number
}

interface EvidenceRequest {
  caseId: number
  vehicles: readonly AskedVehicle[]
  note: string | null
  images: boolean
  locale: Locale
}

async function fetchEvidence(request: EvidenceRequest): Promise<{ name: string; manifestSha256: string }> {
  const ask = () =>
    fetch('/api/evidence', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
    })
  const first = await ask()
  const response = first.status === UNPROVED && (await askForProof()) ? await ask() : first
  if (!response.ok) throw new Error(((await response.json()) as { message: string }).message)
  const name = decodeURIComponent(
    /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? 'evidence.zip',
  )
  saveFile(name, await response.blob(), 'application/zip')
  return { name, manifestSha256: response.headers.get('x-manifest-sha256') ?? '' }
}

export function EvidenceForm({ caseId, vehicles }: { caseId: number; vehicles: readonly AskedVehicle[] }) {
  const t = useTranslations('evidence')
  const preferences = usePreferences()
  const [left, setLeft] = useState<readonly string[]>([])
  const [note, setNote] = useState('')
  const [images, setImages] = useState(false)
  const [locale, setLocale] = useState<Locale>(preferences.locale)
  const make = useMutation({ mutationFn: fetchEvidence })
  const key = useQuery({
    queryKey: ['evidence-key'],
    queryFn: ({ signal }) => api.passages.evidenceKey.query(undefined, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const chosen = vehicles.filter(({ plate }) => !left.includes(plate))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    make.mutate({
      caseId,
      vehicles: chosen.map(({ plate, from, to }) => ({ plate, from, to })),
      note: note.trim() || null,
      images,
      locale,
    })
  }
  const toggle = (plate: string) =>
    setLeft((old) => (old.includes(plate) ? old.filter((each) => each !== plate) : [...old, plate]))
  return (
    <form className="grid gap-2.5" onSubmit={submit} data-testid="evidence-form">
      <p className="text-[13px] text-ink-2">{t('about')}</p>
      <fieldset className="flex flex-wrap gap-x-3 gap-y-1">
        <legend className="label mb-1">{t('vehicles')}</legend>
        {vehicles.map(({ plate }) => (
          <label key={plate} className="flex items-center gap-1.5">
            <input
              type="checkbox"
              className="accent-[var(--accent)]"
              checked={!left.includes(plate)}
              onChange={() => toggle(plate)}
            />
            {plate}
          </label>
        ))}
      </fieldset>
      <TextField
        label={t('note')}
        required={false}
        maxLength={500}
        value={note}
        onChange={({ target }) => setNote(target.value)}
      />
      <Field label={t('language')}>
        <select className="field" value={locale} onChange={({ target }) => setLocale(target.value as Locale)}>
          {Object.entries(LANGUAGES).map(([each, name]) => (
            <option key={each} value={each}>
              {name}
            </option>
          ))}
        </select>
      </Field>
      <label className="flex items-start gap-2">
        <input
          type="checkbox"
          className="mt-0.5 accent-[var(--accent)]"
          checked={images}
          onChange={({ target }) => setImages(target.checked)}
        />
        <span>
          {t('images')}
          <span className="block text-ink-3 text-xs">{t('imagesHint')}</span>
        </span>
      </label>
      <button type="submit" className="button primary" disabled={chosen.length === 0 || make.isPending}>
        {t('make')}
      </button>
      <p className="text-ink-3 text-xs" role="status">
        {make.isPending ? t('making') : t('recorded')}
      </p>
      {make.error && (
        <div role="alert">
          <Note tone="warn">{messageOf(make.error)}</Note>
        </div>
      )}
      {make.data && (
        <div
          className="grid gap-1.5 rounded-lg border border-line bg-surface-2 p-3"
          role="status"
          data-testid="evidence-made"
        >
          <p className="break-words text-[13px]">{t('done', { name: make.data.name })}</p>
          <code className="break-all text-xs">{make.data.manifestSha256}</code>
          <p className="text-ink-3 text-xs">{t('verify')}</p>
          {key.data && (
            <button
              type="button"
              className="button justify-self-start"
              onClick={() => saveFile('sightline-evidence.pub.pem', key.data, 'application/x-pem-file')}
            >
              {t('key')}
            </button>
          )}
        </div>
      )}
    </form>
  )
}
