'use client'
/** Where each vehicle is at the clock's time, as far as it was read: the map in words, a line each, so that nothing below moves. */
import type { Replay } from '../_timeline/replay'
import type { TracedVehicle } from './traced-vehicles'
import { useStanding } from './use-standing'
import { VehicleMark } from './vehicle-mark'

function Row({ vehicle, replay }: { vehicle: TracedVehicle; replay: Replay }) {
  const { kind, text, between } = useStanding(vehicle, replay)
  return (
    <li className="flex items-center gap-2" data-kind={kind} title={text}>
      <VehicleMark number={vehicle.number} />
      <span className="sr-only">
        {vehicle.trace.plate}: {text}
      </span>
      <span aria-hidden className="min-w-0 flex-1 truncate">
        {between ? between[0] : text}
      </span>
      {between && (
        <span aria-hidden className="min-w-0 flex-1 truncate">
          → {between[1]}
        </span>
      )}
    </li>
  )
}

export function VehiclesNow({ vehicles, replay }: { vehicles: readonly TracedVehicle[]; replay: Replay }) {
  return (
    <ul className="grid grid-cols-[minmax(0,1fr)] gap-1 text-[13px]" data-testid="vehicles-now">
      {vehicles.map((vehicle) => (
        <Row key={vehicle.number} vehicle={vehicle} replay={replay} />
      ))}
    </ul>
  )
}
