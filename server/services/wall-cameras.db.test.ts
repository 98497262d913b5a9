/** Which cameras a wall is filled with, against what a plain look at the records says. */
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cameras, jurisdictions } from '../../db/schema'
import type { Caller } from '../domain/access'
import { cameraRecord, TWO_DISTRICTS } from '../testing/fixtures'
import { addCaller, openTestCity, stopTestDatabase, type TestCity } from '../testing/test-city'
import { runImport } from './import-run'
import { refreshViewsheds } from './refresh-viewsheds'
import { wallAlongStreet, wallAround, wallCameras } from './wall-cameras'

const LAT = 45.42
/** West to east along the street, every 150 m or so, each looking along it; the two districts meet at 126.2. */
const LNGS = [126.192, 126.194, 126.196, 126.198, 126.202, 126.204]

let city: TestCity
let officer: Caller
let westOfficer: Caller
const ids = new Map<string, number>()
const codesOf = (list: readonly number[]) => list.map((id) => [...ids].find(([, known]) => known === id)![0])
const district = async (code: string) =>
  (await city.connection.db.select().from(jurisdictions).where(eq(jurisdictions.code, code)))[0].id

beforeAll(async () => {
  city = await openTestCity()
  const along = LNGS.map((lng, i) => cameraRecord(`s${i}`, { lng, lat: LAT, bearing: 90, rangeM: 60 }))
  await runImport(
    city.connection,
    { kind: 'demo', fileName: 'test', sha256: '', attribution: null },
    {
      jurisdictions: TWO_DISTRICTS,
      roads: [
        {
          sourceId: 'r1',
          geometry: { type: 'LineString', coordinates: [[126.185, LAT], [126.208, LAT]] }, // biome-ignore format: a line
          roadClass: 'primary',
          name: '长街',
          nameEn: 'Long Street',
          oneway: 'no',
          widthM: 12,
          lanes: 2,
          isTunnel: false,
          isBridge: false,
        },
      ],
      cameras: [
        ...along.toReversed(),
        cameraRecord('blind', { lng: 126.195, lat: LAT, streamPath: null }),
        cameraRecord('away', { lng: 126.195, lat: 45.428 }),
        cameraRecord('planned', { lng: 126.195, lat: LAT, isPlanned: true }),
      ],
    },
    [],
  )
  await refreshViewsheds(city.connection, {})
  for (const { id, code } of await city.connection.db.select().from(cameras)) ids.set(code, id)
  officer = await addCaller(city.connection, 'officer')
  westOfficer = await addCaller(city.connection, 'officer', { unit: 'west', scope: [await district('west')] })
})
afterAll(async () => {
  await city.close()
  await stopTestDatabase()
})

describe('a wall along a street', () => {
  it('holds those that see it, with a stream, from one end to the other', async () => {
    const found = codesOf(
      await wallAlongStreet(city.connection, officer, { jurisdictionId: await district('city'), name: '长街' }),
    )
    const inOrder = ['s0', 's1', 's2', 's3', 's4', 's5']
    expect([inOrder, inOrder.toReversed()]).toContainEqual(found)
  })

  it('holds only what lies in the caller’s jurisdictions', async () => {
    const found = await wallAlongStreet(city.connection, westOfficer, {
      jurisdictionId: await district('city'),
      name: '长街',
    })
    expect(codesOf(found).toSorted()).toEqual(['s0', 's1', 's2', 's3'])
  })

  it('is empty for a street that is not there', async () => {
    expect(
      await wallAlongStreet(city.connection, officer, { jurisdictionId: await district('city'), name: '无街' }),
    ).toEqual([])
    expect(await wallAlongStreet(city.connection, officer, { jurisdictionId: 999_999, name: '长街' })).toEqual([])
  })
})

describe('a wall around a place', () => {
  it('holds those that see it first, then the near ones, and none beyond 300 m', async () => {
    const found = codesOf(await wallAround(city.connection, officer, { lng: 126.1963, lat: LAT }))
    expect(found[0]).toBe('s2')
    expect(found.toSorted()).toEqual(['s1', 's2', 's3'])
  })

  it('is empty where there is nothing', async () => {
    expect(await wallAround(city.connection, officer, { lng: 10, lat: 50 })).toEqual([])
  })
})

describe('the cameras of a wall', () => {
  it('keep the order asked for and leave out what cannot be watched', async () => {
    const asked = ['s3', 'blind', 's0', 'away'].map((code) => ids.get(code)!)
    const shown = await wallCameras(city.connection, officer, [...asked, 999_999])
    expect(shown.map(({ code }) => code)).toEqual(['s3', 's0', 'away'])
    expect(shown[0]).toMatchObject({ name: 'camera s3', hfov: 60 })
    expect((await wallCameras(city.connection, westOfficer, [ids.get('s4')!])).length).toBe(0)
    expect(await wallCameras(city.connection, officer, [])).toEqual([])
  })
})
