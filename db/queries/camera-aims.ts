import { eq, sql } from 'drizzle-orm'
import type { LiveAim } from '../../server/domain/camera'
import type { Queryable } from '../client'
import { cameraAims } from '../schema'

/** Where the camera said it looks, last; null when it never did. */
export async function readAim(db: Queryable, cameraId: number): Promise<LiveAim | null> {
  const [row] = await db.select().from(cameraAims).where(eq(cameraAims.cameraId, cameraId))
  return row ? { bearing: row.bearing, tilt: row.tilt, hfov: row.hfov, at: row.at.getTime() } : null
}

/** Keeps the newest aim: one that is older than what is stored changes nothing. True when it was stored. */
export async function storeAim(tx: Queryable, cameraId: number, aim: LiveAim): Promise<boolean> {
  const values = { bearing: aim.bearing, tilt: aim.tilt, hfov: aim.hfov, at: new Date(aim.at) }
  const stored = await tx
    .insert(cameraAims)
    .values({ cameraId, ...values })
    .onConflictDoUpdate({ target: cameraAims.cameraId, set: values, setWhere: sql`${cameraAims.at} <= excluded.at` })
    .returning({ cameraId: cameraAims.cameraId })
  return stored.length > 0
}
