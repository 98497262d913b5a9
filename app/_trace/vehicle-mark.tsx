'use client'
/** A vehicle's number on its colour, as on the map. */
import { cssColor, inkOn, vehicleColor } from '../_map/palette'
import { usePreferences } from '../_ui/providers'

export function VehicleMark({ number }: { number: number }) {
  const color = vehicleColor(number, usePreferences().theme)
  return (
    <span
      className="inline-grid size-5 shrink-0 place-items-center rounded-full font-semibold text-[11px]"
      style={{ background: cssColor(color), color: cssColor(inkOn(color)) }}
    >
      {number}
    </span>
  )
}
