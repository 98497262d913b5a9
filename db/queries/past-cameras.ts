import { sql } from 'drizzle-orm'
import type { CameraState } from '../../server/domain/camera'
import type { Queryable } from '../client'
import { cameras } from '../schema'
import { type Box, envelope } from './buildings'
import type { CameraRow } from './cameras'

/** A camera now, and what tells how it stood at an instant. */
export interface CameraWithPast {
  row: CameraRow
  /** The first change after the instant: how it was before that; null when nothing changed since. */
  firstChange: { action: string; before: Record<string, unknown> | null } | null
  /** The state that held; null when nobody had said. */
  state: CameraState | null
}

/** Every camera that stands in the box now or was moved since, with what is known of it at the instant. */
export async function camerasWithPast(db: Queryable, box: Box, at: Date): Promise<CameraWithPast[]> {
  return db
    .select({
      row: cameras,
      firstChange: sql<CameraWithPast['firstChange']>`(
        SELECT json_build_object('action', r.action, 'before', r.before) FROM camera_revisions r
        WHERE r.camera_id = cameras.id AND r.at > ${at} AND r.action <> 'imported' ORDER BY r.version LIMIT 1)`,
      state: sql<CameraState | null>`(
        SELECT s.state FROM camera_states s WHERE s.camera_id = cameras.id AND s.from_at <= ${at} ORDER BY s.from_at DESC, s.id DESC LIMIT 1)`,
    })
    .from(cameras)
    .where(
      sql`${cameras.position} && ${envelope(box)}
        OR cameras.id IN (SELECT camera_id FROM camera_revisions WHERE at > ${at} AND action = 'moved')`,
    )
    .orderBy(cameras.id)
}
