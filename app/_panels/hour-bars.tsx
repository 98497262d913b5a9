'use client'
/** A figure per hour as bars, of which one can be chosen; an hour without a figure says why by its pattern and in words. */
import { useFormatter } from 'use-intl'
import type { HourFlow } from '../../server/domain/flows'

export interface HourBar {
  /** Beginning, UTC epoch milliseconds. */
  hour: number
  /** Side by side; the second one is hollow. */
  values: readonly HourFlow[]
  /** What the bars say, in words. */
  label: string
}

interface HourBarsProps {
  legend: string
  bars: readonly HourBar[]
  /** Index of the chosen hour, or −1. */
  chosen: number
  onChoose(index: number): void
}

const UNKNOWN = 'repeating-linear-gradient(45deg, transparent 0 2px, var(--line) 2px 4px)'

export function HourBars({ legend, bars, chosen, onChoose }: HourBarsProps) {
  const format = useFormatter()
  const clock = (hour: number) => format.dateTime(hour, { hour: '2-digit', minute: '2-digit', hour12: false })
  const most = Math.max(1, ...bars.flatMap(({ values }) => values.filter((value) => typeof value === 'number')))
  return (
    <fieldset className="grid gap-1">
      <legend className="label mb-1">{legend}</legend>
      <div className="flex h-24 items-end gap-[2px]">
        {bars.map(({ hour, values, label }, index) => (
          <button
            key={hour}
            type="button"
            aria-pressed={index === chosen}
            aria-label={label}
            title={label}
            className="flex h-full flex-1 items-end gap-px"
            onClick={() => onChoose(index === chosen ? -1 : index)}
          >
            {values.map((value, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the bars of an hour never change places
              <Bar key={i} value={value} most={most} isHollow={i > 0} isChosen={index === chosen} />
            ))}
          </button>
        ))}
      </div>
      <div className="flex justify-between text-ink-3 text-xs" aria-hidden>
        {bars
          .filter((_, index) => index % 6 === 0)
          .map(({ hour }) => (
            <span key={hour}>{clock(hour)}</span>
          ))}
        <span />
      </div>
    </fieldset>
  )
}

interface BarProps {
  value: HourFlow
  most: number
  isHollow: boolean
  isChosen: boolean
}

function Bar({ value, most, isHollow, isChosen }: BarProps) {
  if (value === 'unknown') return <span className="h-full w-full rounded-t-sm" style={{ background: UNKNOWN }} />
  if (value === 'few') return <span className="h-1 w-full rounded-t-sm border border-ink-3 border-dashed border-b-0" />
  const tone = isHollow
    ? `border-2 border-b-0 ${isChosen ? 'border-accent bg-accent-soft' : 'border-accent/70'}`
    : isChosen
      ? 'bg-accent'
      : 'bg-accent/45 hover:bg-accent/70'
  return <span className={`w-full rounded-t-sm ${tone}`} style={{ height: `${Math.max(2, (100 * value) / most)}%` }} />
}
