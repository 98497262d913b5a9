'use client'
/** What an area is called, how much it weighs, what detail it needs, and why it must not be seen. */
import { useId } from 'react'
import { useTranslations } from 'use-intl'
import { type DrawnAreaKind, needsReason } from '../../server/domain/drawn-area'
import type { DensityLevelName } from '../../server/domain/optics'
import { MOST_WEIGHT } from '../../server/domain/watch-rules'
import { LevelChoice } from './level-choice'

export interface AreaText {
  name: string
  weight: number
  requiredLevel: DensityLevelName | null
  reason: string | null
}

interface AreaFieldsProps {
  kind: DrawnAreaKind
  value: AreaText
  onChange(value: AreaText): void
}

export function AreaFields({ kind, value, onChange }: AreaFieldsProps) {
  const t = useTranslations('areas')
  const reasonHint = useId()
  return (
    <div className="grid gap-2">
      <label className="grid gap-1">
        <span className="label">{t('name')}</span>
        <input
          className="field"
          required
          maxLength={120}
          value={value.name}
          onChange={(event) => onChange({ ...value, name: event.target.value })}
        />
      </label>
      {kind === 'watch' && (
        <div className="grid grid-cols-[6rem_1fr] gap-2">
          <label className="grid gap-1" title={t('weightHint')}>
            <span className="label">{t('weight')}</span>
            <input
              className="field"
              type="number"
              required
              min={0}
              max={MOST_WEIGHT}
              step="any"
              value={Number.isNaN(value.weight) ? '' : value.weight}
              onChange={(event) => onChange({ ...value, weight: event.target.valueAsNumber })}
            />
          </label>
          <div className="grid gap-1">
            <span className="label">{t('requiredLevel')}</span>
            <LevelChoice
              label={t('requiredLevel')}
              value={value.requiredLevel}
              onChange={(requiredLevel) => onChange({ ...value, requiredLevel })}
            />
          </div>
        </div>
      )}
      {needsReason(kind) && (
        <label className="grid gap-1">
          <span className="label">{t('reason')}</span>
          <textarea
            className="field"
            required
            rows={3}
            maxLength={500}
            aria-describedby={reasonHint}
            value={value.reason ?? ''}
            onChange={(event) => onChange({ ...value, reason: event.target.value })}
          />
          <span id={reasonHint} className="text-ink-3 text-xs">
            {t('reasonHint')}
          </span>
        </label>
      )}
    </div>
  )
}
