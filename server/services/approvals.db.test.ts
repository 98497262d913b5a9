import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { onBehalfOf } from '../../db/client'
import { approvals, audit } from '../../db/schema'
import type { Caller } from '../domain/access'
import { cameraRecord, passageRecord, TWO_DISTRICTS } from '../testing/fixtures'
import { addCaller, openTestCity, stopTestDatabase, type TestCity } from '../testing/test-city'
import { decideApproval, listApprovals, requestApproval } from './approvals'
import { openCase } from './cases'
import { runImport } from './import-run'
import { readOf, traceVehicle } from './trace-vehicle'

const PLATE = '测A12345'
const AT = Date.parse('2026-03-01T08:00:00Z')
const DAY = 86_400_000
const WHY = 'A child is missing and was last seen in this car'
let city: TestCity
let asking: Caller
let colleague: Caller
let other: Caller
let caseId: number

const broad = () => ({ caseId, plate: PLATE, from: AT - 40 * DAY, to: AT + DAY })
const as = (caller: Caller) => onBehalfOf(city.connection, caller)
const trace = (leave?: { approvalId?: number; breakGlass?: string }, query = broad()) =>
  traceVehicle(as(asking), asking, { ...query, leave })
const ask = async (query = broad()) => (await requestApproval(as(asking), asking, readOf(query))).id
const rowOf = async (id: number) => (await city.connection.db.select().from(approvals).where(eq(approvals.id, id)))[0]

beforeAll(async () => {
  city = await openTestCity()
  const cameras = [cameraRecord('w', { lng: 126.19, readsPlates: true })]
  await runImport(
    city.connection,
    { kind: 'demo', fileName: 'test', sha256: '', attribution: null },
    { jurisdictions: TWO_DISTRICTS, cameras, passages: [passageRecord(PLATE, 'w', AT)] },
    [],
  )
  asking = await addCaller(city.connection, 'officer', { unit: 'CID 1' })
  colleague = { ...(await addCaller(city.connection, 'officer', { unit: 'CID 1', scope: [] })), scope: null }
  other = await addCaller(city.connection, 'officer', { unit: 'CID 2' })
  const opened = { number: 'A-1', offenceClass: 'missing-person', reason: WHY, validDays: 7 } as const
  caseId = (await openCase(as(asking), asking, opened)).id
})
afterAll(async () => {
  await city.close()
  await stopTestDatabase()
})

describe('a broad read', () => {
  it('waits for a second person of another unit, and is then let through once', async () => {
    await expect(trace()).rejects.toMatchObject({ reason: 'needs-approval' })
    const id = await ask()
    await expect(trace({ approvalId: id })).rejects.toMatchObject({ reason: 'needs-approval' })
    const waiting = (await listApprovals(as(other), other)).toDecide
    expect(waiting).toMatchObject([{ id, state: 'waiting', beyond: ['days'], caseNumber: 'A-1', reason: WHY }])
    await decideApproval(as(other), other, id, true)
    expect((await trace({ approvalId: id })).passages).toHaveLength(1)
    await expect(trace({ approvalId: id })).rejects.toMatchObject({ reason: 'needs-approval' })
    const actions = (await city.connection.db.select().from(audit)).map((row) => row.action)
    for (const action of ['approval-requested', 'approval-given', 'passages-read']) expect(actions).toContain(action)
  })

  it('is decided by nobody of the same unit, not by whoever asks, and not twice', async () => {
    const id = await ask()
    for (const caller of [asking, colleague, { ...other, personId: asking.personId }])
      await expect(decideApproval(as(caller), caller, id, true)).rejects.toMatchObject({ reason: 'refused' })
    await decideApproval(as(other), other, id, false)
    await expect(decideApproval(as(other), other, id, true)).rejects.toMatchObject({ reason: 'refused' })
    await expect(trace({ approvalId: id })).rejects.toMatchObject({ reason: 'needs-approval' })
  })

  it('is bound to the exact query and to whoever asked', async () => {
    const id = await ask()
    await decideApproval(as(other), other, id, true)
    for (const change of [{ plate: '测A12346' }, { from: AT - 41 * DAY }, { to: AT + DAY + 1 }])
      await expect(trace({ approvalId: id }, { ...broad(), ...change })).rejects.toMatchObject({
        reason: 'needs-approval',
      })
    await expect(
      traceVehicle(as(colleague), colleague, { ...broad(), leave: { approvalId: id } }),
    ).rejects.toMatchObject({ reason: 'needs-approval' })
    expect((await rowOf(id)).usedAt).toBeNull()
  })

  it('expires', async () => {
    const id = await ask()
    await decideApproval(as(other), other, id, true)
    await city.connection.db.execute(
      sql`UPDATE approvals SET expires_at = now() - interval '1 second' WHERE id = ${id}`,
    )
    await expect(trace({ approvalId: id })).rejects.toMatchObject({ reason: 'needs-approval' })
  })

  it('breaks the glass only with a reason, loudly, and three times a day', async () => {
    await expect(trace({ breakGlass: 'test' })).rejects.toMatchObject({ reason: 'invalid' })
    for (let i = 0; i < 3; i++) expect((await trace({ breakGlass: WHY })).passages).toHaveLength(1)
    await expect(trace({ breakGlass: WHY })).rejects.toMatchObject({ reason: 'refused' })
    const broken = (await city.connection.db.select().from(audit)).filter((row) => row.action === 'glass-broken')
    expect(broken).toHaveLength(3)
    expect(broken[0]).toMatchObject({ caseId, reason: WHY, details: { beyond: ['days'] } })
  })

  it('is kept by the database itself, whatever a service forgets', async () => {
    const id = await ask()
    const set = (values: Partial<typeof approvals.$inferInsert>) =>
      city.connection.db.update(approvals).set(values).where(eq(approvals.id, id))
    const now = new Date()
    await expect(set({ usedAt: now })).rejects.toThrow()
    const self = { decidedBy: asking.personId, deciderUnit: 'CID 2', decidedAt: now, isApproved: true }
    await expect(set(self)).rejects.toThrow()
    await expect(set({ ...self, decidedBy: other.personId, deciderUnit: 'CID 1' })).rejects.toThrow()
    await expect(set({ decidedBy: other.personId, isApproved: true })).rejects.toThrow()
  })
})

describe('a narrow read', () => {
  it('needs nobody, and nobody is asked', async () => {
    const narrow = { ...broad(), from: AT - DAY }
    expect((await trace(undefined, narrow)).passages).toHaveLength(1)
    await expect(ask(narrow)).rejects.toMatchObject({ reason: 'invalid' })
  })
})
