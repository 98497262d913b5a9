import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { audit } from '../../db/schema'
import type { Caller } from '../domain/access'
import { cameraRecord, passageRecord, TWO_DISTRICTS } from '../testing/fixtures'
import { addCaller, openTestCity, stopTestDatabase, type TestCity } from '../testing/test-city'
import { plateMark } from './audit'
import { closeCase, openCase } from './cases'
import { runImport } from './import-run'
import { traceVehicle } from './trace-vehicle'

const PLATE = '测A12345'
const AT = Date.parse('2026-03-01T08:00:00Z')
const GOOD_CASE = {
  offenceClass: 'hit-and-run',
  reason: 'Grey car left the scene after hitting a cyclist',
  validDays: 7,
} as const
let city: TestCity
let officer: Caller

const window = { from: AT - 3_600_000, to: AT + 3_600_000 }
const auditRows = () => city.connection.db.select().from(audit)

beforeAll(async () => {
  city = await openTestCity()
  const cameras = [
    cameraRecord('w', { lng: 126.19, readsPlates: true }),
    cameraRecord('e', { lng: 126.21, readsPlates: true }),
  ]
  const passages = [
    passageRecord(PLATE, 'w', AT),
    passageRecord(PLATE, 'e', AT + 60_000),
    passageRecord('测A99999', 'e', AT + 90_000),
  ]
  await runImport(
    city.connection,
    { kind: 'demo', fileName: 'test', sha256: '', attribution: null },
    { jurisdictions: TWO_DISTRICTS, cameras, passages },
    [],
  )
})
beforeEach(async () => {
  officer ??= await addCaller(city.connection, 'officer')
  await city.connection.db.delete(audit)
})
afterAll(async () => {
  await city.close()
  await stopTestDatabase()
})

describe('tracing a vehicle', () => {
  it('returns its passages in order and leaves one audit row that does not hold the plate', async () => {
    const { id } = await openCase(city.connection, officer, { number: 'T-1', ...GOOD_CASE })
    const { passages } = await traceVehicle(city.connection, officer, { caseId: id, plate: '测a·12345', ...window })
    expect(passages.map(({ cameraCode, at }) => [cameraCode, at - AT])).toEqual([
      ['w', 0],
      ['e', 60_000],
    ])
    const reads = (await auditRows()).filter((row) => row.action === 'passages-read')
    expect(reads).toHaveLength(1)
    expect(reads[0]).toMatchObject({
      personId: officer.personId,
      caseId: id,
      object: plateMark(PLATE),
      reason: GOOD_CASE.reason,
    })
    expect(JSON.stringify(reads)).not.toContain('12345')
  })

  it('reads nothing, and records no read, under a closed, foreign or unknown case', async () => {
    const { id } = await openCase(city.connection, officer, { number: 'T-2', ...GOOD_CASE })
    const stranger = await addCaller(city.connection, 'officer', { unit: 'unit B' })
    await expect(traceVehicle(city.connection, stranger, { caseId: id, plate: PLATE, ...window })).rejects.toThrow(
      /not open for your unit/,
    )
    await closeCase(city.connection, officer, id)
    await expect(traceVehicle(city.connection, officer, { caseId: id, plate: PLATE, ...window })).rejects.toThrow(
      /not open for your unit/,
    )
    await expect(traceVehicle(city.connection, officer, { caseId: 9_999, plate: PLATE, ...window })).rejects.toThrow(
      /not open for your unit/,
    )
    expect((await auditRows()).filter((row) => row.action === 'passages-read')).toHaveLength(0)
  })

  it('shows an officer of one district only what was read there', async () => {
    const west = await city.connection.db.query.jurisdictions.findFirst({
      where: (row, { eq }) => eq(row.code, 'west'),
    })
    const local = await addCaller(city.connection, 'officer', { unit: 'west station', scope: [west!.id] })
    const { id } = await openCase(city.connection, local, { number: 'T-3', ...GOOD_CASE })
    const { passages } = await traceVehicle(city.connection, local, { caseId: id, plate: PLATE, ...window })
    expect(passages.map((passage) => passage.cameraCode)).toEqual(['w'])
  })

  it.each([
    '',
    '   ',
    'test',
    'investigation',
    '调查',
    '\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b',
    'aaaaaaaaaaaa',
    '1234567',
  ])('refuses the reason %j', async (reason) => {
    await expect(async () =>
      openCase(city.connection, officer, { number: `R-${reason.length}`, ...GOOD_CASE, reason }),
    ).rejects.toThrow(/reason/)
  })

  it('gives no rows when the audit cannot be written', async () => {
    const { id } = await openCase(city.connection, officer, { number: 'T-4', ...GOOD_CASE })
    const broken = { ...officer, unit: null as unknown as string }
    await expect(
      traceVehicle(
        city.connection,
        { ...broken, unit: officer.unit, displayName: null as unknown as string },
        { caseId: id, plate: PLATE, ...window },
      ),
    ).rejects.toThrow()
  })

  it('refuses a window that is empty, backwards or longer than a year', async () => {
    const { id } = await openCase(city.connection, officer, { number: 'T-5', ...GOOD_CASE })
    for (const to of [AT, AT - 1, AT + 367 * 86_400_000])
      await expect(async () =>
        traceVehicle(city.connection, officer, { caseId: id, plate: PLATE, from: AT, to }),
      ).rejects.toThrow()
  })
})
