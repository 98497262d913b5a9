import { sql } from 'drizzle-orm'
import type { Browser, CDPSession, Page } from 'playwright-core'
import type { Connection } from '../../db/client'
import { coverageRuns } from '../../db/schema'
import { type BenchCase, resultOf, rounded } from './measure'
import { addCityAndPerson, contextOf, inOwnApp } from './own-app'

const SEED = 1
const CAMERAS = 200_000
const STREET = '16/45.80000/126.53000'
const SETTLE_MS = 20_000
const PAN_STEPS = 60

/** Cameras spread over 240 km², and viewsheds of 42 corners that reach 40 to 100 m: as many and as large as real ones. */
async function fill(connection: Connection): Promise<void> {
  const { db } = connection
  await addCityAndPerson(connection, 'planner')
  await db.insert(coverageRuns).values({ state: 'done', step: 'tiles' })
  await db.execute(sql`SELECT setseed(${1 / (SEED + 1)})`)
  await db.execute(sql`
    INSERT INTO cameras (code, kind, position, height_m, mount_kind, bearing, tilt, ownership, point_class, source_kind, state)
    SELECT 'c' || i, (ARRAY['fixed', 'fixed', 'fixed', 'dome', 'ptz'])[1 + i % 5],
      ST_SetSRID(ST_MakePoint(126.435 + 0.2 * random(), 45.733 + 0.14 * random()), 4326), 6, 'pole', 360 * random(), 15, 'public', 1, 'demo',
      (ARRAY['working', 'working', 'working', 'offline', 'fault'])[1 + i % 5]
    FROM generate_series(1, ${CAMERAS}::int) AS i`)
  await db.execute(sql`
    INSERT INTO viewsheds (camera_id, geometry, area_m2, footprint_area_m2, near_m, far_m, assumed, own_building_ignored, input_hash)
    SELECT id, ST_MakePolygon(ST_MakeLine(ARRAY[position] || points || position)), 1000, 2000, 0, 80, CASE WHEN id % 2 = 0 THEN '{tilt}'::text[] ELSE '{}' END, false, ''
    FROM (SELECT c.id, c.position, array_agg(ST_SetSRID(ST_MakePoint(
        ST_X(c.position) + far * (0.4 + 0.6 * random()) * sin(radians(c.bearing - 40 + 2 * step)) / 77700,
        ST_Y(c.position) + far * (0.4 + 0.6 * random()) * cos(radians(c.bearing - 40 + 2 * step)) / 111100), 4326) ORDER BY step) AS points
      FROM (SELECT *, 40 + 60 * random() AS far FROM cameras) c, generate_series(0, 40) AS step GROUP BY c.id, c.position, c.bearing, far) fans`)
  await db.execute(sql`ANALYZE`)
}

interface Frames {
  frames: number
  scriptMs: number
}

const scriptMs = async (session: CDPSession) => {
  const { metrics } = await session.send('Performance.getMetrics')
  return 1000 * metrics.find(({ name }) => name === 'ScriptDuration')!.value
}

/** Drags the map about and counts the frames that were drawn, with the script time that they took together. */
async function pan(page: Page, session: CDPSession): Promise<Frames> {
  await page.evaluate(() => {
    const counted = window as unknown as { drawnFrames?: number }
    const isCounting = counted.drawnFrames !== undefined
    counted.drawnFrames = 0
    const count = () => {
      counted.drawnFrames = (counted.drawnFrames ?? 0) + 1
      requestAnimationFrame(count)
    }
    if (!isCounting) requestAnimationFrame(count)
  })
  const before = await scriptMs(session)
  await page.mouse.move(700, 450)
  await page.mouse.down()
  for (let step = 1; step <= PAN_STEPS; step++) {
    await page.mouse.move(700 - 8 * step, 450 - 3 * step)
    await page.waitForTimeout(30)
  }
  await page.mouse.up()
  const after = await scriptMs(session)
  const frames = await page.evaluate(() => (window as unknown as { drawnFrames: number }).drawnFrames)
  return { frames, scriptMs: after - before }
}

async function measure(browser: Browser, address: string): Promise<Frames[]> {
  const context = await contextOf(browser, address, 'planner')
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send('Performance.enable')
  await page.goto(`${address}/?at=${STREET}`)
  await page.waitForTimeout(SETTLE_MS)
  const runs: Frames[] = []
  for (let run = 0; run < 5; run++) {
    runs.push(await pan(page, session))
    await page.waitForTimeout(1500)
  }
  await page.screenshot({ path: 'test-results/draw.png' })
  return runs
}

/** A city's cameras and viewsheds on the map at street zoom, in Chromium with WebGL in software. */
export const drawCase: BenchCase = {
  name: 'draw-200k',
  packages: ['chromium', 'postgresql-15', 'postgresql-15-postgis-3'],
  about: 'script time a frame while the map of 200,000 cameras with viewsheds is dragged at street zoom',
  async run() {
    const runs = await inOwnApp('draw', fill, measure)
    const perFrame = runs.map(({ frames, scriptMs: ms }) => ms / frames).sort((a, b) => a - b)
    return {
      result: resultOf({ case: 'draw-200k', n: CAMERAS, unit: 'ms script/frame', seed: SEED }, perFrame[2], {}, {}),
      notes: [
        `five drags of ${PAN_STEPS} moves: ${perFrame.map(rounded).join(', ')} ms a frame; ${runs.map(({ frames }) => frames).join(', ')} frames`,
      ],
    }
  },
}
