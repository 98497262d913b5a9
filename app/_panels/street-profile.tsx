'use client'
/** One street: what its busiest reader counted hour by hour, and the other readers, each by itself. */
import { useFormatter, useTranslations } from 'use-intl'
import { type FlowSum, sumOfHours } from '../../server/domain/flows'
import { busiestHour } from '../../server/domain/in-out-board'
import { useLocalName } from '../_ui/city-context'
import { HourBars } from './hour-bars'
import { Section } from './panel'
import type { RankedStreet } from './ranked-streets'
import { useDay } from './use-day'
import { useHourWords } from './use-hour-words'

interface StreetProfileProps {
  street: RankedStreet
  /** Beginnings, UTC epoch milliseconds. */
  hours: readonly number[]
  onClose(): void
}

export function StreetProfile({ street, hours, onClose }: StreetProfileProps) {
  const t = useTranslations('flows')
  const localName = useLocalName()
  const format = useFormatter()
  const { hour: chosen, setHour } = useDay()
  const { clock, flow } = useHourWords()
  const { station, readers } = street
  const busiest = busiestHour([station.hours])
  const { counted, few, unknown } = sumOfHours(station.hours)
  const bars = station.hours.map((value, i) => ({
    hour: hours[i],
    values: [value],
    label: `${clock(hours[i])}: ${flow(value)}`,
  }))
  const ranked = readers
    .map((reader) => ({ reader, sum: sumOfHours(chosen === null ? reader.hours : [reader.hours[chosen]]) }))
    .sort((a, b) => b.sum.vehicles - a.sum.vehicles)
  const figureOf = ({ counted: known, vehicles, few: withheld }: FlowSum) =>
    known > 0 ? format.number(vehicles) : t(`kind.${withheld > 0 ? 'few' : 'unknown'}`)
  return (
    <Section
      title={localName(street)}
      aside={busiest && t('busiest', { hour: clock(hours[busiest.hour]), count: busiest.vehicles })}
    >
      <div data-testid="street-profile">
        <HourBars
          legend={t('profileOf', { reader: localName(station) || station.code })}
          bars={bars}
          chosen={chosen ?? -1}
          onChoose={setHour}
        />
        <p className="mt-2 text-ink-3 text-xs">{t('hoursKnown', { counted, few, unknown })}</p>
        <h3 className="label mt-3">{t('readersHere')}</h3>
        <ul className="text-[13px]">
          {ranked.map(({ reader, sum }) => (
            <li key={reader.id} className="flex justify-between gap-3 py-0.5">
              <span
                title={localName(reader) || reader.code}
                className={`min-w-0 truncate ${reader.id === station.id ? 'font-medium' : 'text-ink-2'}`}
              >
                {localName(reader) || reader.code}
              </span>
              <span className="shrink-0">{figureOf(sum)}</span>
            </li>
          ))}
        </ul>
        <p className="mt-1 text-ink-3 text-xs">{t('notAdded')}</p>
        <button type="button" className="button quiet mt-2 w-full" onClick={onClose}>
          {t('close')}
        </button>
      </div>
    </Section>
  )
}
