import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Caller } from '../domain/access'
import { type HourFlow, sumOfHours } from '../domain/flows'
import { LEAST_VEHICLES } from '../domain/least-vehicles'
import { addCaller, openTestCity, stopTestDatabase, type TestCity } from '../testing/test-city'
import { fillTrafficScene, HOUR, idOfDistrict, MIDNIGHT, type TrafficScene } from '../testing/traffic-scene'
import { type StreetFlows, streetFlows } from './street-flows'

const SEED = 21
const DAY = { from: MIDNIGHT, to: MIDNIGHT + 24 * HOUR }

let city: TestCity
let scene: TrafficScene
let leader: Caller
let answer: StreetFlows

beforeAll(async () => {
  city = await openTestCity()
  scene = await fillTrafficScene(city.connection, SEED)
  leader = await addCaller(city.connection, 'leadership')
  answer = await streetFlows(city.connection, leader, DAY)
})
afterAll(async () => {
  await city.close()
  await stopTestDatabase()
})

const streetNamed = (name: string, { streets }: StreetFlows = answer) => streets.find((street) => street.name === name)!
const hoursOfReader = (code: string) =>
  answer.streets.flatMap(({ readers }) => readers).find((r) => r.code === code)!.hours

describe(`vehicles per hour and street, seed ${SEED}`, () => {
  it('are what counting every passage by hand gives, hour by hour, reader by reader', () => {
    const readers = answer.streets.flatMap((street) => street.readers)
    expect(readers.length).toBe(scene.readers.length - 1)
    const kinds = { counted: 0, few: 0, unknown: 0 }
    for (const { code, hours } of readers) {
      const expected = Array.from({ length: 24 }, (_, hour) => scene.countedByHand(code, MIDNIGHT + hour * HOUR))
      expect(hours, code).toEqual(expected)
      const { counted, few, unknown } = sumOfHours(hours)
      kinds.counted += counted
      kinds.few += few
      kinds.unknown += unknown
    }
    for (const count of Object.values(kinds)) expect(count).toBeGreaterThan(10)
  })

  it('say nothing of fewer vehicles than may be told, nor whether there were any', () => {
    const figures = answer.streets.flatMap(({ readers }) => readers.flatMap(({ hours }): HourFlow[] => hours))
    for (const figure of figures) if (typeof figure === 'number') expect(figure).toBeGreaterThanOrEqual(LEAST_VEHICLES)
    expect(JSON.stringify(answer)).not.toMatch(/测A/)
    const lonely = scene.passages.some(({ cameraCode }) => cameraCode === 'lonely')
    expect([lonely, new Set(hoursOfReader('lonely'))]).toEqual([true, new Set(['few'])])
    expect(new Set(hoursOfReader('idle'))).toEqual(new Set(['few']))
  })

  it('are of the streets that have a reader, with all their roads; the others are not measured', () => {
    expect(answer.streets.map(({ name }) => name).toSorted()).toEqual(['人民大道', '学府路', '学府路'].toSorted())
    expect(streetNamed('人民大道').lines).toHaveLength(2)
    expect(answer.streetNames).toBe(3)
    expect(answer.elsewhere).toBe(1)
    expect(answer.hours).toEqual(Array.from({ length: 24 }, (_, hour) => MIDNIGHT + hour * HOUR))
  })

  it('are those of the readers that one may see', async () => {
    const west = await idOfDistrict(city.connection, 'west')
    const westLeader = await addCaller(city.connection, 'leadership', { scope: [west] })
    const mine = await streetFlows(city.connection, westLeader, DAY)
    const codes = mine.streets.flatMap(({ readers }) => readers.map(({ code }) => code))
    expect(codes.toSorted()).toEqual(scene.codesIn('west').toSorted())
    for (const { code, hours } of mine.streets.flatMap(({ readers }) => readers))
      expect(hours).toEqual(hoursOfReader(code))
    expect(mine.streetNames).toBe(2)
    const nobody = await addCaller(city.connection, 'leadership', { scope: [999] })
    expect(await streetFlows(city.connection, nobody, DAY)).toMatchObject({ streets: [], streetNames: 0, elsewhere: 0 })
  })

  it('are of the hours that were asked, and unknown where passages are kept no longer or are yet to come', async () => {
    const from = MIDNIGHT + 8 * HOUR
    const hour = await streetFlows(city.connection, leader, { from, to: from + HOUR })
    for (const { code, hours } of hour.streets.flatMap(({ readers }) => readers))
      expect(hours).toEqual([hoursOfReader(code)[8]])
    const later = Date.now() + 2 * HOUR
    const ahead = await streetFlows(city.connection, leader, { from: later, to: later + HOUR })
    await city.connection.db.execute(sql`UPDATE city_settings SET passage_days = 1`)
    const old = await streetFlows(city.connection, leader, DAY)
    for (const { streets } of [ahead, old])
      expect(new Set(streets.flatMap(({ readers }) => readers.flatMap(({ hours }) => hours)))).toEqual(
        new Set(['unknown']),
      )
  })
})
