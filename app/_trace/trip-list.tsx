'use client'
/** A vehicle's trips, of which one is replayed. */
import { useFormatter, useTranslations } from 'use-intl'
import type { VehicleTrip } from './trace-types'

const MINUTE_MS = 60_000

interface TripListProps {
  trips: readonly VehicleTrip[]
  /** Index; null: none. */
  chosen: number | null
  onChoose(index: number): void
}

export function TripList({ trips, chosen, onChoose }: TripListProps) {
  const t = useTranslations('trace')
  const format = useFormatter()
  return (
    <ul className="grid gap-1">
      {trips.map((trip, index) => (
        <li key={trip.from}>
          <button
            type="button"
            aria-pressed={index === chosen}
            className={`w-full rounded-lg border px-3 py-1.5 text-left ${index === chosen ? 'border-accent bg-accent-soft' : 'border-line hover:bg-surface-2'}`}
            onClick={() => onChoose(index)}
            data-testid="trip"
          >
            <span className="font-medium">
              {format.dateTimeRange(trip.from, trip.to, {
                month: 'short',
                day: 'numeric',
                hour: '2-digit',
                minute: '2-digit',
                hour12: false,
              })}
            </span>
            <span className={`block text-xs ${index === chosen ? 'text-ink-2' : 'text-ink-3'}`}>
              {t('tripLine', {
                passages: trip.passages.length,
                minutes: Math.max(1, Math.round((trip.to - trip.from) / MINUTE_MS)),
              })}
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}
