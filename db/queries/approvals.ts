import { and, desc, eq, gt, isNotNull, isNull, ne, or, type SQL, sql } from 'drizzle-orm'
import type { Caller } from '../../server/domain/access'
import { type ReadLimits, USUAL_LIMITS } from '../../server/domain/read-breadth'
import type { Queryable } from '../client'
import { approvals, people, readLimits } from '../schema'

export type ApprovalRow = typeof approvals.$inferSelect

export async function readReadLimits(db: Queryable): Promise<ReadLimits> {
  const [limits] = await db.select().from(readLimits)
  return limits ?? USUAL_LIMITS
}

export async function insertApproval(tx: Queryable, values: typeof approvals.$inferInsert): Promise<ApprovalRow> {
  const [row] = await tx.insert(approvals).values(values).returning()
  return row
}

const isWaiting = and(
  isNull(approvals.decidedAt),
  isNull(approvals.breakGlassReason),
  gt(approvals.expiresAt, sql`now()`),
)

/** Decides on a request that waits, of another person of another unit; null when there is no such one. */
export async function decide(
  tx: Queryable,
  { personId, unit }: Caller,
  id: number,
  isApproved: boolean,
): Promise<ApprovalRow | null> {
  const [row] = await tx
    .update(approvals)
    .set({ decidedBy: personId, deciderUnit: unit, decidedAt: sql`now()`, isApproved })
    .where(and(eq(approvals.id, id), isWaiting, ne(approvals.requestedBy, personId), ne(approvals.requesterUnit, unit)))
    .returning()
  return row ?? null
}

/** Spends an approval: one of however many that try at once gets it. */
export async function spend(tx: Queryable, { personId }: Caller, id: number, queryHash: string): Promise<boolean> {
  const used = await tx
    .update(approvals)
    .set({ usedAt: sql`now()` })
    .where(
      and(
        eq(approvals.id, id),
        eq(approvals.queryHash, queryHash),
        eq(approvals.requestedBy, personId),
        eq(approvals.isApproved, true),
        isNull(approvals.usedAt),
        gt(approvals.expiresAt, sql`now()`),
      ),
    )
    .returning({ id: approvals.id })
  return used.length === 1
}

/** Who decided on it: name and unit. For a connection that sees the whole city. */
export async function whoDecided(tx: Queryable, id: number): Promise<string> {
  const [row] = await tx
    .select({ name: people.displayName, unit: approvals.deciderUnit })
    .from(approvals)
    .innerJoin(people, eq(people.id, approvals.decidedBy))
    .where(eq(approvals.id, id))
  return `${row.name}, ${row.unit}`
}

/** How often someone broke the glass since an instant. */
export const brokenSince = (tx: Queryable, personId: number, since: Date): Promise<number> =>
  tx.$count(
    approvals,
    and(eq(approvals.requestedBy, personId), isNotNull(approvals.breakGlassReason), gt(approvals.requestedAt, since)),
  )

const PAGE = 50

function list(db: Queryable, where: SQL | undefined) {
  return db
    .select({ row: approvals, name: people.displayName })
    .from(approvals)
    .innerJoin(people, eq(people.id, approvals.requestedBy))
    .where(where)
    .orderBy(desc(approvals.id))
    .limit(PAGE)
}

/** What someone asked for and can still be used or is waited for. */
export const ownRequests = (db: Queryable, { personId }: Caller) =>
  list(
    db,
    and(
      eq(approvals.requestedBy, personId),
      isNull(approvals.usedAt),
      or(gt(approvals.expiresAt, sql`now()`), eq(approvals.isApproved, false)),
    ),
  )

/** What waits for a second person such as this one. */
export const requestsToDecide = (db: Queryable, { personId, unit }: Caller) =>
  list(db, and(isWaiting, ne(approvals.requestedBy, personId), ne(approvals.requesterUnit, unit)))
