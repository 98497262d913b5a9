import { sql } from 'drizzle-orm'
import type { WatchSources } from '../../server/domain/watch-areas'
import type { Queryable } from '../client'
import { areas, places } from '../schema'
import type { Box } from './buildings'

const envelope = ([west, south, east, north]: Box) => sql`ST_MakeEnvelope(${west}, ${south}, ${east}, ${north}, 4326)`

export function squaresInBox(db: Queryable, box: Box): Promise<WatchSources['areas'][number][]> {
  const { id, kind, name, nameEn, geometry } = areas
  return db
    .select({ id, kind, name, nameEn, geometry })
    .from(areas)
    .where(sql`${geometry} && ${envelope(box)} AND kind = 'square'`)
    .orderBy(id)
}

export async function placesInBox(db: Queryable, box: Box): Promise<WatchSources['places'][number][]> {
  const { id, kind, name, nameEn, position } = places
  const rows = await db
    .select({ id, kind, name, nameEn, position })
    .from(places)
    .where(sql`${position} && ${envelope(box)}`)
    .orderBy(id)
  return rows.map(({ position: point, ...row }) => ({ ...row, lng: point.coordinates[0], lat: point.coordinates[1] }))
}
