'use client'
/** A new source of passages. Its key is shown this once. */
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { PASSAGE_SOURCE_KINDS, type PassageSourceKind } from '../../server/domain/passage-source'
import { api } from '../_ui/api'
import { useLocalName } from '../_ui/city-context'
import { Field, TextField } from '../_ui/field'
import { Saving } from './saving'
import { usePassageSourceChange } from './use-passage-sources'

function OnceShownKey({ value, onDone }: { value: string; onDone(): void }) {
  const t = useTranslations('passageSources')
  const [isCopied, setIsCopied] = useState(false)
  const copy = () =>
    navigator.clipboard.writeText(value).then(
      () => setIsCopied(true),
      () => setIsCopied(false),
    )
  return (
    <div className="grid gap-2 rounded-lg border border-line bg-surface-2 p-3" role="status" data-testid="passage-key">
      <p className="text-[13px]">{t('keyOnce')}</p>
      <code className="break-all text-xs">{value}</code>
      <p className="text-ink-3 text-xs">{t('howToSend')}</p>
      <code className="break-all rounded bg-surface p-2 text-[11px]">
        {`curl -H "Authorization: Bearer …" -H "Content-Type: application/x-ndjson" --data-binary @passages.ndjson ${window.location.origin}/api/ingest/passages`}
      </code>
      <div className="flex gap-2">
        <button type="button" className="button" onClick={copy}>
          {t(isCopied ? 'copied' : 'copy')}
        </button>
        <button type="button" className="button quiet" onClick={onDone}>
          {t('back')}
        </button>
      </div>
    </div>
  )
}

function JurisdictionChoice({ value, onChange }: { value: number | null; onChange(id: number | null): void }) {
  const t = useTranslations('passageSources')
  const localName = useLocalName()
  const list = useQuery({
    queryKey: ['oversight', 'jurisdictions'],
    queryFn: ({ signal }) => api.oversight.jurisdictions.query(undefined, { signal }),
  })
  return (
    <Field label={t('of')} hint={t('ofHint')}>
      <select
        className="field"
        value={value ?? ''}
        onChange={(event) => onChange(event.target.value === '' ? null : Number(event.target.value))}
      >
        <option value="">{t('anyCamera')}</option>
        {list.data?.map((jurisdiction) => (
          <option key={jurisdiction.id} value={jurisdiction.id}>
            {localName(jurisdiction)}
          </option>
        ))}
      </select>
    </Field>
  )
}

export function AddPassageSource({ onDone }: { onDone(): void }) {
  const t = useTranslations('passageSources')
  const [kind, setKind] = useState<PassageSourceKind>('key')
  const [name, setName] = useState('')
  const [deviceId, setDeviceId] = useState('')
  const [password, setPassword] = useState('')
  const [jurisdictionId, setJurisdictionId] = useState<number | null>(null)
  const add = usePassageSourceChange(() =>
    api.passageSources.add.mutate(
      kind === 'key' ? { kind, name, jurisdictionId } : { kind, name, jurisdictionId, deviceId, password },
    ),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    add.mutate(undefined, { onSuccess: ({ key }) => key === null && onDone() })
  }
  if (add.data?.key) return <OnceShownKey value={add.data.key} onDone={onDone} />
  return (
    <form onSubmit={submit} className="grid gap-3" data-testid="add-passage-source">
      <TextField label={t('name')} maxLength={120} value={name} onChange={(event) => setName(event.target.value)} />
      <Field label={t('kind')} hint={t(`kindHint.${kind}`)}>
        <select className="field" value={kind} onChange={(event) => setKind(event.target.value as PassageSourceKind)}>
          {PASSAGE_SOURCE_KINDS.map((each) => (
            <option key={each} value={each}>
              {t(`kinds.${each}`)}
            </option>
          ))}
        </select>
      </Field>
      {kind === 'viid' && (
        <>
          <TextField
            label={t('deviceId')}
            hint={t('deviceIdHint')}
            pattern="\d{20}"
            inputMode="numeric"
            maxLength={20}
            value={deviceId}
            onChange={(event) => setDeviceId(event.target.value)}
          />
          <TextField
            label={t('password')}
            type="password"
            autoComplete="off"
            minLength={8}
            maxLength={100}
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        </>
      )}
      <JurisdictionChoice value={jurisdictionId} onChange={setJurisdictionId} />
      <Saving mutation={add}>{t('addThis')}</Saving>
      <button type="button" className="button quiet justify-self-start" onClick={onDone}>
        {t('cancel')}
      </button>
    </form>
  )
}
