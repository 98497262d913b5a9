/** How often a name may be tried. Names nobody has are counted too, so that a lock does not tell which names exist. */
import { and, eq, isNull, lte, or, sql } from 'drizzle-orm'
import { LRUCache } from 'lru-cache'
import type { Queryable } from '../../db/client'
import { people } from '../../db/schema'

const LOCK_AFTER = 8
const LOCK_MS = 15 * 60_000

const secondsUntil = (ms: number) => Math.max(1, Math.ceil((ms - Date.now()) / 1_000))

/**
 * Counts a try before it is judged, so that many at once are counted like one after the other. Null, or the seconds to wait
 * when too many came before it.
 */
export async function takeTry(db: Queryable, personId: number): Promise<number | null> {
  const tried = await db
    .update(people)
    .set({
      failedSignIns: sql`${people.failedSignIns} + 1`,
      lockedUntil: sql`CASE WHEN ${people.failedSignIns} + 1 >= ${LOCK_AFTER} THEN now() + ${`${LOCK_MS} milliseconds`}::interval END`,
    })
    .where(and(eq(people.id, personId), or(isNull(people.lockedUntil), lte(people.lockedUntil, sql`now()`))))
    .returning({ id: people.id })
  if (tried.length > 0) return null
  const [person] = await db.select({ lockedUntil: people.lockedUntil }).from(people).where(eq(people.id, personId))
  return secondsUntil(person?.lockedUntil?.getTime() ?? 0)
}

export const forgetTries = (db: Queryable, personId: number) =>
  db.update(people).set({ failedSignIns: 0, lockedUntil: null }).where(eq(people.id, personId))

const NOBODY = 0
const unknownNames = new LRUCache<string, { tries: number; lockedUntil: number }>({ max: 10_000 })

/** The same for a name that nobody has, at the same cost, and with the same memory of tries. */
export async function takeTryOfNobody(db: Queryable, name: string): Promise<number | null> {
  await takeTry(db, NOBODY)
  const { tries, lockedUntil } = unknownNames.get(name) ?? { tries: 0, lockedUntil: 0 }
  if (lockedUntil > Date.now()) return secondsUntil(lockedUntil)
  unknownNames.set(name, { tries: tries + 1, lockedUntil: tries + 1 >= LOCK_AFTER ? Date.now() + LOCK_MS : 0 })
  return null
}

/** How a wait is told to who is signed in already. */
export const waitWords = (waitS: number) => `Too many tries. Try again in ${Math.ceil(waitS / 60)} min.`
