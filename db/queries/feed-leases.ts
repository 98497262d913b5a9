/** Who watches what now. All of it is Sightline's own: requests read none of it. */
import { and, asc, count, eq, inArray, isNull, lt, sql } from 'drizzle-orm'
import type { Queryable } from '../client'
import { cameras, feedLeases, people } from '../schema'

export type LeaseRow = typeof feedLeases.$inferSelect

/**
 * Whether what a lease rests on still holds: its person is active, and the camera there, on the same server, and in their
 * jurisdictions and owner classes.
 */
const HOLDS = sql<boolean>`(people.is_active AND cameras.retired_at IS NULL AND
  cameras.media_server_id IS NOT DISTINCT FROM feed_leases.media_server_id AND (people.jurisdiction_id IS NULL OR cameras.jurisdiction_id IN (
  WITH RECURSIVE below AS (SELECT people.jurisdiction_id AS id UNION SELECT j.id FROM jurisdictions j JOIN below ON j.parent_id = below.id)
  SELECT id FROM below)) AND (people.owners IS NULL OR cameras.ownership = ANY(people.owners)))`

export function listLeases(db: Queryable) {
  return db
    .select({ lease: feedLeases, holds: HOLDS })
    .from(feedLeases)
    .innerJoin(people, eq(people.id, feedLeases.personId))
    .innerJoin(cameras, eq(cameras.id, feedLeases.cameraId))
    .orderBy(asc(feedLeases.openedAt))
}

export const insertLease = (tx: Queryable, values: typeof feedLeases.$inferInsert) =>
  tx.insert(feedLeases).values(values)

/** Its running leases, the oldest first. */
export const leasesOfPerson = (db: Queryable, personId: number): Promise<LeaseRow[]> =>
  db
    .select()
    .from(feedLeases)
    .where(and(eq(feedLeases.personId, personId), isNull(feedLeases.endedAt)))
    .orderBy(asc(feedLeases.openedAt))

export async function leasesOfCamera(db: Queryable, cameraId: number): Promise<number> {
  const [row] = await db
    .select({ running: count() })
    .from(feedLeases)
    .where(and(eq(feedLeases.cameraId, cameraId), isNull(feedLeases.endedAt)))
  return row.running
}

export async function findLease(db: Queryable, id: string): Promise<LeaseRow | null> {
  const [row] = await db.select().from(feedLeases).where(eq(feedLeases.id, id))
  return row ?? null
}

/** False when it has ended meanwhile. */
export async function setMediaSession(db: Queryable, id: string, mediaSession: string): Promise<boolean> {
  const rows = await db
    .update(feedLeases)
    .set({ mediaSession })
    .where(and(eq(feedLeases.id, id), isNull(feedLeases.endedAt)))
    .returning({ id: feedLeases.id })
  return rows.length > 0
}

export async function renewLeases(db: Queryable, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await db
    .update(feedLeases)
    .set({ renewedAt: sql`now()` })
    .where(inArray(feedLeases.id, [...ids]))
}

/** Whether this person watches this camera in the other way, and not yet in this one: it is the same view of it. */
export async function isWatchedOtherwise(
  db: Queryable,
  personId: number,
  cameraId: number,
  over: LeaseRow['over'],
): Promise<boolean> {
  const own = and(eq(feedLeases.personId, personId), eq(feedLeases.cameraId, cameraId), isNull(feedLeases.endedAt))
  const ways = (await db.select().from(feedLeases).where(own)).map((lease) => lease.over)
  return ways.length > 0 && !ways.includes(over)
}

/** Marks a running lease as ended, once; whoever gets its row writes the audit in the same transaction. */
export async function markEnded(tx: Queryable, id: string, at: 'now' | 'renewed') {
  const [lease] = await tx
    .update(feedLeases)
    .set({ endedAt: at === 'now' ? sql`now()` : sql`renewed_at` })
    .where(and(eq(feedLeases.id, id), isNull(feedLeases.endedAt)))
    .returning()
  if (!lease) return null
  const [row] = await tx
    .select({
      personId: people.id,
      displayName: people.displayName,
      role: people.role,
      unit: people.unit,
      code: cameras.code,
    })
    .from(people)
    .innerJoin(cameras, eq(cameras.id, lease.cameraId))
    .where(eq(people.id, lease.personId))
  return { lease, ...row }
}

export const forgetLease = (db: Queryable, id: string) => db.delete(feedLeases).where(eq(feedLeases.id, id))

/** Running leases that nobody has renewed for so long. */
export const unrenewed = (db: Queryable, ms: number): Promise<{ id: string }[]> =>
  db
    .select({ id: feedLeases.id })
    .from(feedLeases)
    .where(and(isNull(feedLeases.endedAt), lt(feedLeases.renewedAt, sql`now() - ${`${ms} milliseconds`}::interval`)))
