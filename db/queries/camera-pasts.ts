import { sql } from 'drizzle-orm'
import type { CameraKind } from '../../server/domain/camera'
import type { StateChanges } from '../../server/domain/camera-past'
import type { Queryable } from '../client'
import { type CameraScope, cameraInScope } from './scope'

/** How a camera is drawn, and its states in a window of the past. */
export interface CameraPast extends StateChanges {
  id: number
  kind: CameraKind
  bearing: number | null
  readsPlates: boolean
  lng: number
  lat: number
}

/** The cameras of these that the caller may see: the state each had when the window began, and every change until it ends. */
export async function cameraPasts(
  db: Queryable,
  caller: CameraScope,
  ids: readonly number[],
  from: Date,
  to: Date,
): Promise<CameraPast[]> {
  const { rows } = await db.execute<CameraPast & Record<string, unknown>>(sql`
    SELECT c.id, c.kind, c.bearing, c.reads_plates AS "readsPlates", ST_X(c.position) AS lng, ST_Y(c.position) AS lat,
      coalesce(json_agg(extract(epoch FROM s.from_at)::float8 * 1000 ORDER BY s.from_at, s.id) FILTER (WHERE s.id IS NOT NULL), '[]') AS "from",
      coalesce(json_agg(s.state ORDER BY s.from_at, s.id) FILTER (WHERE s.id IS NOT NULL), '[]') AS "state"
    FROM cameras c LEFT JOIN camera_states s ON s.camera_id = c.id AND s.from_at < ${to.toISOString()}::timestamptz AND s.from_at >= coalesce(
      (SELECT max(before.from_at) FROM camera_states before WHERE before.camera_id = c.id AND before.from_at <= ${from.toISOString()}::timestamptz), '-infinity')
    WHERE c.id = ANY(${sql.param(`{${ids.join(',')}}`)}::int[]) AND ${cameraInScope(sql`c.jurisdiction_id`, sql`c.ownership`, caller)}
    GROUP BY c.id ORDER BY c.id`)
  return rows
}
