import { and, desc, eq, lt } from 'drizzle-orm'
import type { Queryable } from '../client'
import { audit, cases } from '../schema'

const PAGE = 100

/** Newest first, a page at a time; `object` narrows to one exact object, such as a plate's mark. */
export async function listAudit(db: Queryable, { before, object }: { before?: number; object?: string }) {
  const rows = await db
    .select({ row: audit, caseNumber: cases.number })
    .from(audit)
    .leftJoin(cases, eq(cases.id, audit.caseId))
    .where(and(before ? lt(audit.id, before) : undefined, object ? eq(audit.object, object) : undefined))
    .orderBy(desc(audit.id))
    .limit(PAGE)
  return rows.map(({ row, caseNumber }) => ({ ...row, at: row.at.getTime(), caseNumber }))
}
