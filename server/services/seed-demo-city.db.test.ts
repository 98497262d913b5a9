/** From an empty database to a city that people can use: the demo city with its accounts, or an empty one with a link. */
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ROLES } from '../domain/access'
import { rowCounts } from '../testing/row-counts'
import { openTestCity, stopTestDatabase, type TestCity } from '../testing/test-city'
import { demoPassword, type PrepareOptions, prepareCity } from './prepare-city'
import { yesterdayIn } from './seed-demo-city'
import { findCaller } from './sessions'
import { redeemSetupLink } from './set-up-link'
import { signIn } from './sign-in'

const DAY = '2026-01-15'
const ADDRESS = 'http://127.0.0.1:3000'

let city: TestCity
let dataFolder: string

async function single(query: ReturnType<typeof sql>): Promise<Record<string, unknown>> {
  return (await city.connection.db.execute<Record<string, unknown>>(query)).rows[0]
}

/** A database with tables and nothing in them, not even the settings. */
async function openEmptyCity(): Promise<void> {
  city = await openTestCity()
  await city.connection.db.execute(sql`DELETE FROM city_settings`)
}

const prepare = (fill: PrepareOptions['fill']) =>
  prepareCity(city.connection, { dataFolder, fill, day: DAY, log: () => {} })

beforeAll(() => {
  dataFolder = mkdtempSync(join(tmpdir(), 'sightline-seed-'))
})
afterAll(async () => {
  rmSync(dataFolder, { recursive: true, force: true })
  await stopTestDatabase()
})

describe('an empty database, filled with the demo city', () => {
  let said: string
  let counts: Record<string, number>

  beforeAll(async () => {
    await openEmptyCity()
    said = (await prepare('demo'))(ADDRESS)
    counts = await rowCounts(city.connection)
  })
  afterAll(() => city.close())

  it('holds a whole city: about 400 cameras, 13 jurisdictions of which nine are stations', async () => {
    expect(counts['cameras']).toBeGreaterThan(350)
    expect(counts['cameras']).toBeLessThan(480)
    expect(counts).toMatchObject({ jurisdictions: 13, city_settings: 1, people: 7, setup_links: 0 })
    expect(await single(sql`SELECT count(*)::int AS stations FROM jurisdictions WHERE kind = 'station'`)).toEqual({
      stations: 9,
    })
    for (const table of ['buildings', 'roads', 'areas', 'places', 'incidents', 'camera_states'])
      expect(counts[table], table).toBeGreaterThan(20)
    expect(await single(sql`SELECT is_demo, time_zone FROM city_settings`)).toEqual({
      is_demo: true,
      time_zone: 'Asia/Shanghai',
    })
  })

  it('holds passages of the reserved plate prefix only, all within its day', async () => {
    expect(counts['passages']).toBeGreaterThan(10_000)
    expect(
      await single(sql`
        SELECT count(*) FILTER (WHERE plate NOT LIKE '测A%' OR raw_plate NOT LIKE '测A%')::int AS strangers,
          count(*) FILTER (WHERE (passed_at AT TIME ZONE 'Asia/Shanghai')::date <> ${DAY}::date)::int AS "otherDays",
          count(*) FILTER (WHERE jurisdiction_id IS NULL AND camera_id <> ALL (SELECT id FROM cameras WHERE jurisdiction_id IS NULL))::int AS homeless FROM passages`),
    ).toEqual({ strangers: 0, otherDays: 0, homeless: 0 })
    expect(await single(sql`SELECT sum(passages)::int AS passages FROM passage_hours`)).toEqual({
      passages: counts['passages'],
    })
  })

  it('puts every camera of the city into a jurisdiction and gives each outdoor one a viewshed that is not empty', async () => {
    expect(
      await single(sql`
        SELECT count(*) FILTER (WHERE jurisdiction_id IS NULL)::int AS homeless,
          count(*) FILTER (WHERE NOT is_indoor AND v.geometry IS NULL)::int AS blind,
          count(*) FILTER (WHERE stream_path IS NOT NULL AND stream_path !~ '^clip-[0-9]{2}$' AND stream_path NOT LIKE 'clip-__~' || c.code)::int AS "strangeStreams",
          count(*) FILTER (WHERE c.state <> (SELECT s.state FROM camera_states s WHERE s.camera_id = c.id ORDER BY from_at DESC, id DESC LIMIT 1))::int AS stale
        FROM cameras c JOIN jurisdictions j ON j.kind = 'city' LEFT JOIN viewsheds v ON v.camera_id = c.id`),
    ).toEqual({ homeless: 0, blind: 0, strangeStreams: 0, stale: 0 })
  })

  it('lets each role in with a password that only the owner of the data folder can read', async () => {
    const password = demoPassword(dataFolder)
    expect(said).toContain(password)
    expect(statSync(join(dataFolder, 'demo-password')).mode & 0o077).toBe(0)
    for (const username of ['planner', 'officer', 'leader', 'maintainer', 'auditor', 'admin']) {
      const result = await signIn(city.connection, { username, password })
      expect(result, username).toHaveProperty('token')
      const caller = await findCaller(city.connection, 'token' in result ? result.token : '')
      expect(ROLES, username).toContain(caller?.role)
      expect(said).toContain(username)
    }
  })

  it('is left as it is when Sightline starts again', async () => {
    const before = await rowCounts(city.connection)
    expect((await prepare('demo'))(ADDRESS)).toBe(said)
    expect(await rowCounts(city.connection)).toEqual(before)
  })
})

describe('an empty database that is to stay empty', () => {
  beforeAll(openEmptyCity)
  afterAll(() => city.close())

  it('gets settings and a set-up link, which makes one administrator once', async () => {
    const token = /\/set-up\?token=([\w-]+)/.exec((await prepare('empty'))(ADDRESS))![1]
    expect(await rowCounts(city.connection)).toMatchObject({ city_settings: 1, people: 0, cameras: 0, setup_links: 1 })
    expect(await redeemSetupLink(city.connection, token, 'first', 'a long pass phrase')).toBe(true)
    expect(await redeemSetupLink(city.connection, token, 'second', 'a long pass phrase')).toBe(false)
    const result = await signIn(city.connection, { username: 'first', password: 'a long pass phrase' })
    expect(await findCaller(city.connection, 'token' in result ? result.token : '')).toMatchObject({
      role: 'administrator',
      scope: null,
    })
  })

  it('gives no second link once there is a person, and never fills itself with the demo city', async () => {
    expect((await prepare('demo'))(ADDRESS)).toBe('')
    expect(await rowCounts(city.connection)).toMatchObject({ people: 1, cameras: 0 })
  })

  it('replaces a link that nobody used by the next one', async () => {
    await city.connection.db.execute(sql`TRUNCATE people, setup_links CASCADE`)
    const [first, second] = [(await prepare('empty'))(ADDRESS), (await prepare('empty'))(ADDRESS)]
    const [old, token] = [first, second].map((line) => /token=([\w-]+)/.exec(line)![1])
    expect(await redeemSetupLink(city.connection, old, 'first', 'a long pass phrase')).toBe(false)
    expect(await redeemSetupLink(city.connection, token, 'first', 'a long pass phrase')).toBe(true)
  })
})

describe('the demo day', () => {
  it('is the last one that is over in the city’s time zone', () => {
    expect(yesterdayIn('Asia/Shanghai', Date.UTC(2026, 0, 15, 15, 59))).toBe('2026-01-14')
    expect(yesterdayIn('Asia/Shanghai', Date.UTC(2026, 0, 15, 16, 1))).toBe('2026-01-15')
    expect(yesterdayIn('Asia/Shanghai', Date.UTC(2026, 2, 1, 4))).toBe('2026-02-28')
  })
})
