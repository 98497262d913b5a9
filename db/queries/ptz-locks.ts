/** Who turns a camera now. */
import { and, eq, gt, lte, or, sql } from 'drizzle-orm'
import type { Queryable } from '../client'
import { ptzLocks } from '../schema'

export type PtzLock = typeof ptzLocks.$inferSelect

/** Null: nobody. */
export async function readLock(db: Queryable, cameraId: number): Promise<PtzLock | null> {
  const [row] = await db
    .select()
    .from(ptzLocks)
    .where(and(eq(ptzLocks.cameraId, cameraId), gt(ptzLocks.until, sql`now()`)))
  return row ?? null
}

/** Takes it, or holds it longer; null: somebody else has it. */
export async function takeLock(tx: Queryable, lock: PtzLock): Promise<PtzLock | null> {
  const [row] = await tx
    .insert(ptzLocks)
    .values(lock)
    .onConflictDoUpdate({
      target: ptzLocks.cameraId,
      set: { personId: lock.personId, holder: lock.holder, until: lock.until },
      setWhere: or(eq(ptzLocks.personId, lock.personId), lte(ptzLocks.until, sql`now()`)),
    })
    .returning()
  return row ?? null
}

/** False: it was not theirs. */
export async function dropLock(tx: Queryable, cameraId: number, personId: number): Promise<boolean> {
  const rows = await tx
    .delete(ptzLocks)
    .where(and(eq(ptzLocks.cameraId, cameraId), eq(ptzLocks.personId, personId)))
    .returning({ cameraId: ptzLocks.cameraId })
  return rows.length > 0
}
