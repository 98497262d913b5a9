/** How often a name may be tried. Names nobody has are counted too, so that a lock does not tell which names exist. */
import { and, eq, isNull, lte, or, sql } from 'drizzle-orm'
import { LRUCache } from 'lru-cache'
import type { Queryable } from '../../db/client'
import { people } from '../../db/schema'

const LOCK_AFTER = 8
const LOCK_MS = 15 * 60_000
const unknownNames = new LRUCache<string, number>({ max: 10_000, ttl: LOCK_MS })

/**
 * Counts a try before it is judged, so that many at once are counted like one after the other. False when too many came
 * before it.
 */
export async function mayTry(db: Queryable, personId: number): Promise<boolean> {
  const tried = await db
    .update(people)
    .set({
      failedSignIns: sql`${people.failedSignIns} + 1`,
      lockedUntil: sql`CASE WHEN ${people.failedSignIns} + 1 >= ${LOCK_AFTER} THEN now() + ${`${LOCK_MS} milliseconds`}::interval END`,
    })
    .where(and(eq(people.id, personId), or(isNull(people.lockedUntil), lte(people.lockedUntil, sql`now()`))))
    .returning({ id: people.id })
  return tried.length > 0
}

export const forgetTries = (db: Queryable, personId: number) =>
  db.update(people).set({ failedSignIns: 0, lockedUntil: null }).where(eq(people.id, personId))

const NOBODY = 0

/** The same for a name that nobody has, at the same cost. */
export async function mayTryNobody(db: Queryable, name: string): Promise<boolean> {
  await mayTry(db, NOBODY)
  const tries = unknownNames.get(name) ?? 0
  if (tries < LOCK_AFTER) unknownNames.set(name, tries + 1)
  return tries < LOCK_AFTER
}
