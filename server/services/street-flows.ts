/** Vehicles per hour and street: the streets on which the caller's plate readers stand, each with what they counted. */
import type { Connection } from '../../db/client'
import type { CameraRow } from '../../db/queries/cameras'
import { plateCameras } from '../../db/queries/cordons'
import { roadsNamed, roadsNearCameras, streetNameCount } from '../../db/queries/flows'
import type { Caller } from '../domain/access'
import type { HourFlow } from '../domain/flows'
import { namedStreets } from '../domain/named-streets'
import { MEASURED_WITHIN_M, roadsOfReaders } from '../domain/reader-roads'
import { type NamedReader, namedReaderOf, plateReaderOf } from './plate-readers'
import { type FlowSpan, hoursOf, readerHours } from './reader-hours'
import { densityStandard } from './refresh-viewsheds'

export interface StreetReader extends NamedReader {
  position: [lng: number, lat: number]
  /** As the answer's hours. */
  hours: HourFlow[]
}

export interface StreetFlow {
  /** Unlike others in this answer. */
  id: number
  name: string
  nameEn: string | null
  lines: number[][][]
  readers: StreetReader[]
}

export interface StreetFlows {
  /** Beginnings, UTC epoch milliseconds. */
  hours: number[]
  /** Streets with a reader; all others are not measured. */
  streets: StreetFlow[]
  /** Names of streets where the caller answers for, measured or not. */
  streetNames: number
  /** Readers that stand on no street with a name. */
  elsewhere: number
}

export async function streetFlows(connection: Connection, caller: Caller, span: FlowSpan): Promise<StreetFlows> {
  const { db } = connection
  const cameras = new Map((await plateCameras(db, caller)).map((row) => [row.id, row]))
  const ids = [...cameras.keys()]
  const [near, hours, streetNames, standard] = await Promise.all([
    roadsNearCameras(db, ids, MEASURED_WITHIN_M),
    readerHours(connection, caller, ids, span),
    streetNameCount(db, caller),
    densityStandard(db),
  ])
  const readers = [...cameras.values()].map((row) => plateReaderOf(row, standard))
  const measured = [...roadsOfReaders(readers, near)].filter(([, { name }]) => name !== null)
  const roads = await roadsNamed(db, [...new Set(measured.map(([, { name }]) => name!))])
  const streets = namedStreets(roads).flatMap(({ name, nameEn, roads: parts }): StreetFlow[] => {
    const roadIds = new Set(parts.map(({ id }) => id))
    const here = measured
      .filter(([, road]) => roadIds.has(road.id))
      .map(([id]) => streetReader(cameras.get(id)!, hours))
    if (here.length === 0) return []
    return [{ id: parts[0].id, name, nameEn, lines: parts.map(({ geometry }) => geometry.coordinates), readers: here }]
  })
  return { hours: hoursOf(span), streets, streetNames, elsewhere: ids.length - measured.length }
}

function streetReader(row: CameraRow, hours: ReadonlyMap<number, HourFlow[]>): StreetReader {
  const [lng, lat] = row.position.coordinates
  return { ...namedReaderOf(row), position: [lng, lat], hours: hours.get(row.id) ?? [] }
}
