/** Imports on a real database: what the files hold arrives, twice is once, and a failed run leaves nothing behind. */
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { AreaRecord, BuildingRecord, IncidentRecord } from '../formats/records'
import { hasRealData, readRealData } from '../formats/test-data'
import { cameraRecord, PLAIN, passageRecord, square, TWO_DISTRICTS } from '../testing/fixtures'
import { rowCounts } from '../testing/row-counts'
import { openTestCity, stopTestDatabase, type TestCity } from '../testing/test-city'
import { afterImport } from './after-import'
import { type ImportResult, runImport, UnknownCameraError } from './import-run'
import { type ImportKind, readImport } from './read-import'

const OSM_LICENCE = '© OpenStreetMap contributors, ODbL 1.0'
const NINE_O_CLOCK = Date.UTC(2026, 0, 15, 9)

let city: TestCity

const source = (kind: string, fileName = 'test') => ({ kind, fileName, sha256: '', attribution: null })

const incident = (sourceId: string, lng: number, lat: number): IncidentRecord => ({
  sourceId,
  kind: 'theft',
  title: 'theft',
  titleEn: null,
  lng,
  lat,
  startedAt: NINE_O_CLOCK,
  endedAt: null,
})

const building: BuildingRecord = {
  sourceId: 'b1',
  geometry: square(...PLAIN, 0.0001),
  heightM: 20,
  levels: 6,
  heightProvenance: 'surveyed',
  name: null,
  use: 'yes',
}

/** One file from its bytes to the database and what follows, as the command does it. */
async function importFile(kind: ImportKind, path: string): Promise<ImportResult & { read: number }> {
  const { records, remarks } = readImport(kind, readRealData(path))
  const result = await runImport(
    city.connection,
    { ...source(kind, path), attribution: kind === 'osm' ? OSM_LICENCE : null },
    records,
    remarks,
  )
  await afterImport(city.connection, kind, path, () => {})
  return { ...result, read: Object.values(records).reduce((sum, list) => sum + list.length, 0) }
}

async function single<T>(query: ReturnType<typeof sql>): Promise<T> {
  const { rows } = await city.connection.db.execute<Record<string, unknown>>(query)
  return rows[0] as T
}

/** Hours of the rollup that differ from what the passages themselves say. */
const wrongHours = async () =>
  (
    await single<{ wrong: number }>(sql`
      SELECT count(*)::int AS wrong FROM passage_hours h FULL JOIN (
        SELECT camera_id, (floor(extract(epoch FROM passed_at) / 3600) * 3600)::int8 AS hour, count(*)::int AS passages, count(DISTINCT plate)::int AS vehicles
        FROM passages GROUP BY 1, 2) raw
      ON raw.camera_id = h.camera_id AND raw.hour = extract(epoch FROM h.hour)
      WHERE (raw.passages, raw.vehicles) IS DISTINCT FROM (h.passages, h.vehicles)`)
  ).wrong

beforeAll(async () => {
  city = await openTestCity()
})
afterAll(async () => {
  await city.close()
  await stopTestDatabase()
})

describe.skipIf(!hasRealData)('Munich (skipped without ../shared/data)', () => {
  let before: Record<string, number>

  beforeAll(async () => {
    await city.close()
    city = await openTestCity()
    await importFile('osm', 'munich/munich-altstadt.osm.pbf')
    await importFile('passages', 'munich/munich_sim_passages.csv')
    before = await rowCounts(city.connection)
  })

  it('holds every building and camera of the extract', async () => {
    expect(before).toMatchObject({ buildings: 2_425 + 328, cameras: 209, jurisdictions: 1 })
    expect(await single(sql`SELECT count(*)::int AS count FROM buildings WHERE is_part`)).toEqual({ count: 328 })
    expect(
      await single(sql`
        SELECT count(*) FILTER (WHERE NOT is_indoor)::int AS outdoor, count(*) FILTER (WHERE NOT is_indoor AND bearing IS NOT NULL)::int AS directed,
          count(*) FILTER (WHERE jurisdiction_id IS NULL)::int AS homeless FROM cameras`),
    ).toEqual({ outdoor: 120, directed: 50, homeless: 0 })
  })

  it('has a viewshed for each of the 120 cameras outdoors, none of them empty', async () => {
    expect(
      await single(sql`
        SELECT count(*)::int AS viewsheds, count(*) FILTER (WHERE v.geometry IS NULL OR ST_IsEmpty(v.geometry) OR NOT v.area_m2 > 0)::int AS empty,
          count(*) FILTER (WHERE v.area_m2 < 1 AND v.near_m > 0 AND v.footprint_area_m2 > 10)::int AS "cutByNearEdge",
          count(*) FILTER (WHERE c.is_indoor)::int AS indoor, count(*) FILTER (WHERE v.area_m2 > v.footprint_area_m2 * 1.001)::int AS "tooLarge"
        FROM viewsheds v JOIN cameras c ON c.id = v.camera_id`),
    ).toEqual({ viewsheds: 120, empty: 0, cutByNearEdge: 0, indoor: 0, tooLarge: 0 })
  })

  it('holds every passage, and its hourly rollup counts what the passages say', async () => {
    expect(
      await single(sql`SELECT count(*)::int AS passages, count(DISTINCT plate)::int AS vehicles FROM passages`),
    ).toEqual({ passages: 4_800, vehicles: 1_160 })
    expect(await single(sql`SELECT sum(passages)::int AS passages FROM passage_hours`)).toEqual({ passages: 4_800 })
    expect(await wrongHours()).toBe(0)
  })

  it('shows the licence of what was imported', async () => {
    expect(await single(sql`SELECT attributions FROM city_settings`)).toEqual({ attributions: [OSM_LICENCE] })
  })

  it('gains nothing but rows of history when the same files come again', async () => {
    const map = await importFile('osm', 'munich/munich-altstadt.osm.pbf')
    const traffic = await importFile('passages', 'munich/munich_sim_passages.csv')
    expect(Object.values({ ...map.accepted, ...traffic.accepted }).every((count) => count === 0)).toBe(true)
    expect(await rowCounts(city.connection)).toEqual({
      ...before,
      import_runs: before.import_runs + 2,
      coverage_runs: before.coverage_runs + 1,
    })
    expect(await wrongHours()).toBe(0)
    expect(await single(sql`SELECT attributions FROM city_settings`)).toEqual({ attributions: [OSM_LICENCE] })
  })
})

describe.skipIf(!hasRealData)('London and New York (skipped without ../shared/data)', () => {
  beforeAll(async () => {
    await city.close()
    city = await openTestCity()
  })

  it('London has 2,155 buildings and 22 cameras', async () => {
    const { accepted } = await importFile('osm', 'london/london-city.osm.pbf')
    expect(accepted).toMatchObject({ buildings: 2_155, cameras: 22 })
  })

  it("a year of London's incidents is taken or refused, row by row, and none is lost", async () => {
    let [accepted, refused] = [0, 0]
    for (let month = 1; month <= 12; month++) {
      const name = `london/2019-${String(month).padStart(2, '0')}-city-of-london-street.csv`
      const run = await importFile('incidents', name)
      accepted += run.accepted['incidents']
      refused += run.refused
    }
    expect({ accepted, refused, read: accepted + refused }).toEqual({ accepted: 9_356, refused: 676, read: 10_032 })
    expect(await single(sql`SELECT count(*)::int AS count FROM incidents`)).toEqual({ count: 9_356 })
  })

  it('New York has 1,525 buildings, beside those of London', async () => {
    const { accepted } = await importFile('osm', 'nyc/nyc-westvillage.osm.pbf')
    expect(accepted).toMatchObject({ buildings: 1_525 })
    expect(await single(sql`SELECT count(*)::int AS count FROM buildings WHERE NOT is_part`)).toEqual({
      count: 2_155 + 1_525,
    })
  })
})

describe('a run', () => {
  beforeEach(async () => {
    await city.close()
    city = await openTestCity()
    await runImport(city.connection, source('cameras'), { cameras: [cameraRecord('c1')] }, [])
  })

  it('writes nothing, partitions included, when passages name a camera that is not there', async () => {
    const before = await rowCounts(city.connection)
    const passages = [passageRecord('测A12345', 'c1', NINE_O_CLOCK), passageRecord('测A12346', 'gone', NINE_O_CLOCK)]
    await expect(runImport(city.connection, source('passages'), { passages }, [])).rejects.toThrow(UnknownCameraError)
    await expect(runImport(city.connection, source('passages'), { passages }, [])).rejects.toThrow(
      /"gone": no such camera/,
    )
    expect(await rowCounts(city.connection)).toEqual(before)
  })

  it('leaves nothing behind when it fails in the middle', async () => {
    const before = await rowCounts(city.connection)
    const green: AreaRecord = {
      sourceId: 'a0',
      kind: 'green',
      name: null,
      nameEn: null,
      geometry: square(...PLAIN, 0.001),
    }
    const unreadable = { ...green, sourceId: 'a1', geometry: { type: 'Polygon' } as AreaRecord['geometry'] }
    const records = {
      jurisdictions: TWO_DISTRICTS,
      buildings: [building],
      areas: [green, unreadable],
    }
    await expect(runImport(city.connection, source('osm'), records, [])).rejects.toThrow(/INSERT INTO areas/)
    expect(await rowCounts(city.connection)).toEqual(before)
    const passages = [passageRecord('测A12345', 'c1', Date.UTC(2031, 4, 5))]
    const incidents = [{ ...incident('i1', ...PLAIN), startedAt: Number.POSITIVE_INFINITY }]
    await expect(runImport(city.connection, source('osm'), { passages, incidents }, [])).rejects.toThrow(/incidents/)
    expect(await rowCounts(city.connection)).toEqual(before)
    expect((await runImport(city.connection, source('osm'), { areas: [green] }, [])).accepted).toEqual({ areas: 1 })
  })

  it('keeps its remarks and counts a row as new only once', async () => {
    const remark = { row: 3, field: 'lng', value: 'x', why: 'expected a number', severity: 'error' as const }
    const cameras = [cameraRecord('c1', { name: 'another name' }), cameraRecord('c2')]
    const { accepted, refused, runId } = await runImport(city.connection, source('cameras'), { cameras }, [remark])
    expect({ accepted, refused }).toEqual({ accepted: { cameras: 1 }, refused: 1 })
    expect(await single(sql`SELECT name FROM cameras WHERE code = 'c1'`)).toEqual({ name: 'camera c1' })
    expect(
      await single(sql`SELECT remarks, finished_at IS NOT NULL AS finished FROM import_runs WHERE id = ${runId}`),
    ).toEqual({ remarks: [remark], finished: true })
  })

  it('keeps the hourly rollup right when a later file overlaps an earlier one', async () => {
    const minutes = (...list: number[]) =>
      list.map((minute) => passageRecord('测A12345', 'c1', NINE_O_CLOCK + minute * 60_000))
    await runImport(city.connection, source('passages'), { passages: minutes(0, 10, 59) }, [])
    await runImport(city.connection, source('passages'), { passages: minutes(10, 30, 60, 130) }, [])
    expect(await wrongHours()).toBe(0)
    expect(await single(sql`SELECT sum(passages)::int AS passages FROM passage_hours`)).toEqual({ passages: 6 })
  })

  it('counts by hours of UTC on a database server that keeps another time zone', async () => {
    const { database } = await single<{ database: string }>(sql`SELECT quote_ident(current_database()) AS database`)
    const alter = (change: string) => city.connection.db.execute(sql.raw(`ALTER DATABASE ${database} ${change}`))
    await alter("SET TimeZone TO 'Asia/Kolkata'")
    await city.close()
    try {
      city = await openTestCity()
      if (city.connection.isEmbedded) await city.connection.db.execute(sql`SET TimeZone TO 'Asia/Kolkata'`)
      expect(await single(sql`SELECT current_setting('TimeZone') AS zone`)).toEqual({ zone: 'Asia/Kolkata' })
      const passages = [-40, -10, 10, 40].map((minute) =>
        passageRecord('测A12345', 'c1', NINE_O_CLOCK + minute * 60_000),
      )
      await runImport(city.connection, source('demo'), { cameras: [cameraRecord('c1')], passages }, [])
      expect(await wrongHours()).toBe(0)
    } finally {
      await alter('RESET TimeZone')
      if (city.connection.isEmbedded) await city.connection.db.execute(sql`RESET TimeZone`)
    }
  })

  it('gives cameras, passages and incidents to jurisdictions that come later', async () => {
    const cameras = [cameraRecord('w', { lng: 126.195 }), cameraRecord('e', { lng: 126.205 })]
    const passages = cameras.map(({ code }) => passageRecord('测A12345', code, NINE_O_CLOCK))
    const incidents = cameras.map(({ code, lng, lat }) => incident(code, lng, lat))
    await runImport(city.connection, source('cameras'), { cameras, passages, incidents }, [])
    await runImport(city.connection, source('jurisdictions'), { jurisdictions: TWO_DISTRICTS }, [])
    await afterImport(city.connection, 'jurisdictions', 'test', () => {})
    const owners = await city.connection.db.execute(sql`
      SELECT c.code AS at, jc.code AS camera, jp.code AS passage, jh.code AS hour, ji.code AS incident
      FROM cameras c JOIN passages p ON p.camera_id = c.id JOIN passage_hours h ON h.camera_id = c.id JOIN incidents i ON i.source_id = c.code
        JOIN jurisdictions jc ON jc.id = c.jurisdiction_id JOIN jurisdictions jp ON jp.id = p.jurisdiction_id
        JOIN jurisdictions jh ON jh.id = h.jurisdiction_id JOIN jurisdictions ji ON ji.id = i.jurisdiction_id ORDER BY 1`)
    expect(owners.rows).toEqual([
      { at: 'e', camera: 'east', passage: 'east', hour: 'east', incident: 'east' },
      { at: 'w', camera: 'west', passage: 'west', hour: 'west', incident: 'west' },
    ])
  })

  it('keeps the licence of the very first file of a city without settings', async () => {
    await city.connection.db.execute(sql`DELETE FROM city_settings`)
    await runImport(city.connection, { ...source('osm'), attribution: OSM_LICENCE }, {}, [])
    await afterImport(city.connection, 'osm', 'test', () => {})
    expect(await single(sql`SELECT attributions FROM city_settings`)).toEqual({ attributions: [OSM_LICENCE] })
  })
})
