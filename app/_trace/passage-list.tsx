'use client'
/** A trip's passages in order, the clock's marked; each is a place to seek to. */
import { useFormatter } from 'use-intl'
import { useLocalName } from '../_ui/city-context'
import type { VehicleTrip } from './trace-types'

interface PassageListProps {
  trip: VehicleTrip
  time: number
  onSeek(at: number): void
}

export function PassageList({ trip, time, onSeek }: PassageListProps) {
  const format = useFormatter()
  const localName = useLocalName()
  const current = trip.passages.findLastIndex((passage) => passage.at <= time)
  return (
    <ol className="grid gap-0.5 text-[13px]">
      {trip.passages.map((passage, index) => (
        <li key={`${passage.at} ${passage.cameraId}`}>
          <button
            type="button"
            className={`grid w-full grid-cols-[1.6rem_4.6rem_1fr] rounded-md px-1.5 py-1 text-left hover:bg-surface-2 ${index === current ? 'bg-accent-soft' : ''}`}
            onClick={() => onSeek(passage.at)}
          >
            <span className="text-ink-3">{index + 1}</span>
            <span>
              {format.dateTime(passage.at, { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false })}
            </span>
            <span className="truncate">
              {localName({ name: passage.cameraName, nameEn: passage.cameraNameEn }) || passage.cameraCode}
            </span>
          </button>
        </li>
      ))}
    </ol>
  )
}
