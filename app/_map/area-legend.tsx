'use client'
/** What drawn areas look like. */
import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'use-intl'

const hatch = (widthPx: number) =>
  `repeating-linear-gradient(135deg, color-mix(in srgb, var(--ink) 55%, transparent) 0 ${widthPx}px, transparent ${widthPx}px 6px)`
const ACCENT = 'color-mix(in srgb, var(--accent) 14%, transparent)'
const ROWS = [
  { name: 'watch', sign: '◎', className: 'border-2 border-accent', background: ACCENT },
  { name: 'privacy', sign: '⌂', className: 'border-2 border-ink', background: hatch(1.5) },
  { name: 'prohibited', sign: '⊘', className: 'border-2 border-ink', background: hatch(3) },
  { name: 'cordon', sign: '⬚', className: 'border-2 border-ink border-dashed', background: 'none' },
] as const
const WATCHED = { name: 'watched', sign: '', className: 'border border-accent', background: ACCENT } as const

export function AreaLegend() {
  const t = useTranslations('areas')
  const query = useSearchParams()
  const isWatchedShown = query.get('watched') === 'true'
  const isAreaSelected = query.has('drawn')
  return (
    <ul className="grid gap-1 text-xs">
      {[...ROWS, ...(isWatchedShown ? [WATCHED] : [])].map(({ name, sign, className, background }) => (
        <li key={name} className="flex items-center gap-2">
          <i className={`h-3 w-5 shrink-0 rounded-sm ${className}`} style={{ background }} />
          <span aria-hidden className="w-3 text-center">
            {sign}
          </span>
          {t(`legend.${name}`)}
        </li>
      ))}
      {isAreaSelected && (
        <li className="flex items-center gap-2">
          <b className="rounded-full border-2 border-ink bg-ink px-1 text-[10px] text-surface leading-3">1</b>
          <b className="rounded-full border-2 border-ink px-1 text-[10px] leading-3">2</b>
          {t('legend.crossing')}
        </li>
      )}
    </ul>
  )
}
