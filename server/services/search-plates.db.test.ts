import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { asSystem, onBehalfOf } from '../../db/client'
import { audit } from '../../db/schema'
import type { Caller } from '../domain/access'
import { cameraRecord, passageRecord, TWO_DISTRICTS } from '../testing/fixtures'
import { addCaller, openTestCity, stopTestDatabase, type TestCity } from '../testing/test-city'
import { decideApproval, requestApproval } from './approvals'
import { plateMark } from './audit'
import { openCase } from './cases'
import { runImport } from './import-run'
import { forgetPlates } from './plate-directory'
import { type PlateSearch, readOfSearch, searchPlates } from './search-plates'

const AT = Date.parse('2026-03-01T08:00:00Z')
let city: TestCity
let officer: Caller
let second: Caller
let caseId: number

const asked = (search: Partial<PlateSearch>): PlateSearch => ({
  caseId,
  plate: '测A12345',
  by: 'like',
  from: AT - 3_600_000,
  to: AT + 3_600_000,
  ...search,
})
const as = (caller: Caller) => onBehalfOf(asSystem(city.connection), caller)
const search = (given: Partial<PlateSearch>, caller = officer) => searchPlates(as(caller), caller, asked(given))
/** With somebody's agreement to exactly that. */
async function agreed(given: Partial<PlateSearch>) {
  const { id } = await requestApproval(as(officer), officer, readOfSearch(asked(given)))
  await decideApproval(as(second), second, id, true)
  return search({ ...given, leave: { approvalId: id } })
}
const platesOf = ({ leads }: Awaited<ReturnType<typeof search>>) => leads.map(({ plate }) => plate)

beforeAll(async () => {
  city = await openTestCity()
  forgetPlates()
  const cameras = [cameraRecord('w', { lng: 126.19 }), cameraRecord('e', { lng: 126.21 })]
  const passages = [
    { ...passageRecord('测A12345', 'w', AT), vehicleColour: 'white', bearing: 90, vehicleBrand: '大众 Polo' },
    { ...passageRecord('测A12345', 'e', AT + 60_000), vehicleColour: 'white', bearing: 95 },
    { ...passageRecord('测A1Z345', 'w', AT), vehicleColour: 'black', bearing: 270 },
    { ...passageRecord('测A12B45', 'e', AT), vehicleColour: 'black', charReliability: [99, 99, 99, 99, 10, 99, 99] },
    { ...passageRecord('测A12K45', 'e', AT), vehicleColour: 'black' },
    passageRecord('测A99999', 'e', AT),
    passageRecord('测AD12345', 'e', AT - 7_200_000),
  ]
  const source = { kind: 'demo', fileName: 'test', sha256: '', attribution: null }
  await runImport(city.connection, source, { jurisdictions: TWO_DISTRICTS, cameras, passages }, [])
  officer = await addCaller(city.connection, 'officer')
  second = await addCaller(city.connection, 'officer', { unit: 'unit B' })
  const reason = 'Grey car left the scene after hitting a cyclist'
  caseId = (await openCase(as(officer), officer, { number: 'S-1', offenceClass: 'hit-and-run', reason, validDays: 7 }))
    .id
})
beforeEach(() => city.connection.db.delete(audit))
afterAll(async () => {
  await city.close()
  await stopTestDatabase()
})

describe('a plate that may have been misread', () => {
  it('gives leads, the likeliest first, where the device was unsure before where it was sure', async () => {
    const result = await search({})
    expect(platesOf(result)).toEqual(['测A12345', '测A12B45', '测A1Z345', '测A12K45'])
    expect(result.leads[0]).toMatchObject({ cost: 0, passages: 2, cameras: 2, colours: ['white'], format: 'other' })
    expect(result.leads[1].cost).toBeCloseTo(0.04, 6)
    expect([result.isCut, result.plates]).toEqual([false, 6])
  })

  it('is kept to colour, brand, direction and place', async () => {
    expect(platesOf(await search({ colour: 'white' }))).toEqual(['测A12345'])
    expect(platesOf(await search({ brand: 'polo' }))).toEqual(['测A12345'])
    expect(platesOf(await search({ towards: 280 }))).toEqual(['测A1Z345'])
    expect(platesOf(await search({ around: { lng: 126.19, lat: 45.42, radiusM: 500 } }))).toEqual([
      '测A12345',
      '测A1Z345',
    ])
  })

  it('leaves one row in the audit that names each lead by its mark and none by its plate', async () => {
    await search({})
    const [row, ...others] = await city.connection.db.select().from(audit)
    expect([row.action, others.length]).toEqual(['plates-searched', 0])
    for (const plate of ['≈测A12345', '测A12345', '测A12K45']) expect(row.object).toContain(plateMark(plate))
    expect(row.object).not.toMatch(/测A/)
  })

  it('is refused with wildcards or too little', async () => {
    for (const plate of ['测A1?345', '测A1'])
      await expect(search({ plate })).rejects.toMatchObject({ reason: 'invalid' })
  })
})

describe('a plate of which not everything is known', () => {
  it('waits for a second person, who agrees to exactly that', async () => {
    const pattern = { plate: '测A1?*5', by: 'pattern' } as const
    await expect(search(pattern)).rejects.toMatchObject({ reason: 'needs-approval' })
    const result = await agreed(pattern)
    expect(platesOf(result)).toEqual(['测A12345', '测A12B45', '测A12K45', '测A1Z345'])
    expect(result.leads.every(({ cost }) => cost === null)).toBe(true)
    const { id } = await requestApproval(as(officer), officer, readOfSearch(asked({ plate: '测A1??', by: 'pattern' })))
    await decideApproval(as(second), second, id, true)
    await expect(search({ ...pattern, leave: { approvalId: id } })).rejects.toMatchObject({ reason: 'needs-approval' })
  })

  it('is refused when hardly anything is known', async () => {
    for (const plate of ['*', '?????', '测*']) {
      await expect(search({ plate, by: 'pattern' })).rejects.toMatchObject({ reason: 'invalid' })
    }
  })
})

it('is refused without an open case of the own unit', async () => {
  await expect(search({}, second)).rejects.toMatchObject({ reason: 'refused' })
})
