'use client'
/** An instant, entered as a clock in the city shows it. */
import { useCity } from '../_ui/city-context'
import { clockTimeOf, instantOf } from '../_ui/zone-time'

interface TimeFieldProps {
  label: string
  /** UTC epoch milliseconds. */
  value: number
  onChange(at: number): void
}

export function TimeField({ label, value, onChange }: TimeFieldProps) {
  const { timeZone } = useCity()
  return (
    <label className="grid gap-1">
      <span className="label">
        {label} · {timeZone}
      </span>
      <input
        key={value}
        type="datetime-local"
        className="field"
        defaultValue={clockTimeOf(value, timeZone)}
        max={clockTimeOf(Date.now(), timeZone)}
        onBlur={({ target }) => {
          const at = instantOf(target.value, timeZone)
          if (at !== null && at >= 0 && at !== value) onChange(at)
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur()
        }}
      />
    </label>
  )
}
