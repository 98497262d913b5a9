import { and, asc, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import type { Caller } from '../../server/domain/access'
import type { Queryable } from '../client'
import { cameras, caseBookmarks, people } from '../schema'
import { cameraInScope } from './scope'

const MOST_LISTED = 500

/** Those of a case at cameras in scope, in the order of what they show. */
export function listBookmarkRows(db: Queryable, caller: Caller, caseId: number) {
  return db
    .select({
      bookmark: caseBookmarks,
      camera: { code: cameras.code, name: cameras.name, nameEn: sql<string | null>`${cameras.sourceTags}->>'name:en'` },
      by: people.displayName,
    })
    .from(caseBookmarks)
    .innerJoin(cameras, eq(cameras.id, caseBookmarks.cameraId))
    .innerJoin(people, eq(people.id, caseBookmarks.personId))
    .where(
      and(
        eq(caseBookmarks.caseId, caseId),
        isNull(caseBookmarks.removedAt),
        cameraInScope(cameras.jurisdictionId, cameras.ownership, caller),
      ),
    )
    .orderBy(asc(caseBookmarks.fromAt), asc(caseBookmarks.id))
    .limit(MOST_LISTED)
}

export async function insertBookmark(tx: Queryable, values: typeof caseBookmarks.$inferInsert): Promise<number> {
  const [{ id }] = await tx.insert(caseBookmarks).values(values).returning({ id: caseBookmarks.id })
  return id
}

export const countBookmarks = (tx: Queryable, caseId: number): Promise<number> =>
  tx.$count(caseBookmarks, and(eq(caseBookmarks.caseId, caseId), isNull(caseBookmarks.removedAt)))

/** Takes somebody's own bookmark off, or puts it back; null when there is none in that state. */
export async function moveBookmark(tx: Queryable, { personId }: Caller, id: number, isRemoved: boolean) {
  const { removedAt } = caseBookmarks
  const [row] = await tx
    .update(caseBookmarks)
    .set({ removedAt: isRemoved ? sql`now()` : null })
    .where(
      and(
        eq(caseBookmarks.id, id),
        eq(caseBookmarks.personId, personId),
        isRemoved ? isNull(removedAt) : isNotNull(removedAt),
      ),
    )
    .returning()
  return row ?? null
}
