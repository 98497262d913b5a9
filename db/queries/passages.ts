import { type SQL, sql } from 'drizzle-orm'
import { access, type Caller } from '../../server/domain/access'
import { LEAST_VEHICLES } from '../../server/domain/least-vehicles'
import type { Read } from '../../server/domain/misread'
import type { Queryable } from '../client'
import { PLANNED_ONCE } from '../guarded-pool'
import { type CameraScope, readInScope } from './scope'

export interface PassageRow {
  plate: string
  at: number
  cameraId: number
  sourceId: string
  cameraCode: string
  cameraName: string | null
  cameraNameEn: string | null
  lng: number
  lat: number
  bearing: number | null
  speedKmh: number | null
  vehicleClass: string | null
  vehicleColour: string | null
  /** Whether a device said where it keeps a picture. The links stay on this side. */
  hasPlateImage: boolean
  hasSceneImage: boolean
}

/** One plate, and a window whose end is not in it. */
export interface PassageWindow {
  plate: string
  from: Date
  to: Date
  /** Only what this camera read, as its source counts it. */
  read?: Pick<PassageKey, 'cameraId' | 'sourceId'>
}

/**
 * One plate's passages `p` in a window with their cameras `c`, in order of time, none older than the city keeps unless the
 * transaction's case holds it. Bounded in time, by plate: the only way passages are read one by one.
 */
export async function passagesWith<Row>(
  tx: Queryable,
  caller: CameraScope,
  columns: SQL,
  { plate, from, to, read }: PassageWindow,
  limit: number,
): Promise<Row[]> {
  const { rows } = await tx.execute<Row & Record<string, unknown>>(sql`${PLANNED_ONCE}
    SELECT ${columns} FROM passages p JOIN cameras c ON c.id = p.camera_id
    WHERE p.plate = ${plate} AND p.passed_at >= ${from.toISOString()}::timestamptz AND p.passed_at < ${to.toISOString()}::timestamptz
      AND ${read ? sql`p.camera_id = ${read.cameraId} AND p.source_id = ${read.sourceId}` : sql`true`}
      AND ${readInScope(sql`p.jurisdiction_id`, sql`p.camera_id`, caller)} AND (p.passed_at >= (SELECT passages_kept_from()) OR held_under_case(p.plate, p.passed_at))
    ORDER BY p.passed_at, p.camera_id, p.source_id LIMIT ${limit}`)
  return rows as Row[]
}

const AT = sql`extract(epoch FROM p.passed_at)::float8 * 1000 AS at`

/** What a trace shows of each. */
export const passagesOfPlate = (
  tx: Queryable,
  caller: CameraScope,
  window: PassageWindow,
  limit: number,
): Promise<PassageRow[]> =>
  passagesWith(
    tx,
    caller,
    sql`p.plate, ${AT}, p.camera_id AS "cameraId", p.source_id AS "sourceId", c.code AS "cameraCode", c.name AS "cameraName", c.source_tags->>'name:en' AS "cameraNameEn",
      ST_X(c.position) AS lng, ST_Y(c.position) AS lat, p.bearing, p.speed_kmh AS "speedKmh", p.vehicle_class AS "vehicleClass", p.vehicle_colour AS "vehicleColour",
      p.plate_image IS NOT NULL AS "hasPlateImage", p.scene_image IS NOT NULL AS "hasSceneImage"`,
    window,
    limit,
  )

/** What ways between them and misreads among them are told by. */
export const readsOfPlate = (
  tx: Queryable,
  caller: CameraScope,
  window: PassageWindow,
  limit: number,
): Promise<(Read & { bearing: number | null })[]> =>
  passagesWith(
    tx,
    caller,
    sql`p.plate, ${AT}, p.camera_id AS "cameraId", ST_X(c.position) AS lng, ST_Y(c.position) AS lat, p.bearing, p.char_reliability AS reliability`,
    window,
    limit,
  )

/** Which passage: its key. */
export interface PassageKey {
  plate: string
  at: number
  cameraId: number
  sourceId: string
}

export interface PassageLinks {
  cameraCode: string
  plateImage: string | null
  sceneImage: string | null
}

/** Where a passage's pictures are kept; null: there is no such passage to be seen. */
export async function linksOfPassage(
  tx: Queryable,
  caller: CameraScope,
  { plate, at, cameraId, sourceId }: PassageKey,
): Promise<PassageLinks | null> {
  const [links] = await passagesWith<PassageLinks>(
    tx,
    caller,
    sql`c.code AS "cameraCode", p.plate_image AS "plateImage", p.scene_image AS "sceneImage"`,
    { plate, from: new Date(at), to: new Date(at + 1), read: { cameraId, sourceId } },
    1,
  )
  return links ?? null
}

/** When the first and the last passage of the city happened, of hours with enough vehicles for who may not read passages; null when there is none. */
export async function passageSpan(
  db: Queryable,
  caller: CameraScope & Pick<Caller, 'role'>,
): Promise<{ from: number; to: number } | null> {
  const least = access(caller.role, 'passage.read') ? 1 : LEAST_VEHICLES
  const { rows } = await db.execute<{ from: number | null; to: number | null }>(sql`
    SELECT extract(epoch FROM min(hour))::float8 * 1000 AS from, extract(epoch FROM max(hour))::float8 * 1000 + 3600000 AS to
    FROM passage_hours WHERE ${readInScope(sql`jurisdiction_id`, sql`camera_id`, caller)} AND hour >= (SELECT passages_kept_from()) AND vehicles >= ${least}`)
  const { from, to } = rows[0]
  return from === null || to === null ? null : { from, to }
}
