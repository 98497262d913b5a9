/** Stored coverage against what it must be: views of stored outlines, counts made anew, and cameras as they once stood. */
import { availableParallelism } from 'node:os'
import { asc, eq, sql } from 'drizzle-orm'
import type { Polygon } from 'geojson'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { newestRun, requestCancel } from '../../db/queries/coverage-runs'
import { unionOfViewsheds, viewshedOutlines } from '../../db/queries/viewsheds'
import { cameraRevisions, cameraStates, cameras, coverageTiles, jurisdictions, viewsheds } from '../../db/schema'
import type { Caller } from '../domain/access'
import { addRing, countRaster, resolveCounts } from '../domain/count-raster'
import { unpackCounts } from '../domain/count-runs'
import { CELL_M, TILE_CELLS, tileBounds } from '../domain/coverage-tiles'
import { boxOfArea } from '../domain/drawn-area'
import { localPolygons } from '../domain/raster'
import { seededRandom } from '../domain/testing/random'
import type { BuildingRecord } from '../formats/records'
import { cameraRecord, square, TWO_DISTRICTS } from '../testing/fixtures'
import { addCaller, openTestCity, stopTestDatabase, type TestCity } from '../testing/test-city'
import { CountThreads } from './count-threads'
import type { TilesToCount } from './counted-rows'
import { coverageMap } from './coverage-map'
import { resumeCoverage } from './coverage-runs'
import { drawArea, removeArea } from './edit-area'
import { addCamera, editCamera, retireCamera, setCameraState, undoLastEdit } from './edit-camera'
import { areaOf, exactCoverageInBox } from './exact-coverage'
import { boxOfBounds, cityGrid, polygonOfBounds } from './grid-box'
import { runImport } from './import-run'
import { DESIGNED } from './jurisdiction-blind-spots'
import { jurisdictionOutline } from './jurisdiction-outline'
import { pointSights } from './point-sights'
import { type CoverageProgress, refreshCoverage } from './refresh-coverage'
import { unionOutlines } from './union-outlines'

const WEST = 126.188
const SOUTH = 45.4185
const BOX: [number, number, number, number] = [WEST, SOUTH, WEST + 0.006, SOUTH + 0.004]

let city: TestCity
let planner: Caller
let maintainer: Caller

const random = seededRandom(11)
const at = () => ({ lng: WEST + 0.006 * random(), lat: SOUTH + 0.004 * random() })

const house = (i: number): BuildingRecord => {
  const { lng, lat } = at()
  return {
    sourceId: `b${i}`,
    geometry: square(lng, lat, 0.00008 + 0.0001 * random()),
    heightM: i % 5 === 0 ? null : 2 + 12 * random(),
    levels: null,
    heightProvenance: 'surveyed',
    name: null,
    use: 'yes',
  }
}

const camera = (i: number) =>
  cameraRecord(`c${i}`, {
    ...at(),
    kind: i % 4 === 0 ? 'ptz' : 'fixed',
    bearing: 359 * random(),
    heightM: 3 + 6 * random(),
    tilt: 20,
    focalMm: 4 + 4 * random(),
    rangeM: null,
  })

beforeAll(async () => {
  city = await openTestCity()
  planner = await addCaller(city.connection, 'planner')
  maintainer = await addCaller(city.connection, 'maintainer')
  await runImport(
    city.connection,
    { kind: 'demo', fileName: 'test', sha256: '', attribution: null },
    {
      jurisdictions: TWO_DISTRICTS,
      buildings: Array.from({ length: 60 }, (_, i) => house(i)),
      cameras: Array.from({ length: 24 }, (_, i) => camera(i)),
    },
    [],
  )
  await refreshCoverage(city.connection)
})
afterAll(async () => {
  await city.close()
  await stopTestDatabase()
})

type Tile = typeof coverageTiles.$inferSelect

async function tiles(): Promise<Map<string, number[]>> {
  const rows: Tile[] = await city.connection.db
    .select()
    .from(coverageTiles)
    .orderBy(asc(coverageTiles.purpose), asc(coverageTiles.level), asc(coverageTiles.column), asc(coverageTiles.row))
  return new Map(
    rows.map(({ purpose, level, column, row, counts, seenCells }) => [
      `${purpose} ${level} ${column},${row}`,
      [...seenCells, ...counts],
    ]),
  )
}

const row = async (code: string) => (await city.connection.db.select().from(cameras).where(eq(cameras.code, code)))[0]

describe('stored coverage', () => {
  it('counts at the usual level what the stored viewsheds hold', async () => {
    const { db } = city.connection
    const frame = await cityGrid(db)
    const outlines = (await db.select({ geometry: viewsheds.geometry }).from(viewsheds)).flatMap(({ geometry }) =>
      geometry ? localPolygons(geometry, frame) : [],
    )
    expect(outlines.length).toBeGreaterThanOrEqual(20)
    const stored = await db.select().from(coverageTiles).where(sql`purpose = 'designed' AND level = 'outline'`)
    let [seen, unlike] = [0, 0]
    for (const tile of stored) {
      const raster = countRaster(frame, tileBounds(tile), CELL_M)
      for (const ring of outlines.flat()) addRing(raster, ring, 1)
      const counts = unpackCounts(tile.counts, TILE_CELLS)
      resolveCounts(raster).forEach((count, cell) => {
        if (counts[cell] > 0) seen++
        if (counts[cell] !== count) unlike++
      })
    }
    expect(seen).toBeGreaterThan(20_000)
    // Outlines are chords within 2 cm and rounded to 0.1 mm: cells on their very edge may differ.
    expect(unlike / seen).toBeLessThan(0.005)
  })

  it('never counts more at a finer level, nor more that works than was designed', async () => {
    const rows = await city.connection.db.select().from(coverageTiles)
    const cellsOf = (purpose: string, level: string) =>
      rows
        .filter((tile) => tile.purpose === purpose && tile.level === level)
        .reduce((sum, { seenCells }) => sum + seenCells[0], 0)
    const finer = ['overview', 'outline', 'discern', 'perceive', 'characterise'].map((level) =>
      cellsOf('designed', level),
    )
    expect(finer).toEqual(finer.toSorted((a, b) => b - a))
    expect(finer[0]).toBeGreaterThan(finer[4])
    expect(cellsOf('effective', 'outline')).toBeLessThanOrEqual(cellsOf('designed', 'outline'))
  })

  it('is after any change what it is when counted anew, bit by bit', async () => {
    const { connection } = city
    const change = async (code: string, changes: Parameters<typeof editCamera>[4]) => {
      const { id, version } = await row(code)
      await editCamera(connection, planner, id, version, changes)
    }
    const before = await tiles()
    await change('c1', { bearing: 200 })
    await change('c2', at())
    await change('c3', { heightM: 11, tilt: 35, focalMm: 12 })
    await change('c5', { isPlanned: true })
    await setCameraState(connection, maintainer, (await row('c6')).id, 'offline')
    await setCameraState(connection, maintainer, (await row('c7')).id, 'fault')
    await setCameraState(connection, maintainer, (await row('c7')).id, 'working')
    const retired = await row('c8')
    await retireCamera(connection, planner, retired.id, retired.version)
    await undoLastEdit(connection, planner, retired.id, retired.version + 1)
    const other = await row('c9')
    await retireCamera(connection, planner, other.id, other.version)
    const { id: _id, code: _code, version: _version, position: _position, ...like } = await row('c10')
    await addCamera(connection, planner, 'new', { ...(like as unknown as Parameters<typeof addCamera>[3]), ...at() })
    const kept = await tiles()
    expect(kept).not.toEqual(before)
    expect(await refreshCoverage(connection)).toBe('done')
    expect(await tiles()).toEqual(kept)
  })

  it('loses ground that must not be seen as soon as it is drawn, and has it back when that is removed', async () => {
    const { connection } = city
    const before = await tiles()
    const { position } = await row('c4')
    const [lng, lat] = position.coordinates
    const ring = (square(lng - 0.0003, lat - 0.0003, 0.0006) as Polygon).coordinates[0]
    const zone = await drawArea(connection, planner, 'privacy', {
      name: 'gardens',
      ring,
      weight: 1,
      requiredLevel: null,
      reason: 'homes',
    })
    const [hit] = await connection.db
      .select({
        inside: sql<number>`coalesce(sum(ST_Area(ST_Intersection(ST_Buffer(v.geometry, 0), d.geometry)::geography)), 0)`,
      })
      .from(sql`viewsheds v JOIN drawn_areas d ON ST_Intersects(v.geometry, d.geometry)`)
    // Rounding to 0.1 mm leaves slivers along the zone's edge.
    expect(hit.inside).toBeLessThan(0.5)
    expect(await tiles()).not.toEqual(before)
    await removeArea(connection, planner, zone.id, zone.version)
    expect(await tiles()).toEqual(before)
  })
})

describe('exact outlines', () => {
  it('agree with counts: within 0.5 points in all, within 1 in the worst tile, by either way to unite them', async () => {
    const { connection } = city
    const frame = await cityGrid(connection.db)
    const stored = await connection.db
      .select()
      .from(coverageTiles)
      .where(sql`purpose = 'designed' AND level = 'outline'`)
    let [counted, exact] = [0, 0]
    for (const tile of stored) {
      const bounds = tileBounds(tile)
      const box = boxOfBounds(frame, bounds)
      const outlines = await viewshedOutlines(connection.db, planner, box, 'designed', 1000)
      const within = polygonOfBounds(frame, bounds)
      const united = await unionOutlines(outlines, frame, within)
      const byClipper = areaOf(united.geometry, frame)
      expect(Math.abs(byClipper - tile.seenCells[0]) / TILE_CELLS).toBeLessThan(0.01)
      counted += tile.seenCells[0]
      exact += byClipper
      if (connection.isEmbedded) continue
      const byPostgis = await unionOfViewsheds(connection.db, planner, within, 'designed')
      expect(Math.abs(areaOf(byPostgis.geometry, frame) - byClipper)).toBeLessThan(1)
      expect(byPostgis.count).toBe(united.count)
    }
    expect(exact).toBeGreaterThan(20_000)
    expect(Math.abs(exact - counted) / (stored.length * TILE_CELLS)).toBeLessThan(0.005)
    const whole = await exactCoverageInBox(connection, planner, { box: BOX, question: DESIGNED })
    expect(whole.viewsheds).toBeGreaterThanOrEqual(20)
    expect(whole.areaM2).toBeGreaterThan(20_000)
  })

  it('answer questions of which no outline is stored as counting them answers', async () => {
    const { connection } = city
    const frame = await cityGrid(connection.db)
    const stored = await connection.db
      .select()
      .from(coverageTiles)
      .where(sql`purpose = 'designed' AND level = 'discern'`)
    for (const tile of stored) {
      const box = boxOfBounds(frame, tileBounds(tile))
      const { areaM2 } = await exactCoverageInBox(connection, planner, {
        box,
        question: { ...DESIGNED, level: 'discern' },
      })
      expect(Math.abs(areaM2 - tile.seenCells[0]) / TILE_CELLS).toBeLessThan(0.01)
    }
    const areas = []
    for (const question of [DESIGNED, { ...DESIGNED, kind: 'night' } as const])
      areas.push((await exactCoverageInBox(connection, planner, { box: BOX, question })).areaM2)
    expect(areas[1]).toBeLessThan(areas[0])
  })

  it('of a jurisdiction stay within it and say what they were computed from', async () => {
    const { connection } = city
    const [district] = await connection.db.select().from(jurisdictions).where(eq(jurisdictions.code, 'west'))
    const ask = (question: typeof DESIGNED) =>
      jurisdictionOutline(connection, planner, { jurisdictionId: district.id, question })
    const { geometry, properties } = await ask(DESIGNED)
    const frame = await cityGrid(connection.db)
    const [west, south, east, north] = boxOfArea(district.geometry)
    for (const [lng, lat] of geometry.coordinates.flat(2)) {
      expect(lng).toBeGreaterThan(west - 1e-7)
      expect(lng).toBeLessThan(east + 1e-7)
      expect(lat).toBeGreaterThan(south - 1e-7)
      expect(lat).toBeLessThan(north + 1e-7)
    }
    expect(Math.abs(areaOf(geometry, frame) - Number(properties['seen_m2']))).toBeLessThan(1)
    expect(properties).toMatchObject({
      jurisdiction_code: 'west',
      question: 'designed',
      level: 'outline',
      standard: 'IEC 62676-4:2025',
      target_height_m: 1.5,
      version: expect.stringMatching(/^Sightline \d/),
    })
    expect(properties['cameras']).toBeGreaterThan(0)
    const stranger = await addCaller(connection, 'planner', { unit: 'unit X', scope: [9_999] })
    await expect(
      jurisdictionOutline(connection, stranger, { jurisdictionId: district.id, question: DESIGNED }),
    ).rejects.toThrow(/no jurisdiction/)
  })

  it('and tiles are for those who answer for the ground', async () => {
    const { connection } = city
    const stranger = await addCaller(connection, 'planner', { scope: [9_999] })
    const box = BOX
    expect(await exactCoverageInBox(connection, stranger, { box, question: DESIGNED })).toMatchObject({
      areaM2: 0,
      viewsheds: 0,
    })
    expect((await coverageMap(connection, stranger, { box, purpose: 'designed', level: null })).tiles).toEqual([])
    expect(
      (await coverageMap(connection, planner, { box, purpose: 'designed', level: null })).tiles.length,
    ).toBeGreaterThan(0)
  })
})

describe('a recomputation', () => {
  it('stops when asked to, and is taken up where it stopped', async () => {
    const { connection } = city
    const whole = await tiles()
    const bands: number[] = []
    const stopped = await refreshCoverage(connection, {
      onProgress: async ({ step, done }) => {
        if (step !== 'tiles') return
        bands.push(done)
        if (done === 1) await requestCancel(connection.db, (await newestRun(connection.db))!.id)
      },
    })
    expect(stopped).toBe('cancelled')
    expect(bands).toEqual([1])
    const resumed: number[] = []
    const end = await refreshCoverage(connection, {
      isResumed: true,
      onProgress: ({ step, done }) => {
        if (step === 'tiles') resumed.push(done)
      },
    })
    expect(end).toBe('done')
    expect(resumed[0]).toBe(2)
    expect(await tiles()).toEqual(whole)
  })
})

describe('counting on all cores', () => {
  it('stores what one thread does, several bands at a time, and says what goes wrong in a thread', async () => {
    const { connection } = city
    const whole = await tiles()
    const bands: number[] = []
    const onProgress = ({ step, done }: CoverageProgress) => {
      if (step === 'tiles') bands.push(done)
    }
    expect(await refreshCoverage(connection, { threadsFrom: 0, onProgress })).toBe('done')
    expect(bands[0]).toBe(Math.min(availableParallelism(), bands[bands.length - 1]))
    expect(await tiles()).toEqual(whole)
    const threads = new CountThreads(1)
    try {
      const nowhere = { origin: [0, 95] } as unknown as TilesToCount
      await expect(threads.count(nowhere)).rejects.toThrow(/latitude/)
    } finally {
      await threads.close()
    }
  })

  it('is done anew when another version counted', async () => {
    const { db } = city.connection
    const run = (await newestRun(db))!
    await db.execute(sql`UPDATE coverage_runs SET kernel = kernel - 1 WHERE id = ${run.id}`)
    await resumeCoverage(city.connection)
    await vi.waitFor(async () => {
      const newest = (await newestRun(db))!
      expect(newest.id).toBeGreaterThan(run.id)
      expect(newest.state).toBe('done')
    }, 20_000)
  })
})

describe('a point in the past', () => {
  it('is answered by the cameras as they stood and worked then', async () => {
    const { db } = city.connection
    const { id, version, position } = await row('c12')
    const [lng, lat] = position.coordinates
    await editCamera(city.connection, planner, id, version, {
      kind: 'fixed',
      bearing: 0,
      heightM: 6,
      tilt: 20,
      hfov: 90,
    })
    const spot = { lng, lat: lat + 0.00013 }
    const ask = (question: Partial<Parameters<typeof pointSights>[2]['question']>) =>
      pointSights(city.connection, planner, {
        ...spot,
        question: { kind: 'effective', ownership: null, at: null, level: 'overview', ...question },
      })
    const limitsOf = async (question: Parameters<typeof ask>[0]) =>
      (await ask(question)).sights.find(({ cameraId }) => cameraId === id)?.limits
    const seen = await limitsOf({})
    const then = Date.now()
    await new Promise((resolve) => setTimeout(resolve, 20))
    await setCameraState(city.connection, maintainer, id, 'offline')
    const { version: newest } = await row('c12')
    await editCamera(city.connection, planner, id, newest, { bearing: 180 })
    expect(await limitsOf({})).toBeUndefined()
    expect(await limitsOf({ kind: 'past', at: then })).toEqual(seen)
    await undoLastEdit(city.connection, planner, id, newest + 1)
    expect(await limitsOf({})).toEqual(['offline', ...(seen ?? [])])
    // Long ago: nobody had said how it was, and an import does not say when a camera was built.
    expect(await limitsOf({ kind: 'past', at: 0 })).toBeDefined()
    expect((await db.select().from(cameraRevisions)).length).toBeGreaterThan(5)
    expect((await db.select().from(cameraStates)).length).toBeGreaterThan(2)
  })
})
