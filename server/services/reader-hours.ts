/** What plate readers counted in each hour of a span, as the caller may know it. */
import type { Connection } from '../../db/client'
import { cameraPasts } from '../../db/queries/camera-pasts'
import { passagesKeptFrom, readHours } from '../../db/queries/flows'
import type { Caller } from '../domain/access'
import type { CameraState } from '../domain/camera'
import { type StateChanges, stateAt } from '../domain/camera-past'
import { type HourFlow, hourFlow } from '../domain/flows'

const HOUR_MS = 3_600_000

export interface FlowSpan {
  from: number
  to: number
}

/** The beginnings of the whole hours that the span touches, UTC epoch milliseconds. */
export function hoursOf({ from, to }: FlowSpan): number[] {
  const hours: number[] = []
  for (let hour = Math.floor(from / HOUR_MS) * HOUR_MS; hour < to; hour += HOUR_MS) hours.push(hour)
  return hours
}

/** By the reader's id; readers that the caller may not see are left out. */
export async function readerHours(
  { db }: Connection,
  caller: Caller,
  ids: readonly number[],
  span: FlowSpan,
): Promise<Map<number, HourFlow[]>> {
  if (ids.length === 0) return new Map()
  const hours = hoursOf(span)
  const [from, to] = [new Date(hours[0]), new Date(hours[hours.length - 1] + HOUR_MS)]
  const [read, pasts, keptFrom] = await Promise.all([
    readHours(db, caller, ids, from, to),
    cameraPasts(db, caller, ids, from, to),
    passagesKeptFrom(db),
  ])
  const passages = new Map(read.map((row) => [`${row.cameraId} ${row.hour}`, row.passages]))
  const isKnown = (hour: number) => hour >= keptFrom && hour < Date.now()
  return new Map(
    pasts.map((past) => [
      past.id,
      hours.map((hour) =>
        isKnown(hour) ? hourFlow(passages.get(`${past.id} ${hour}`), statesIn(past, hour)) : 'unknown',
      ),
    ]),
  )
}

/** The states within an hour, from the one that it began with. */
function statesIn(past: StateChanges, hour: number): CameraState[] {
  const during = past.state.filter((_, i) => past.from[i] > hour && past.from[i] < hour + HOUR_MS)
  return [stateAt(past, hour), ...during]
}
