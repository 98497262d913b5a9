/** The in/out board of an area: vehicles over its ring by hour, from the readers that the caller may see. Counts only. */
import type { MultiPolygon, Polygon } from 'geojson'
import type { Connection } from '../../db/client'
import { boardAreaShape } from '../../db/queries/board-areas'
import type { Caller } from '../domain/access'
import type { BoardArea } from '../domain/board-area'
import { type DirectionFlow, directionFlow, readDirections, type Side } from '../domain/in-out-board'
import { type CordonAnswer, crossingsOf } from './cordon'
import { type FlowSpan, hoursOf, readerHours } from './reader-hours'
import { ServiceError } from './service-error'

/** Directions are those that are counted: not those of roads along the edge. */
export interface InOutBoard extends CordonAnswer {
  name: string
  nameEn: string | null
  geometry: Polygon | MultiPolygon
  /** Beginnings, UTC epoch milliseconds. */
  hours: number[]
  /** The directions that are read, on each side. */
  in: DirectionFlow[]
  out: DirectionFlow[]
}

export async function inOutBoard(
  connection: Connection,
  caller: Caller,
  { kind, id }: BoardArea,
  span: FlowSpan,
): Promise<InOutBoard> {
  const area = await boardAreaShape(connection.db, caller, { kind, id })
  if (!area) throw new ServiceError('not-found', `There is no ${kind} ${id} that you may see and that has a board.`)
  const cordon = await crossingsOf(connection, caller, area.geometry)
  const counted = cordon.crossings.filter(({ isAlong }) => !isAlong)
  const directions = counted.flatMap((crossing) => [crossing.in, crossing.out]).filter((read) => read !== null)
  const ids = [...new Set(directions.flat())]
  const flows = await readerHours(connection, caller, ids, span)
  const hours = hoursOf(span)
  const side = (name: Side) =>
    readDirections(cordon.crossings, name).map((direction) => directionFlow(direction, flows, hours.length))
  return {
    ...area,
    crossings: cordon.crossings,
    directions: directions.length,
    captured: directions.filter((read) => read.length > 0).length,
    readers: cordon.readers.filter((reader) => ids.includes(reader.id)),
    hours,
    in: side('in'),
    out: side('out'),
  }
}
