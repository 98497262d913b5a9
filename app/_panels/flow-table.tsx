'use client'
/** Streets in the order of their flow, each with the hours of its busiest reader. */
import { useState } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import type { HourFlow } from '../../server/domain/flows'
import { useLocalName } from '../_ui/city-context'
import type { RankedStreet } from './ranked-streets'
import { ShowAll } from './share-list'

const FIRST = 15

interface FlowTableProps {
  streets: readonly RankedStreet[]
  selectedId: number | null
  onSelect(street: RankedStreet): void
}

export function FlowTable({ streets, selectedId, onSelect }: FlowTableProps) {
  const t = useTranslations('flows')
  const format = useFormatter()
  const localName = useLocalName()
  const [isWhole, setWhole] = useState(false)
  return (
    <>
      <ol className="-mx-2 text-[13px]" data-testid="street-flows">
        {(isWhole ? streets : streets.slice(0, FIRST)).map((street) => (
          <li key={street.id}>
            <button
              type="button"
              aria-pressed={street.id === selectedId}
              className={`grid w-full grid-cols-[1fr_84px_4.6rem] items-center gap-3 rounded-md px-2 py-1.5 text-left ${street.id === selectedId ? 'bg-accent-soft' : 'hover:bg-surface-2'}`}
              onClick={() => onSelect(street)}
            >
              <span className="min-w-0">
                <span className="block truncate">{localName(street)}</span>
                <span className="block text-ink-3 text-xs">{t('readers', { count: street.readers.length })}</span>
              </span>
              <Sparkline hours={street.station.hours} />
              <span className={`text-right ${street.vehicles === null ? 'text-ink-3 text-xs' : 'font-medium'}`}>
                {street.vehicles === null ? t(`kind.${street.kind}`) : format.number(street.vehicles)}
              </span>
            </button>
          </li>
        ))}
      </ol>
      {streets.length > FIRST && (
        <ShowAll count={streets.length} isWhole={isWhole} onToggle={() => setWhole(!isWhole)} />
      )}
    </>
  )
}

/** The shape of the day; the figures are in the profile. */
function Sparkline({ hours }: { hours: readonly HourFlow[] }) {
  const most = Math.max(1, ...hours.filter((hour) => typeof hour === 'number'))
  return (
    <span className="flex h-6 items-end gap-px" aria-hidden>
      {hours.map((hour, i) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: an hour is its index
          key={i}
          className={`flex-1 ${typeof hour === 'number' ? 'bg-accent/60' : hour === 'unknown' ? 'bg-line' : ''}`}
          style={{ height: typeof hour === 'number' ? `${(100 * hour) / most}%` : '100%' }}
        />
      ))}
    </span>
  )
}
