/** Which ways into and out of a drawn cordon plate readers capture, as designed: readers that are out of order count. */
import type { MultiLineString, MultiPolygon, Polygon } from 'geojson'
import type { Connection } from '../../db/client'
import { plateCameras, roadsNearRings } from '../../db/queries/cordons'
import { findDrawnArea } from '../../db/queries/drawn-areas'
import type { Caller } from '../domain/access'
import { type Crossing, cordonReport, REACH_ALONG_ROAD_M } from '../domain/cordons'
import { boxOfArea, widened } from '../domain/drawn-area'
import { type NamedReader, namedReaderOf, plateReaderOf } from './plate-readers'
import { densityStandard } from './refresh-viewsheds'
import { ServiceError } from './service-error'

/** Farther than any footprint that nobody stated; a stated range that is longer reads no plate at its end. */
const MOST_RANGE_M = 200

export interface CordonAnswer {
  crossings: Crossing[]
  directions: number
  captured: number
  /** The readers that capture something. */
  readers: NamedReader[]
}

export async function cordonOf(connection: Connection, caller: Caller, id: number): Promise<CordonAnswer> {
  const area = await findDrawnArea(connection.db, caller, id)
  if (area?.kind !== 'cordon') throw new ServiceError('not-found', `There is no cordon ${id} in your jurisdictions.`)
  return crossingsOf(connection, caller, area.geometry)
}

/** The ways over the rings of any area, read by the readers that the caller may see. */
export async function crossingsOf(
  { db }: Connection,
  caller: Caller,
  geometry: Polygon | MultiPolygon,
): Promise<CordonAnswer> {
  const box = boxOfArea(geometry)
  const rows = await plateCameras(db, caller, widened(box, REACH_ALONG_ROAD_M + MOST_RANGE_M))
  const standard = await densityStandard(db)
  const rings: MultiLineString = {
    type: 'MultiLineString',
    coordinates: geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat(),
  }
  const report = cordonReport(
    geometry,
    await roadsNearRings(db, rings, 2 * REACH_ALONG_ROAD_M),
    rows.map((row) => plateReaderOf(row, standard)),
  )
  const ids = new Set(report.crossings.flatMap((crossing) => [...(crossing.in ?? []), ...(crossing.out ?? [])]))
  return { ...report, readers: rows.filter((row) => ids.has(row.id)).map(namedReaderOf) }
}
