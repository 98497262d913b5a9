'use client'
/** What of the time is jumped over. */
import { useTranslations } from 'use-intl'
import { busyStretches, type Stretch } from '../../server/domain/stretches'
import type { TracedVehicle } from './traced-vehicles'

export const SKIPS = ['nothing', 'trips', 'passages'] as const
export type Skip = (typeof SKIPS)[number]

const ABOUT_TRIP_MS = 15_000
const ABOUT_PASSAGE_MS = 30_000

/** What is played: everything, what lies within a trip of one of them, or what lies near a passage of one of them. */
export function busyOf(vehicles: readonly TracedVehicle[], skip: Skip): Stretch[] | null {
  if (skip === 'nothing') return null
  if (skip === 'trips')
    return busyStretches(
      vehicles.flatMap(({ trips }) => trips),
      ABOUT_TRIP_MS,
    )
  const instants = vehicles.flatMap(({ track }) => Array.from(track.at, (at) => ({ from: at, to: at })))
  return busyStretches(instants, ABOUT_PASSAGE_MS)
}

export function SkipChoice({ skip, onChoose }: { skip: Skip; onChoose(skip: Skip): void }) {
  const t = useTranslations('trace.skip')
  return (
    <label className="flex items-center gap-1">
      <span className="sr-only">{t('label')}</span>
      <select
        className="field w-[108px] px-1.5 text-[13px]"
        title={t('label')}
        value={skip}
        onChange={({ target }) => onChoose(target.value as Skip)}
        data-testid="skip"
      >
        {SKIPS.map((each) => (
          <option key={each} value={each}>
            {t(each)}
          </option>
        ))}
      </select>
    </label>
  )
}
