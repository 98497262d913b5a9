'use client'
/** What else is known of the vehicle: narrows a search for plates. */
import { useTranslations } from 'use-intl'
import { Field, TextField } from '../_ui/field'
import type { LeadFilters as Filters } from './use-leads'
import { CLASSES, COLOURS } from './vehicle-words'

const BEARINGS = [0, 45, 90, 135, 180, 225, 270, 315] as const
const RADII = [500, 1_000, 2_000, 5_000, 10_000] as const

export function LeadFilters({ filters, onChange }: { filters: Filters; onChange(part: Partial<Filters>): void }) {
  const t = useTranslations('leads')
  const choice = <Value extends string | number>(
    key: 'colour' | 'vehicleClass' | 'towards' | 'radiusM',
    values: readonly Value[],
    nameOf: (value: Value) => string,
  ) => (
    <Field label={t(key)}>
      <select className="field" value={filters[key]} onChange={({ target }) => onChange({ [key]: target.value })}>
        <option value="">{t('any')}</option>
        {values.map((value) => (
          <option key={value} value={value}>
            {nameOf(value)}
          </option>
        ))}
      </select>
    </Field>
  )
  return (
    <details data-testid="lead-filters">
      <summary className="cursor-pointer py-1 text-[13px]">{t('filters')}</summary>
      <div className="grid grid-cols-2 gap-2 pt-1">
        {choice('colour', COLOURS, (colour) => t(`colours.${colour}`))}
        {choice('vehicleClass', CLASSES, (name) => t(`classes.${name}`))}
        {choice('towards', BEARINGS, (bearing) => t(`bearings.${bearing}`))}
        {choice('radiusM', RADII, (metres) => t('within', { km: metres / 1_000 }))}
        <div className="col-span-2">
          <TextField
            label={t('brand')}
            required={false}
            maxLength={40}
            autoComplete="off"
            value={filters.brand}
            onChange={({ target }) => onChange({ brand: target.value })}
          />
        </div>
      </div>
    </details>
  )
}
