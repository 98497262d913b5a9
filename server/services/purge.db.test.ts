import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { onBehalfOf } from '../../db/client'
import { passageSpan } from '../../db/queries/passages'
import {
  audit,
  cases,
  citySettings,
  importRuns,
  passageHours,
  passages,
  passwordLinks,
  purgeRuns,
  sessions,
} from '../../db/schema'
import type { Caller } from '../domain/access'
import { seededRandom } from '../domain/testing/random'
import type { PassageRecord } from '../formats/records'
import { cameraRecord, passageRecord, TWO_DISTRICTS } from '../testing/fixtures'
import { addCaller, openTestCity, stopTestDatabase, type TestCity } from '../testing/test-city'
import { closeCase, openCase } from './cases'
import { heat, passageProfile } from './heat'
import { runImport } from './import-run'
import { purge } from './purge'
import { retention, setHold } from './retention'
import { traceVehicle } from './trace-vehicle'

const SEED = 23
const DAY = 86_400_000
const HOUR = 3_600_000
const KEPT_DAYS = 30
const NOW = Date.now()
const LIMIT = NOW - KEPT_DAYS * DAY
const HELD = '测A10003'
const WHY = 'A child is missing and was last seen in this car'

/** 400 passages of 20 vehicles over 60 days; none within a minute of the limit. */
function randomPassages(): PassageRecord[] {
  const random = seededRandom(SEED)
  return Array.from({ length: 400 }, (_, i) => {
    const at = Math.floor(NOW - (1 + random() * 59 * 24) * HOUR)
    const isNear = Math.abs(at - LIMIT) < 60_000
    return passageRecord(
      `测A${10_000 + Math.floor(random() * 20)}`,
      i % 2 ? 'w' : 'e',
      isNear ? at - 120_000 : at,
      `${i}`,
    )
  })
}

let city: TestCity
let officer: Caller
let administrator: Caller
/** Enough vehicles in one hour to be counted, long ago. */
const CROWD = Array.from({ length: 6 }, (_, i) => passageRecord(`测B2000${i}`, 'w', LIMIT - 10 * DAY, `crowd ${i}`))
const given = [...randomPassages(), ...CROWD]
const isOld = ({ at }: { at: number }) => at < LIMIT
const as = (caller: Caller) => onBehalfOf(city.connection, caller)
const db = () => city.connection.db
const storedIds = async () => new Set((await db().select({ id: passages.sourceId }).from(passages)).map(({ id }) => id))
const idsOf = (list: readonly PassageRecord[]) => new Set(list.map(({ sourceId }) => sourceId))
const purgedRows = async () =>
  (await db().select().from(audit).orderBy(audit.id)).filter(({ action }) => action === 'purged')
const open = async (number: string) =>
  (await openCase(as(officer), officer, { number, offenceClass: 'missing-person', reason: WHY, validDays: 7 })).id
const days = (passageDays: number) => db().update(citySettings).set({ passageDays })
const trace = (caseId: number, plate = HELD) =>
  traceVehicle(as(officer), officer, {
    caseId,
    plate,
    from: NOW - 29 * DAY - KEPT_DAYS * DAY,
    to: NOW - KEPT_DAYS * DAY + DAY,
  })

beforeAll(async () => {
  city = await openTestCity()
  officer = await addCaller(city.connection, 'officer')
  administrator = await addCaller(city.connection, 'administrator')
  await runImport(
    city.connection,
    { kind: 'demo', fileName: 'test', sha256: '', attribution: null },
    {
      jurisdictions: TWO_DISTRICTS,
      cameras: ['w', 'e'].map((code, i) => cameraRecord(code, { lng: 126.19 + i * 0.02, readsPlates: true })),
    },
    [],
  )
})
beforeEach(async () => {
  await db().execute(sql`TRUNCATE passages, passage_hours, case_vehicles, purge_runs`)
  await db().delete(audit)
  await db().update(cases).set({ closedAt: new Date(), heldFrom: null })
  await days(KEPT_DAYS)
  await runImport(
    city.connection,
    { kind: 'passages', fileName: 'test', sha256: '', attribution: null },
    { passages: given },
    [],
  )
})
afterAll(async () => {
  await city.close()
  await stopTestDatabase()
})

describe(`a purge, seed ${SEED}`, () => {
  it('takes exactly what is older than the limit, from passages and hours, whatever the size of a batch', async () => {
    for (const batch of [7, 1_000]) {
      await db().execute(sql`TRUNCATE passages, passage_hours`)
      await runImport(
        city.connection,
        { kind: 'passages', fileName: 'again', sha256: '', attribution: null },
        { passages: given },
        [],
      )
      const hours = await db().select().from(passageHours)
      const counts = await purge(city.connection, batch)
      expect(counts).toMatchObject({
        passages: given.filter(isOld).length,
        passageHours: hours.filter(({ hour }) => hour.getTime() < LIMIT).length,
      })
      expect(await storedIds()).toEqual(idsOf(given.filter((passage) => !isOld(passage))))
      expect((await db().select().from(passageHours)).every(({ hour }) => hour.getTime() >= LIMIT)).toBe(true)
    }
  })

  it('leaves counts and no plate in the audit, and nothing at all when it is run again', async () => {
    const counts = await purge(city.connection, 50)
    const rows = await purgedRows()
    const sum = rows.reduce((total, { details }) => total + Number(details['passages'] ?? 0), 0)
    expect(sum).toBe(given.filter(isOld).length)
    expect(rows.length).toBe(Math.ceil(sum / 50))
    expect(rows[0]).toMatchObject({ personId: 0, role: 'system', object: 'retention' })
    for (const { plate } of given) expect(JSON.stringify(rows)).not.toContain(plate)
    expect(JSON.stringify(rows)).not.toMatch(/测|A1\d{4}/)
    const [first] = await db().select().from(purgeRuns)
    expect(first.counts).toEqual(counts)
    expect(await purge(city.connection, 50)).toEqual({})
    expect(await purgedRows()).toHaveLength(rows.length)
    expect((await retention(city.connection)).last).toMatchObject({ counts: {}, finishedAt: expect.any(Number) })
  })

  it('takes a batch back whose audit row cannot be written, and goes on from there', async () => {
    await db().execute(sql`CREATE FUNCTION refuse_second() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN IF (SELECT count(*) FROM audit WHERE action = 'purged') > 0 THEN RAISE EXCEPTION 'no'; END IF; RETURN NEW; END $$`)
    await db().execute(sql`CREATE TRIGGER refuse BEFORE INSERT ON audit FOR EACH ROW EXECUTE FUNCTION refuse_second()`)
    await expect(purge(city.connection, 30)).rejects.toMatchObject({ reason: 'unavailable' })
    expect((await storedIds()).size).toBe(given.length - 30)
    const [cutOff] = await db().select().from(purgeRuns)
    expect(cutOff).toMatchObject({ finishedAt: null, counts: { passages: 30 } })
    expect((await purgedRows()).map(({ details }) => details['passages'])).toEqual([30])
    await db().execute(sql`DROP TRIGGER refuse ON audit`)
    await db().execute(sql`DROP FUNCTION refuse_second`)
    expect((await purge(city.connection, 30)).passages).toBe(given.filter(isOld).length - 30)
    expect(await storedIds()).toEqual(idsOf(given.filter((passage) => !isOld(passage))))
  })

  it('takes what was refused on import, and sessions and links that are over', async () => {
    const old = new Date(LIMIT - DAY)
    const remarks = [{ line: 3, value: '测A10001' }]
    const runs = [old, new Date()].map((startedAt) => ({
      kind: 'passages',
      fileName: 'f',
      sha256: '',
      accepted: {},
      refused: 1,
      remarks,
      startedAt,
    }))
    const [oldRun, newRun] = await db().insert(importRuns).values(runs).returning()
    const over = new Date(NOW - 1_000)
    const holds = new Date(NOW + HOUR)
    for (const [name, expiresAt] of [
      ['over', over],
      ['holds', holds],
    ] as const) {
      await db().insert(sessions).values({ tokenHash: name, personId: officer.personId, expiresAt })
      await db().insert(passwordLinks).values({ tokenHash: name, personId: officer.personId, expiresAt })
    }
    expect(await purge(city.connection)).toMatchObject({ importRemarks: 1, sessions: 1, links: 1 })
    const remarksOf = async (id: number) =>
      (await db().select().from(importRuns).where(eq(importRuns.id, id)))[0].remarks
    expect([await remarksOf(oldRun.id), await remarksOf(newRun.id)]).toEqual([[], remarks])
    expect((await db().select().from(sessions)).map(({ tokenHash }) => tokenHash)).toEqual(['holds'])
    expect((await db().select().from(passwordLinks)).map(({ tokenHash }) => tokenHash)).toEqual(['holds'])
  })
})

describe('what is older than the limit', () => {
  it('is read by nobody, before the purge has been at it', async () => {
    const caseId = await open('R-1')
    const { passages: read } = await trace(caseId)
    expect(read.length).toBe(
      given.filter((passage) => passage.plate === HELD && !isOld(passage) && passage.at < LIMIT + DAY).length,
    )
    const leader = await addCaller(city.connection, 'leadership')
    for (const connection of [city.connection, as(leader)]) {
      expect((await passageSpan(connection.db, officer))!.from).toBeGreaterThanOrEqual(LIMIT)
      const [from, to] = [LIMIT - 28 * DAY, LIMIT - HOUR]
      expect((await heat(connection, leader, { subject: 'passages', from, to, edgeM: 400 })).withheld).toBe(0)
      expect((await passageProfile(connection, leader, from, to)).every((hour) => hour.passages === 0)).toBe(true)
    }
    const { rows } = await as(officer).db.transaction(async (tx) => {
      await tx.execute(sql`SELECT set_config('sightline.case', ${String(caseId)}, true)`)
      return tx.execute(sql`SELECT source_id FROM passages`)
    })
    expect(new Set(rows.map((row) => row['source_id']))).toEqual(idsOf(given.filter((passage) => !isOld(passage))))
  })

  it('comes back when the city keeps more', async () => {
    const caseId = await open('R-2')
    const narrow = (await trace(caseId)).passages.length
    await days(60)
    expect((await trace(caseId)).passages.length).toBeGreaterThan(narrow)
    const profile = await passageProfile(city.connection, officer, LIMIT - 11 * DAY, LIMIT - 9 * DAY)
    expect(Math.max(...profile.map((hour) => hour.passages))).toBeGreaterThanOrEqual(CROWD.length)
  })
})

describe('a hold', () => {
  const heldPassages = given.filter(({ plate }) => plate === HELD)

  it('keeps what was traced under its case, for that case alone, and only while the case is open', async () => {
    await days(60)
    const [caseId, otherId] = [await open('H-1'), await open('H-2')]
    await trace(caseId)
    await setHold(city.connection, administrator, caseId, true)
    await days(KEPT_DAYS)
    await purge(city.connection, 20)
    const kept = given.filter((passage) => !isOld(passage) || passage.plate === HELD)
    expect(await storedIds()).toEqual(idsOf(kept))
    expect((await trace(caseId)).passages.map(({ at }) => at).toSorted()).toEqual(
      heldPassages
        .map(({ at }) => at)
        .filter((at) => at < LIMIT + DAY && at >= NOW - 59 * DAY)
        .toSorted(),
    )
    expect((await trace(otherId)).passages.every(({ at }) => at >= LIMIT)).toBe(true)
    expect((await retention(city.connection)).held).toEqual({ cases: 1, vehicles: 1 })
    await closeCase(as(officer), officer, caseId)
    await purge(city.connection, 20)
    expect(await storedIds()).toEqual(idsOf(given.filter((passage) => !isOld(passage))))
    expect((await retention(city.connection)).held).toEqual({ cases: 0, vehicles: 0 })
  })

  it('brings nothing back that was too old when it was set, or when the vehicle was traced first', async () => {
    const caseId = await open('H-3')
    await setHold(city.connection, administrator, caseId, true)
    for (let again = 0; again < 2; again++)
      expect((await trace(caseId)).passages.every(({ at }) => at >= LIMIT)).toBe(true)
    await purge(city.connection)
    expect(await storedIds()).toEqual(idsOf(given.filter((passage) => !isOld(passage))))
  })

  it('is set and released once each, on open cases only, and audited', async () => {
    const caseId = await open('H-4')
    await setHold(city.connection, administrator, caseId, true)
    await expect(setHold(city.connection, administrator, caseId, true)).rejects.toMatchObject({ reason: 'conflict' })
    await setHold(city.connection, administrator, caseId, false)
    await expect(setHold(city.connection, administrator, caseId, false)).rejects.toMatchObject({ reason: 'conflict' })
    await closeCase(as(officer), officer, caseId)
    await expect(setHold(city.connection, administrator, caseId, true)).rejects.toMatchObject({ reason: 'conflict' })
    const actions = (await db().select().from(audit).orderBy(audit.id)).map(({ action, caseId: of }) => [action, of])
    expect(actions.slice(1, 3)).toEqual([['case-held', caseId], ['case-released', caseId]]) // biome-ignore format: one line
  })
})

describe('the settings', () => {
  it('keep the audit for 24 months at least, whoever writes them', async () => {
    for (const auditDays of [730, 0]) await expect(db().update(citySettings).set({ auditDays })).rejects.toThrow()
    await expect(days(0)).rejects.toThrow()
    await db().update(citySettings).set({ auditDays: 731 })
  })
})
