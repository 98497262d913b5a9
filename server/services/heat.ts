/** Counts in metre-sized hexagons. Where too few different vehicles passed, nothing is said, whoever asks. */
import type { Connection } from '../../db/client'
import { cityCenter } from '../../db/queries/city'
import {
  cameraWeights,
  incidentWeights,
  passagesByHour,
  passageWeights,
  type WeightedPoint,
} from '../../db/queries/heat'
import type { Caller } from '../domain/access'
import { binIntoHexagons } from '../domain/hexagons'

export const HEAT_SUBJECTS = ['passages', 'incidents', 'cameras'] as const
export type HeatSubject = (typeof HEAT_SUBJECTS)[number]

export interface HeatQuery {
  subject: HeatSubject
  from: number
  to: number
  edgeM: number
}

const HOUR_MS = 3_600_000

function weightsFor({ db }: Connection, caller: Caller, { subject, from, to }: HeatQuery): Promise<WeightedPoint[]> {
  if (subject === 'cameras') return cameraWeights(db, caller)
  return (subject === 'passages' ? passageWeights : incidentWeights)(db, caller, new Date(from), new Date(to))
}

/** Every figure is of hours with enough vehicles alone. `withheld`: hexagons with passages but without such an hour. */
export async function heat(connection: Connection, caller: Caller, query: HeatQuery) {
  const [points, origin] = await Promise.all([weightsFor(connection, caller, query), cityCenter(connection.db)])
  const cells = binIntoHexagons(points, { edgeM: query.edgeM, origin })
  const shown = cells.filter(({ count }) => count > 0)
  return {
    cells: shown,
    withheld: cells.length - shown.length,
    total: shown.reduce((sum, cell) => sum + cell.count, 0),
  }
}

/** One figure per hour of a span of at most 31 days; hours without passages, or without a camera that read enough vehicles, are zeros. */
export async function passageProfile({ db }: Connection, caller: Caller, from: number, to: number) {
  const counted = new Map(
    (await passagesByHour(db, caller, new Date(from), new Date(to))).map((row) => [row.hour, row.passages]),
  )
  const hours: { hour: number; passages: number }[] = []
  for (let hour = Math.floor(from / HOUR_MS) * HOUR_MS; hour < to; hour += HOUR_MS)
    hours.push({ hour, passages: counted.get(hour) ?? 0 })
  return hours
}
