'use client'
/** Two questions that begin on the map: who sees a point, and which few cameras see a shape. */
import { Crosshair, Pentagon } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { useMapPlace } from '../_map/map-context'

interface PlanActionsProps {
  isAsking: boolean
  onAsk(): void
  onCenter(center: number[]): void
  onDraw(): void
}

export function PlanActions({ isAsking, onAsk, onCenter, onDraw }: PlanActionsProps) {
  const t = useTranslations('plan')
  const { view } = useMapPlace()
  return (
    <div className="grid gap-2 border-line border-b px-4 py-3">
      <div className="grid grid-cols-2 gap-2">
        <button type="button" className={`button ${isAsking ? 'on' : ''}`} aria-pressed={isAsking} onClick={onAsk}>
          <Crosshair size={14} aria-hidden />
          {t('askPoint')}
        </button>
        <button type="button" className="button" onClick={onDraw}>
          <Pentagon size={14} aria-hidden />
          {t('drawShape')}
        </button>
      </div>
      {isAsking && (
        <div className="flex flex-wrap items-center justify-between gap-2 text-ink-2 text-xs" role="status">
          {t('askPointHint')}
          <button type="button" className="button" onClick={() => onCenter([view.lng, view.lat])}>
            {t('askCenter')}
          </button>
        </div>
      )}
    </div>
  )
}
