import { desc, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { onBehalfOf } from '../../db/client'
import { listAudit } from '../../db/queries/audit'
import { ownWaiting } from '../../db/queries/reviews'
import { audit, auditReviews } from '../../db/schema'
import type { Caller } from '../domain/access'
import { addCaller, openTestCity, stopTestDatabase, type TestCity } from '../testing/test-city'
import { openCase } from './cases'
import { waitingReviews, writeVerdict } from './reviews'
import { traceVehicle } from './trace-vehicle'

const DAY = 86_400_000
const AT = Date.parse('2026-03-01T08:00:00Z')
const WHY = 'A child is missing and was last seen in this car'
const WORDS = 'The alarm was raised minutes before; the file bears it out'
let city: TestCity
let officer: Caller
let colleague: Caller
let other: Caller
let auditor: Caller
let ownAuditor: Caller

const as = (caller: Caller) => onBehalfOf(city.connection, caller)
const db = () => city.connection.db
const verdict = (caller: Caller, id: number, isProper = true, words = WORDS) =>
  writeVerdict(as(caller), caller, { id, isProper, words })
const waitingFor = async (caller: Caller) => (await waitingReviews(as(caller), caller)).rows.map(({ id }) => id)

/** Breaks the glass; the row of the audit that says so. */
async function breakGlass(): Promise<number> {
  const opened = { number: `G-${Math.random()}`, offenceClass: 'missing-person', reason: WHY, validDays: 7 } as const
  const { id: caseId } = await openCase(as(officer), officer, opened)
  await db().execute(sql`TRUNCATE approvals, exports`)
  const query = { caseId, plate: '测A12345', from: AT - 40 * DAY, to: AT, leave: { breakGlass: WHY } }
  await traceVehicle(as(officer), officer, query)
  const rows = await db().select().from(audit).orderBy(desc(audit.id))
  return rows.find(({ action }) => action === 'glass-broken')!.id
}

beforeAll(async () => {
  city = await openTestCity()
  officer = await addCaller(city.connection, 'officer', { unit: 'CID 1' })
  colleague = await addCaller(city.connection, 'officer', { unit: 'CID 1', scope: [] })
  other = await addCaller(city.connection, 'officer', { unit: 'CID 2' })
  auditor = await addCaller(city.connection, 'auditor', { unit: 'Audit' })
  ownAuditor = await addCaller(city.connection, 'auditor', { unit: 'CID 1' })
})
beforeEach(async () => {
  await db().execute(sql`TRUNCATE audit_reviews`)
  await db().delete(audit)
})
afterAll(async () => {
  await city.close()
  await stopTestDatabase()
})

describe('a breaking of the glass', () => {
  it('waits for auditors and officers of other units until one of them judges it, and warns who did it until then', async () => {
    const id = await breakGlass()
    for (const caller of [other, auditor]) expect(await waitingFor(caller)).toEqual([id])
    for (const caller of [officer, colleague, ownAuditor]) expect(await waitingFor(caller)).toEqual([])
    expect((await ownWaiting(as(officer).db, officer)).map((row) => row.id)).toEqual([id])
    expect(await ownWaiting(as(colleague).db, colleague)).toEqual([])
    expect((await waitingReviews(as(ownAuditor), ownAuditor)).counts).toEqual({
      waiting: 1,
      ofOwnUnit: 1,
      proper: 0,
      improper: 0,
    })
    await verdict(other, id, false)
    for (const caller of [other, auditor]) expect(await waitingFor(caller)).toEqual([])
    expect(await ownWaiting(as(officer).db, officer)).toEqual([])
    expect((await waitingReviews(as(auditor), auditor)).counts).toEqual({
      waiting: 0,
      ofOwnUnit: 0,
      proper: 0,
      improper: 1,
    })
  })

  it('tells reviewers the case and the reason, and of the plate its mark only', async () => {
    await breakGlass()
    for (const caller of [other, auditor]) {
      const [row] = (await waitingReviews(as(caller), caller)).rows
      expect(row).toMatchObject({ personName: officer.displayName, unit: 'CID 1', reason: WHY })
      expect(row.caseNumber).toMatch(/^G-/)
      expect(JSON.stringify(row)).not.toContain('12345')
    }
  })

  it('is judged by nobody of the same unit, not without words, not twice, and each verdict is audited', async () => {
    const id = await breakGlass()
    for (const caller of [officer, colleague, ownAuditor, { ...auditor, personId: officer.personId }])
      await expect(verdict(caller, id)).rejects.toMatchObject({ reason: 'refused' })
    for (const words of ['', 'ok', 'test test test'])
      await expect(verdict(other, id, true, words)).rejects.toMatchObject({ reason: 'invalid' })
    const answers = await Promise.allSettled([verdict(other, id), verdict(auditor, id, false)])
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await expect(verdict(auditor, id, false)).rejects.toMatchObject({ reason: 'conflict' })
    const written = (await db().select().from(audit)).filter(({ action }) => action === 'row-reviewed')
    expect(written).toHaveLength(1)
    expect(written[0]).toMatchObject({
      object: `row ${id}`,
      reason: WORDS,
      details: { row: id, action: 'glass-broken' },
    })
  })
})

describe('a row of the audit', () => {
  it('drawn by lot gets a verdict from an auditor, and from no officer', async () => {
    await breakGlass()
    const opened = (await listAudit(as(auditor).db, {})).find(({ action }) => action === 'case-opened')!
    expect(opened.review).toBeNull()
    await expect(verdict(other, opened.id)).rejects.toMatchObject({ reason: 'not-found' })
    await expect(
      writeVerdict(city.connection, other, { id: opened.id, isProper: true, words: WORDS }),
    ).rejects.toMatchObject({ reason: 'not-found' })
    await verdict(auditor, opened.id)
    const judged = (await listAudit(as(auditor).db, {})).find(({ id }) => id === opened.id)!
    expect(judged.review).toMatchObject({ isProper: true, words: WORDS, reviewerUnit: 'Audit' })
    await expect(verdict(auditor, 999_999)).rejects.toMatchObject({ reason: 'not-found' })
  })

  it('keeps its verdict, whatever statement a request or a job runs, and takes none of the same unit', async () => {
    const id = await breakGlass()
    const given = { auditId: id, ofPerson: 0, ofUnit: 'made up', action: 'sign-in', isProper: true, words: WORDS }
    for (const reviewer of [officer, ownAuditor]) {
      const values = { ...given, reviewerId: reviewer.personId, reviewerUnit: reviewer.unit }
      await expect(db().insert(auditReviews).values(values)).rejects.toThrow()
    }
    await verdict(auditor, id)
    const { system } = city.connection
    for (const connection of [as(auditor), as(other)]) {
      await expect(connection.db.update(auditReviews).set({ isProper: false })).rejects.toThrow()
      await expect(connection.db.delete(auditReviews)).rejects.toThrow()
    }
    for (const statement of [sql`UPDATE audit_reviews SET is_proper = false`, sql`DELETE FROM audit_reviews`])
      await expect(
        system.db.transaction(async (tx) => {
          await tx.execute(sql`SET LOCAL ROLE sightline_system`)
          await tx.execute(statement)
        }),
      ).rejects.toThrow()
    expect(await db().select().from(auditReviews)).toMatchObject([
      { ofPerson: officer.personId, ofUnit: 'CID 1', action: 'glass-broken', isProper: true },
    ])
  })

  it('that no officer may see stays unseen: of the audit they read broken glass alone', async () => {
    await breakGlass()
    const rows = await as(other).db.select().from(audit)
    expect(rows.map(({ action }) => action)).toEqual(['glass-broken'])
  })
})
