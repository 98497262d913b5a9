import { and, desc, eq, gte, lt, type SQL, sql } from 'drizzle-orm'
import type { Queryable } from '../client'
import { audit, auditReviews, cases } from '../schema'

const PAGE = 100

export type AuditRow = Omit<typeof audit.$inferSelect, 'id' | 'at' | 'hash'>

/** Appends to the chain, in the caller's transaction; appends of others wait until it ends. */
export async function appendRow(tx: Queryable, row: AuditRow): Promise<void> {
  const { personId, personName, role, unit, action, object, caseId, reason, details } = row
  await tx.execute(sql`
    SELECT append_audit(${personId}::int, ${personName}::text, ${role}::text, ${unit}::text, ${action}::text, ${object}::text, ${caseId}::int, ${reason}::text, ${JSON.stringify(details)}::jsonb)`)
}

export interface AuditSearch {
  /** Only rows before this one. */
  before?: number
  /** One exact object, such as a plate's mark; objects that hold several are found by each. */
  object?: string
  /** Part of a name or unit. */
  person?: string
  action?: string
  from?: Date
  to?: Date
}

const matching = ({ before, object, person, action, from, to }: AuditSearch): SQL | undefined =>
  and(
    before ? lt(audit.id, before) : undefined,
    object ? sql`strpos(${audit.object}, ${object}) > 0` : undefined,
    person
      ? sql`(${audit.personName} ILIKE ${`%${escaped(person)}%`} OR ${audit.unit} ILIKE ${`%${escaped(person)}%`})`
      : undefined,
    action ? eq(audit.action, action) : undefined,
    from ? gte(audit.at, from) : undefined,
    to ? lt(audit.at, to) : undefined,
  )

const escaped = (text: string) => text.replace(/[\\%_]/g, '\\$&')

const { isProper, words, reviewerUnit, at } = auditReviews
const REVIEW = { isProper, words, reviewerUnit, at }

function listed(db: Queryable, search: AuditSearch, order: SQL, limit: number) {
  return db
    .select({ row: audit, caseNumber: cases.number, review: REVIEW })
    .from(audit)
    .leftJoin(cases, eq(cases.id, audit.caseId))
    .leftJoin(auditReviews, eq(auditReviews.auditId, audit.id))
    .where(matching(search))
    .orderBy(order)
    .limit(limit)
    .then((rows) =>
      rows.map(({ row: { hash: _hash, ...row }, caseNumber, review }) => ({
        ...row,
        at: row.at.getTime(),
        caseNumber,
        review: review && { ...review, at: review.at.getTime() },
      })),
    )
}

/** Newest first, a page at a time. */
export const listAudit = (db: Queryable, search: AuditSearch) => listed(db, search, desc(audit.id), PAGE)

/** Some rows by lot, for somebody to look into. */
export const sampleAudit = (db: Queryable, search: AuditSearch, count: number) =>
  listed(db, search, sql`random()`, count)

/** How often each thing was done on each day, UTC. */
export async function auditByDay(db: Queryable, search: AuditSearch) {
  const rows = await db
    .select({
      day: sql<string>`to_char(${audit.at} AT TIME ZONE 'UTC', 'YYYY-MM-DD')`,
      action: audit.action,
      count: sql<number>`count(*)::int`,
    })
    .from(audit)
    .where(matching(search))
    .groupBy(sql`1`, audit.action)
    .orderBy(sql`1`)
  return rows
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
