/** What a wall of live feeds is filled with. Each feed is opened, and audited, by itself. */
import type { Connection } from '../../db/client'
import { camerasAlongStreet, camerasAround, camerasWithStreams } from '../../db/queries/feed-cameras'
import type { Caller } from '../domain/access'
import { completeDraft } from '../domain/camera-draft'
import { resolveOptics } from '../domain/optics'
import { draftOf } from './camera-view-input'

/** As many as a wall can hold. */
export const MOST_ON_WALL = 64
const AROUND_M = 300
const MOST_FOUND = 16

export interface WallCamera {
  id: number
  code: string
  name: string | null
  nameEn: string | null
  state: string
  /** Degrees. */
  hfov: number
}

/** In the order asked for; what is not there, has no stream or is not in the caller's jurisdictions is left out. */
export async function wallCameras({ db }: Connection, caller: Caller, ids: readonly number[]): Promise<WallCamera[]> {
  const rows = ids.length > 0 ? await camerasWithStreams(db, caller, ids) : []
  const known = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => {
    const row = known.get(id)
    if (!row) return []
    const complete = completeDraft(draftOf(row))
    const { hfov } = resolveOptics(complete, row.kind, complete.provenance)
    const nameEn = row.sourceTags['name:en'] ?? null
    return [{ id, code: row.code, name: row.name, nameEn, state: row.state, hfov }]
  })
}

export const wallAlongStreet = (
  { db }: Connection,
  caller: Caller,
  street: { jurisdictionId: number; name: string },
): Promise<number[]> => camerasAlongStreet(db, caller, { ...street, most: MOST_FOUND })

export const wallAround = (
  { db }: Connection,
  caller: Caller,
  place: { lng: number; lat: number },
): Promise<number[]> => camerasAround(db, caller, { ...place, withinM: AROUND_M, most: MOST_FOUND })
