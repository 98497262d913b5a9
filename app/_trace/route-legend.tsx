'use client'
/** What the lines and rings of ways mean. */
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import type { Rgb } from '../_map/palette'

export function RouteLegend({ color }: { color: Rgb }) {
  const t = useTranslations('legs.legend')
  const stroke = `rgb(${color.join(' ')})`
  const line = (width: number, opacity: number, dash?: string) => (
    <line x1="2" x2="26" y1="7" y2="7" strokeDasharray={dash} {...{ stroke, strokeWidth: width, opacity }} />
  )
  const ring = <circle cx="14" cy="7" r="5" fill="none" stroke="currentColor" strokeWidth="2" />
  return (
    <ul className="grid grid-cols-2 gap-x-3 gap-y-0.5 text-ink-2 text-xs" data-testid="route-legend">
      <Entry label={t('likely')}>{line(6, 0.95)}</Entry>
      <Entry label={t('possible')}>{line(2.5, 0.6)}</Entry>
      <Entry label={t('noWay')}>{line(2, 0.9, '4 3')}</Entry>
      <Entry label={t('silent')}>{ring}</Entry>
      <Entry label={t('down')}>
        {ring}
        <line x1="9" x2="19" y1="12" y2="2" stroke="currentColor" strokeWidth="2" />
      </Entry>
    </ul>
  )
}

const Entry = ({ label, children }: { label: string; children: ReactNode }) => (
  <li className="flex items-center gap-1.5">
    <svg width="28" height="14" aria-hidden>
      {children}
    </svg>
    {label}
  </li>
)
