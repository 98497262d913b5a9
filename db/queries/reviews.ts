/** Verdicts on rows of the audit, and the breakings of the glass that wait for one. */
import { and, desc, eq, isNull, ne, type SQL, sql } from 'drizzle-orm'
import type { Caller } from '../../server/domain/access'
import type { Queryable } from '../client'
import { audit, auditReviews, cases } from '../schema'

const PAGE = 50
const IS_WAITING = and(eq(audit.action, 'glass-broken'), isNull(auditReviews.auditId))

function waiting(db: Queryable, where: SQL | undefined) {
  return db
    .select({
      id: audit.id,
      at: audit.at,
      personName: audit.personName,
      unit: audit.unit,
      object: audit.object,
      reason: audit.reason,
      caseNumber: sql<string | null>`coalesce(${cases.number}, ${audit.details}->>'caseNumber')`,
    })
    .from(audit)
    .leftJoin(auditReviews, eq(auditReviews.auditId, audit.id))
    .leftJoin(cases, eq(cases.id, audit.caseId))
    .where(and(IS_WAITING, where))
    .orderBy(desc(audit.id))
    .limit(PAGE)
    .then((rows) => rows.map((row) => ({ ...row, at: row.at.getTime() })))
}

/** What waits for the verdict of somebody such as this caller: of another unit. */
export const waitingFor = (db: Queryable, { personId, unit }: Caller) =>
  waiting(db, and(ne(audit.personId, personId), ne(audit.unit, unit)))

/** The caller's own that nobody has judged yet. */
export const ownWaiting = (db: Queryable, { personId }: Caller) => waiting(db, eq(audit.personId, personId))

/** How many breakings of the glass wait, of the caller's own unit and in all, and how those that do not were judged. */
export async function countReviews(db: Queryable, { unit }: Caller) {
  const [counts] = await db
    .select({
      waiting: sql<number>`count(*) FILTER (WHERE ${auditReviews.auditId} IS NULL)::int`,
      ofOwnUnit: sql<number>`count(*) FILTER (WHERE ${auditReviews.auditId} IS NULL AND ${audit.unit} = ${unit})::int`,
      proper: sql<number>`count(*) FILTER (WHERE ${auditReviews.isProper})::int`,
      improper: sql<number>`count(*) FILTER (WHERE NOT ${auditReviews.isProper})::int`,
    })
    .from(audit)
    .leftJoin(auditReviews, eq(auditReviews.auditId, audit.id))
    .where(eq(audit.action, 'glass-broken'))
  return counts
}

export async function findAuditRow(db: Queryable, id: number) {
  const { personId, unit, action } = audit
  const [row] = await db.select({ id: audit.id, personId, unit, action }).from(audit).where(eq(audit.id, id))
  return row ?? null
}

/** False when the row has its verdict already. */
export async function insertReview(tx: Queryable, values: typeof auditReviews.$inferInsert): Promise<boolean> {
  const { rowCount } = await tx.insert(auditReviews).values(values).onConflictDoNothing()
  return rowCount === 1
}
