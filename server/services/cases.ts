/** Cases: opened by an officer, read under by their unit, closed for good. */
import { and, desc, eq, gt, isNull, lte, sql } from 'drizzle-orm'
import type { Connection, Queryable } from '../../db/client'
import { openCaseContext } from '../../db/guarded-pool'
import { cases, people } from '../../db/schema'
import type { Caller } from '../domain/access'
import { cleanReason, LONGEST_CASE_DAYS, type OffenceClass, reasonProblem } from '../domain/case-reason'
import { appendAudit } from './audit'
import { ServiceError } from './service-error'

const DAY_MS = 86_400_000
export type CaseRow = typeof cases.$inferSelect

export interface CaseInput {
  number: string
  offenceClass: OffenceClass
  reason: string
  validDays: number
}

export function openCase({ db }: Connection, caller: Caller, input: CaseInput): Promise<CaseRow> {
  const problem = reasonProblem(input.reason)
  if (problem)
    throw new ServiceError(
      'invalid',
      `reason: ${problem === 'too-short' ? 'at least ten letters are needed' : 'this says nothing about why'}.`,
    )
  const validDays = Math.min(Math.max(1, input.validDays), LONGEST_CASE_DAYS)
  return db.transaction(async (tx) => {
    const [row] = await tx
      .insert(cases)
      .values({
        number: input.number,
        offenceClass: input.offenceClass,
        reason: cleanReason(input.reason),
        unit: caller.unit,
        openedBy: caller.personId,
        validFrom: new Date(),
        validUntil: new Date(Date.now() + validDays * DAY_MS),
      })
      .onConflictDoNothing()
      .returning()
    if (!row) throw new ServiceError('conflict', `A case with the number ${input.number} exists already.`)
    await appendAudit(tx, caller, { action: 'case-opened', object: row.number, caseId: row.id, reason: row.reason })
    return row
  })
}

export function closeCase({ db }: Connection, caller: Caller, id: number): Promise<void> {
  return db.transaction(async (tx) => {
    const [row] = await tx
      .update(cases)
      .set({ closedAt: new Date() })
      .where(and(eq(cases.id, id), eq(cases.unit, caller.unit), isNull(cases.closedAt)))
      .returning()
    if (!row) throw new ServiceError('not-found', 'There is no such open case of your unit.')
    await appendAudit(tx, caller, { action: 'case-closed', object: row.number, caseId: row.id })
  })
}

/** The cases of the caller's unit, open ones first. */
export function listCases({ db }: Connection, caller: Caller) {
  return db
    .select({ case: cases, openedBy: people.displayName })
    .from(cases)
    .innerJoin(people, eq(people.id, cases.openedBy))
    .where(eq(cases.unit, caller.unit))
    .orderBy(sql`${cases.closedAt} IS NOT NULL`, desc(cases.createdAt))
    .limit(100)
}

/** The case, if it is open now and belongs to the caller's unit; passages may then be read in this transaction, under it alone. */
export async function requireOpenCase(tx: Queryable, caller: Caller, id: number): Promise<CaseRow> {
  const [row] = await tx
    .select()
    .from(cases)
    .where(
      and(
        eq(cases.id, id),
        eq(cases.unit, caller.unit),
        isNull(cases.closedAt),
        lte(cases.validFrom, sql`now()`),
        gt(cases.validUntil, sql`now()`),
      ),
    )
  if (!row)
    throw new ServiceError(
      'refused',
      'This case is not open for your unit: it is closed, has expired, or does not exist.',
    )
  await tx.execute(openCaseContext(id))
  return row
}
