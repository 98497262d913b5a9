import { and, desc, eq, isNull, type SQL, sql } from 'drizzle-orm'
import type { Caller } from '../../server/domain/access'
import type { CameraColumnsRow } from '../../server/domain/camera-columns'
import type { Queryable } from '../client'
import { cameraRevisions, cameraStates, cameras, jurisdictions, people, viewsheds } from '../schema'
import { type Box, envelope } from './buildings'
import { type CameraScope, cameraInScope } from './scope'

export type CameraRow = typeof cameras.$inferSelect

const SEARCH_LIMIT = 20
const HISTORY_LIMIT = 50

/** What the map draws of every camera in scope that is not retired. */
export async function listCameraColumns(db: Queryable, caller: Caller): Promise<CameraColumnsRow[]> {
  const { rows } = await db.execute<CameraColumnsRow & Record<string, unknown>>(sql`
    SELECT id, ST_X(position) AS lng, ST_Y(position) AS lat, bearing, kind, state, ownership, point_class AS "pointClass",
      reads_plates AS "readsPlates", is_indoor AS "isIndoor", is_planned AS "isPlanned", stream_path IS NOT NULL AS "hasStream"
    FROM cameras WHERE retired_at IS NULL AND ${cameraInScope(cameras.jurisdictionId, cameras.ownership, caller)} ORDER BY id`)
  return rows
}

export async function findCamera(db: Queryable, caller: CameraScope, id: number): Promise<CameraRow | null> {
  const [row] = await db
    .select()
    .from(cameras)
    .where(and(eq(cameras.id, id), cameraInScope(cameras.jurisdictionId, cameras.ownership, caller)))
  return row ?? null
}

/** Locks the camera's row until the transaction ends. */
export async function lockCamera(tx: Queryable, caller: CameraScope, id: number): Promise<CameraRow | null> {
  const [row] = await tx
    .select()
    .from(cameras)
    .where(and(eq(cameras.id, id), cameraInScope(cameras.jurisdictionId, cameras.ownership, caller)))
    .for('update')
  return row ?? null
}

/** A camera's row for whoever acts for the city itself, locked until the transaction ends. */
export const lockedCamera = (tx: Queryable, id: number) => lockCamera(tx, { scope: null, owners: null }, id)

export async function describeCamera(db: Queryable, caller: Caller, id: number) {
  const [row] = await db
    .select({
      camera: cameras,
      jurisdiction: { name: jurisdictions.name, nameEn: jurisdictions.nameEn },
      viewshed: viewsheds,
    })
    .from(cameras)
    .leftJoin(jurisdictions, eq(jurisdictions.id, cameras.jurisdictionId))
    .leftJoin(viewsheds, eq(viewsheds.cameraId, cameras.id))
    .where(and(eq(cameras.id, id), cameraInScope(cameras.jurisdictionId, cameras.ownership, caller)))
  return row ?? null
}

/** Cameras whose code or name holds the text; codes that begin with it come first. */
export async function searchCameras(db: Queryable, caller: Caller, text: string) {
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`
  const { rows } = await db.execute<{
    id: number
    code: string
    name: string | null
    nameEn: string | null
    lng: number
    lat: number
    state: string
  }>(sql`
    SELECT id, code, name, source_tags->>'name:en' AS "nameEn", ST_X(position) AS lng, ST_Y(position) AS lat, state FROM cameras
    WHERE retired_at IS NULL AND ${cameraInScope(cameras.jurisdictionId, cameras.ownership, caller)} AND (code ILIKE ${pattern} OR name ILIKE ${pattern} OR source_tags->>'name:en' ILIKE ${pattern})
    ORDER BY NOT starts_with(lower(code), lower(${text})), name, code LIMIT ${SEARCH_LIMIT}`)
  return rows
}

export function listRevisions(db: Queryable, cameraId: number) {
  return db
    .select({
      version: cameraRevisions.version,
      action: cameraRevisions.action,
      at: cameraRevisions.at,
      person: people.displayName,
      before: cameraRevisions.before,
      after: cameraRevisions.after,
    })
    .from(cameraRevisions)
    .leftJoin(people, eq(people.id, cameraRevisions.personId))
    .where(eq(cameraRevisions.cameraId, cameraId))
    .orderBy(desc(cameraRevisions.version))
    .limit(HISTORY_LIMIT)
}

export function listStates(db: Queryable, cameraId: number) {
  return db
    .select({
      state: cameraStates.state,
      fromAt: cameraStates.fromAt,
      source: cameraStates.source,
      person: people.displayName,
    })
    .from(cameraStates)
    .leftJoin(people, eq(people.id, cameraStates.personId))
    .where(eq(cameraStates.cameraId, cameraId))
    .orderBy(desc(cameraStates.fromAt), desc(cameraStates.id))
    .limit(HISTORY_LIMIT)
}

/** Appends a state and keeps the camera's copy of the newest one. */
export async function appendState(tx: Queryable, values: typeof cameraStates.$inferInsert): Promise<void> {
  await tx.insert(cameraStates).values(values)
  await tx.update(cameras).set({ state: values.state }).where(eq(cameras.id, values.cameraId))
}

/** The smallest jurisdiction that holds a position, the newest of those that overlap; or null. */
export async function jurisdictionAt(db: Queryable, lng: number, lat: number): Promise<number | null> {
  const { rows } = await db.execute<{ id: number }>(sql`
    SELECT id FROM jurisdictions WHERE ST_Covers(geometry, ST_SetSRID(ST_MakePoint(${lng}, ${lat}), 4326))
    ORDER BY array_position(ARRAY['station', 'district', 'city'], kind), id DESC LIMIT 1`)
  return rows[0]?.id ?? null
}

export interface CameraForViewshed extends CameraRow {
  storedHash: string | null
}

/** Cameras whose viewshed may need computing: outdoor and not retired, in order of position so that neighbours come together. */
export async function listCamerasForViewsheds(db: Queryable, where: SQL = sql`true`): Promise<CameraForViewshed[]> {
  const rows = await db
    .select({ camera: cameras, storedHash: viewsheds.inputHash })
    .from(cameras)
    .leftJoin(viewsheds, eq(viewsheds.cameraId, cameras.id))
    .where(and(isNull(cameras.retiredAt), where))
    .orderBy(sql`ST_GeoHash(${cameras.position}, 6)`, cameras.id)
  return rows.map(({ camera, storedHash }) => ({ ...camera, storedHash }))
}

/**
 * Cameras that count as coverage in a box, and of those in a wider one the ones whose stated range is longer than
 * `usualReachM`; each with the near edge of its stored viewshed, and whether that rests on nothing assumed.
 */
export async function countedCamerasInBox(db: Queryable, box: Box, widerBox: Box, usualReachM: number) {
  const inBox = (each: Box) => sql`${cameras.position} && ${envelope(each)}`
  const rows = await db
    .select({
      row: cameras,
      nearM: viewsheds.nearM,
      isCertain: sql<boolean>`coalesce(cardinality(viewsheds.assumed) = 0, false)`,
    })
    .from(cameras)
    .leftJoin(viewsheds, eq(viewsheds.cameraId, cameras.id))
    .where(
      and(
        isNull(cameras.retiredAt),
        eq(cameras.isPlanned, false),
        eq(cameras.isIndoor, false),
        sql`(${inBox(box)} OR (${inBox(widerBox)} AND ${cameras.rangeM} > ${usualReachM}))`,
      ),
    )
    .orderBy(cameras.id)
  return rows
}

/** How many cameras count as coverage. */
export const countedCameras = (db: Queryable): Promise<number> =>
  db.$count(cameras, and(isNull(cameras.retiredAt), eq(cameras.isPlanned, false), eq(cameras.isIndoor, false)))

/** Where the cameras that count are, and the farthest that any reaches; null without any. */
export async function countedExtent(db: Queryable): Promise<{ box: Box; reachM: number } | null> {
  const { rows } = await db.execute<{
    west: number | null
    south: number
    east: number
    north: number
    reachM: number
  }>(sql`
    SELECT ST_XMin(e) AS west, ST_YMin(e) AS south, ST_XMax(e) AS east, ST_YMax(e) AS north, "reachM"
    FROM (SELECT ST_Extent(position) AS e, greatest(250, max(range_m)) AS "reachM"
      FROM cameras WHERE retired_at IS NULL AND NOT is_planned AND NOT is_indoor) AS extents`)
  const { west, south, east, north, reachM } = rows[0]
  return west === null ? null : { box: [west, south, east, north], reachM }
}

/** A camera as people call it; null where nobody named it. */
export interface CameraName {
  code: string
  name: string | null
  nameEn: string | null
}

/** What those of these cameras are called that the caller may see; of one jurisdiction and all below it when one is given. */
export async function namesOfCameras(
  db: Queryable,
  caller: CameraScope,
  ids: readonly number[],
  jurisdictionId: number | null = null,
): Promise<Map<number, CameraName>> {
  const inside =
    jurisdictionId === null
      ? sql`true`
      : sql`${cameras.jurisdictionId} IN (
          WITH RECURSIVE below AS (SELECT ${jurisdictionId}::int AS id UNION SELECT j.id FROM jurisdictions j JOIN below ON j.parent_id = below.id)
          SELECT id FROM below)`
  const { id, code, name } = cameras
  const nameEn = sql<string | null>`${cameras.sourceTags}->>'name:en'`
  const rows = await db
    .select({ id, code, name, nameEn })
    .from(cameras)
    .where(
      and(
        sql`${id} = ANY(${sql.param(`{${ids.join(',')}}`)}::int[])`,
        cameraInScope(cameras.jurisdictionId, cameras.ownership, caller),
        inside,
      ),
    )
  return new Map(rows.map(({ id: each, ...called }) => [each, called]))
}
