'use client'
/** A density level of the city's standard, or its usual one. */
import { useTranslations } from 'use-intl'
import { DENSITY_LEVELS, type DensityLevelName } from '../../server/domain/optics'
import { useCity } from '../_ui/city-context'

interface LevelChoiceProps {
  value: DensityLevelName | null
  onChange(level: DensityLevelName | null): void
  label?: string
  isDisabled?: boolean
}

export function LevelChoice({ value, onChange, label, isDisabled = false }: LevelChoiceProps) {
  const t = useTranslations('areas')
  const { densityStandard } = useCity()
  const levels: readonly { name: DensityLevelName }[] = DENSITY_LEVELS[densityStandard]
  return (
    <select
      className="field"
      aria-label={label}
      disabled={isDisabled}
      value={value ?? ''}
      onChange={(event) => onChange((event.target.value || null) as DensityLevelName | null)}
    >
      <option value="">{t('usualLevel')}</option>
      {levels.map(({ name }) => (
        <option key={name} value={name}>
          {t(`level.${name}`)}
        </option>
      ))}
    </select>
  )
}
