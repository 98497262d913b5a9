'use client'
/** The vehicles of the case that are replayed together: each can be looked into, hidden and taken out. */
import { Eye, EyeOff, X } from 'lucide-react'
import { useTranslations } from 'use-intl'
import type { TraceAction, TracedVehicle, TracedVehicles } from './traced-vehicles'
import { VehicleMark } from './vehicle-mark'

interface RowProps {
  vehicle: TracedVehicle
  isSelected: boolean
  dispatch(action: TraceAction): void
}

function Row({ vehicle: { number, trace, trips, isHidden }, isSelected, dispatch }: RowProps) {
  const t = useTranslations('trace')
  const { plate } = trace
  const hide = t(isHidden ? 'show' : 'hide', { plate })
  const remove = t('remove', { plate })
  return (
    <li
      className={`flex items-center gap-1 rounded-lg border ${isSelected ? 'border-accent bg-accent-soft' : 'border-line'}`}
      data-testid="traced-vehicle"
    >
      <button
        type="button"
        aria-pressed={isSelected}
        className={`flex min-w-0 flex-1 items-center gap-2 rounded-lg px-2 py-1.5 text-left ${isHidden ? 'text-ink-2' : ''}`}
        onClick={() => dispatch({ type: 'select', number })}
      >
        <VehicleMark number={number} />
        <span className="truncate font-medium">{plate}</span>
        <span className="ml-auto shrink-0 text-ink-2 text-xs">{t('tripCount', { count: trips.length })}</span>
      </button>
      <button
        type="button"
        className="button quiet min-h-7 px-1.5"
        aria-label={hide}
        title={hide}
        onClick={() => dispatch({ type: 'hide', number, isHidden: !isHidden })}
      >
        {isHidden ? <EyeOff size={15} aria-hidden /> : <Eye size={15} aria-hidden />}
      </button>
      <button
        type="button"
        className="button quiet min-h-7 px-1.5"
        aria-label={remove}
        title={remove}
        onClick={() => dispatch({ type: 'remove', number })}
      >
        <X size={15} aria-hidden />
      </button>
    </li>
  )
}

interface VehicleListProps {
  state: TracedVehicles
  dispatch(action: TraceAction): void
}

export function VehicleList({ state: { vehicles, selected }, dispatch }: VehicleListProps) {
  return (
    <ul className="grid gap-1">
      {vehicles.map((vehicle) => (
        <Row key={vehicle.number} vehicle={vehicle} isSelected={vehicle.number === selected} dispatch={dispatch} />
      ))}
    </ul>
  )
}
