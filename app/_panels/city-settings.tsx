'use client'
/** The settings that hold everywhere in the city, with what follows from a change. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { DENSITY_LEVELS, type DensityStandard } from '../../server/domain/optics'
import { api, messageOf } from '../_ui/api'
import { useCity } from '../_ui/city-context'
import { Note } from './panel'

const STANDARDS = Object.keys(DENSITY_LEVELS).toReversed() as DensityStandard[]
const MOST_HEIGHT_M = 3

export function CitySettings() {
  const t = useTranslations('citySettings')
  const levels = useTranslations('optics.level')
  const city = useCity()
  const router = useRouter()
  const client = useQueryClient()
  const stored = {
    densityStandard: city.densityStandard,
    targetHeightM: city.targetHeightM,
    timeZone: city.timeZone,
  }
  const [edited, setEdited] = useState(stored)
  const set = (changes: Partial<typeof stored>) => setEdited((settings) => ({ ...settings, ...changes }))
  const save = useMutation({
    mutationFn: () => api.city.setSettings.mutate(edited),
    onSuccess: () => {
      router.refresh()
      void client.invalidateQueries()
    },
  })
  const isDirty = Object.entries(edited).some(([key, value]) => value !== stored[key as keyof typeof stored])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <form onSubmit={submit} className="grid gap-3" data-testid="city-settings">
      <label className="grid gap-1">
        <span className="label">{t('standard')}</span>
        <select
          className="field"
          value={edited.densityStandard}
          onChange={(event) => set({ densityStandard: event.target.value as DensityStandard })}
        >
          {STANDARDS.map((standard) => (
            <option key={standard} value={standard}>
              {t(`standardName.${standard}`)}
            </option>
          ))}
        </select>
        <span className="text-ink-3 text-xs">
          {DENSITY_LEVELS[edited.densityStandard]
            .map(({ name, pixelsPerM }) => `${levels(name)} ${pixelsPerM}`)
            .join(' · ')}{' '}
          px/m
        </span>
      </label>
      <label className="grid gap-1">
        <span className="label">{t('targetHeight')}</span>
        <input
          type="number"
          className="field"
          required
          min={0}
          max={MOST_HEIGHT_M}
          step="any"
          defaultValue={edited.targetHeightM}
          onChange={(event) =>
            Number.isFinite(event.target.valueAsNumber) && set({ targetHeightM: event.target.valueAsNumber })
          }
        />
        <span className="text-ink-3 text-xs">{t('targetHeightHint')}</span>
      </label>
      <label className="grid gap-1">
        <span className="label">{t('timeZone')}</span>
        <select className="field" value={edited.timeZone} onChange={(event) => set({ timeZone: event.target.value })}>
          {[...new Set([stored.timeZone, 'UTC', ...Intl.supportedValuesOf('timeZone')])].map((zone) => (
            <option key={zone}>{zone}</option>
          ))}
        </select>
      </label>
      <Note>{t('follows')}</Note>
      {save.error && <Note tone="warn">{messageOf(save.error)}</Note>}
      {save.isSuccess && !isDirty && (
        <p role="status" className="text-ink-2 text-xs">
          {t(save.data.isViewshedChange ? 'savedAndComputing' : 'saved')}
        </p>
      )}
      <button type="submit" className="button primary justify-self-start" disabled={!isDirty || save.isPending}>
        {t('save')}
      </button>
    </form>
  )
}
