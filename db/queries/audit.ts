import { and, desc, eq, lt, sql } from 'drizzle-orm'
import type { Queryable } from '../client'
import { audit, cases } from '../schema'

const PAGE = 100

export type AuditRow = Omit<typeof audit.$inferSelect, 'id' | 'at' | 'hash'>

/** Appends to the chain, in the caller's transaction; appends of others wait until it ends. */
export async function appendRow(tx: Queryable, row: AuditRow): Promise<void> {
  const { personId, personName, role, unit, action, object, caseId, reason, details } = row
  await tx.execute(sql`
    SELECT append_audit(${personId}::int, ${personName}::text, ${role}::text, ${unit}::text, ${action}::text, ${object}::text, ${caseId}::int, ${reason}::text, ${JSON.stringify(details)}::jsonb)`)
}

/** Newest first, a page at a time; `object` narrows to one exact object, such as a plate's mark. */
export async function listAudit(db: Queryable, { before, object }: { before?: number; object?: string }) {
  const rows = await db
    .select({ row: audit, caseNumber: cases.number })
    .from(audit)
    .leftJoin(cases, eq(cases.id, audit.caseId))
    .where(and(before ? lt(audit.id, before) : undefined, object ? eq(audit.object, object) : undefined))
    .orderBy(desc(audit.id))
    .limit(PAGE)
  return rows.map(({ row: { hash: _hash, ...row }, caseNumber }) => ({ ...row, at: row.at.getTime(), caseNumber }))
}

/** A row as it is hashed, and its hash in hexadecimal. */
export interface AuditLine {
  id: number
  text: string
  hash: string
}

/** Rows after one, in the order of the chain. */
export async function auditLines(db: Queryable, after: number, limit: number): Promise<AuditLine[]> {
  const { rows } = await db.execute<AuditLine & Record<string, unknown>>(sql`
    SELECT id, audit_text(a) AS text, encode(hash, 'hex') AS hash FROM audit a WHERE id > ${after} ORDER BY id LIMIT ${limit}`)
  return rows
}

/** The last row's place and hash; null while there is none. */
export async function newestLine(db: Queryable): Promise<Pick<AuditLine, 'id' | 'hash'> | null> {
  const { rows } = await db.execute<Pick<AuditLine, 'id' | 'hash'> & Record<string, unknown>>(sql`
    SELECT id, encode(hash, 'hex') AS hash FROM audit ORDER BY id DESC LIMIT 1`)
  return rows[0] ?? null
}
