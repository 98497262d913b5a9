/** Plates of which not everything is known: all of them for the directory in memory, and what was read of some of them. */
import { type SQL, sql } from 'drizzle-orm'
import type { Read } from '../../server/domain/misread'
import type { Queryable } from '../client'
import type { PassageKey } from './passages'
import { type CameraScope, readInScope } from './scope'

/** All plates newer than the given one, in the order in which they came. */
export async function platesAfter(db: Queryable, id: number, most: number): Promise<{ id: number; plate: string }[]> {
  const { rows } = await db.execute<{ id: number; plate: string }>(
    sql`SELECT id, plate FROM plates WHERE id > ${id} ORDER BY id LIMIT ${most}`,
  )
  return rows
}

/** What passages must be besides; absent: anything. */
export interface PassageFilters {
  colour?: string
  vehicleClass?: string
  brand?: string
  /** Travelling towards this bearing, within 45°. */
  towards?: number
  /** Read by a camera within this circle; metres. */
  around?: { lng: number; lat: number; radiusM: number }
}

const MOST_OFF_TOWARDS = 45

function holding({ colour, vehicleClass, brand, towards, around }: PassageFilters): SQL {
  const conditions = [
    colour && sql`p.vehicle_colour = ${colour}`,
    vehicleClass && sql`p.vehicle_class = ${vehicleClass}`,
    brand && sql`strpos(lower(p.vehicle_brand), lower(${brand})) > 0`,
    towards !== undefined &&
      sql`abs((p.bearing::numeric - ${towards}::numeric + 540) % 360 - 180) <= ${MOST_OFF_TOWARDS}`,
    around &&
      sql`p.camera_id IN (SELECT id FROM cameras WHERE ST_DWithin(position::geography, ST_SetSRID(ST_MakePoint(${around.lng}, ${around.lat}), 4326)::geography, ${around.radiusM}))`,
  ].filter((condition) => condition !== undefined && condition !== false && condition !== '')
  return conditions.length === 0 ? sql`true` : sql.join(conditions as SQL[], sql` AND `)
}

export interface ReadPlate {
  plate: string
  passages: number
  cameras: number
  firstAt: number
  lastAt: number
  colours: string[]
  classes: string[]
  /** The last of its passages that has a picture; null: none has. */
  pictured: (Omit<PassageKey, 'plate'> & { hasPlateImage: boolean; hasSceneImage: boolean }) | null
  /** What devices said of each character, where they said something. */
  reliabilities: number[][]
}

/** Of these plates those that were read in the window and hold, the most read first. Bounded in time, by plate. */
export async function readPlates(
  tx: Queryable,
  caller: CameraScope,
  plates: readonly string[],
  { from, to }: { from: number; to: number },
  filters: PassageFilters,
): Promise<ReadPlate[]> {
  const [first, last] = [new Date(from).toISOString(), new Date(to).toISOString()]
  const { rows } = await tx.execute<ReadPlate & Record<string, unknown>>(sql`
    SELECT p.plate, count(*)::int AS passages, count(DISTINCT p.camera_id)::int AS cameras,
      extract(epoch FROM min(p.passed_at))::float8 * 1000 AS "firstAt", extract(epoch FROM max(p.passed_at))::float8 * 1000 AS "lastAt",
      coalesce(array_agg(DISTINCT p.vehicle_colour) FILTER (WHERE p.vehicle_colour IS NOT NULL), '{}') AS colours,
      coalesce(array_agg(DISTINCT p.vehicle_class) FILTER (WHERE p.vehicle_class IS NOT NULL), '{}') AS classes,
      (array_agg(jsonb_build_object('at', extract(epoch FROM p.passed_at)::float8 * 1000, 'cameraId', p.camera_id, 'sourceId', p.source_id,
        'hasPlateImage', p.plate_image IS NOT NULL, 'hasSceneImage', p.scene_image IS NOT NULL) ORDER BY p.passed_at DESC)
        FILTER (WHERE p.plate_image IS NOT NULL OR p.scene_image IS NOT NULL))[1] AS pictured,
      coalesce(jsonb_agg(DISTINCT to_jsonb(p.char_reliability)) FILTER (WHERE p.char_reliability IS NOT NULL), '[]') AS reliabilities
    FROM passages p
    WHERE p.plate = ANY(ARRAY(SELECT jsonb_array_elements_text(${JSON.stringify(plates)}::jsonb)))
      AND p.passed_at >= ${first}::timestamptz AND p.passed_at < ${last}::timestamptz
      AND ${readInScope(sql`p.jurisdiction_id`, sql`p.camera_id`, caller)} AND (p.passed_at >= (SELECT passages_kept_from()) OR held_under_case(p.plate, p.passed_at))
      AND ${holding(filters)}
    GROUP BY p.plate ORDER BY count(*) DESC, p.plate`)
  return rows
}

/** What these plates were read as within so long before or after any of the instants, of what the caller may see. Bounded in time, by plate. */
export async function readsNear(
  tx: Queryable,
  caller: CameraScope,
  plates: readonly string[],
  { instants, withinMs, limit }: { instants: readonly number[]; withinMs: number; limit: number },
): Promise<Read[]> {
  const [first, last] = [Math.min(...instants) - withinMs, Math.max(...instants) + withinMs]
  const { rows } = await tx.execute<Read & Record<string, unknown>>(sql`
    SELECT p.plate, extract(epoch FROM p.passed_at)::float8 * 1000 AS at, p.camera_id AS "cameraId", ST_X(c.position) AS lng, ST_Y(c.position) AS lat, p.char_reliability AS reliability
    FROM passages p JOIN cameras c ON c.id = p.camera_id
    WHERE p.plate = ANY(ARRAY(SELECT jsonb_array_elements_text(${JSON.stringify(plates)}::jsonb)))
      AND p.passed_at >= ${new Date(first).toISOString()}::timestamptz AND p.passed_at <= ${new Date(last).toISOString()}::timestamptz
      AND EXISTS (SELECT 1 FROM jsonb_array_elements_text(${JSON.stringify(instants)}::jsonb) AS i WHERE abs(extract(epoch FROM p.passed_at)::float8 * 1000 - i::float8) <= ${withinMs}::float8)
      AND ${readInScope(sql`p.jurisdiction_id`, sql`p.camera_id`, caller)} AND (p.passed_at >= (SELECT passages_kept_from()) OR held_under_case(p.plate, p.passed_at))
    ORDER BY p.passed_at, p.camera_id LIMIT ${limit}`)
  return rows
}
