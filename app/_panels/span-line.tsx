'use client'
/** From when to when the figures are. */
import { useFormatter } from 'use-intl'

export function SpanLine({ from, to }: { from: number; to: number }) {
  const format = useFormatter()
  return (
    <div className="border-line border-b px-4 py-3 text-ink-2 text-xs">
      {format.dateTimeRange(from, to, {
        month: 'short',
        day: 'numeric',
        hour: '2-digit',
        minute: '2-digit',
        hour12: false,
      })}
    </div>
  )
}
