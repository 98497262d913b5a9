import type { Browser, Page } from 'playwright-core'
import type { Connection } from '../../db/client'
import { cases } from '../../db/schema'
import { seededRandom } from '../../server/domain/testing/random'
import type { PassageRecord } from '../../server/formats/records'
import { runImport } from '../../server/services/import-run'
import { cameraRecord } from '../../server/testing/fixtures'
import { type ScriptPerFrame, scriptPerFrame } from '../testing/script-per-frame'
import { type BenchCase, resultOf, rounded } from './measure'
import { addCityAndPerson, contextOf, inOwnApp, UNIT } from './own-app'

const SEED = 1
const VEHICLES = 10
const PASSAGES = 5_000
/** In rows that run west to east. */
const CAMERAS = 1_000
const IN_ROW = 40
const DAY_MS = 86_400_000
const SPEEDS = [1, 8, 30, 600] as const
const PLAYED_MS = 12_000
const FRAME_MS = 1_000 / 60

const plateOf = (vehicle: number) => `测A9000${vehicle}`

/** Yesterday, in the city's zone, from its first minute to its last: a read every 17 seconds, each at a camera near the one before. */
function passages(start: number): PassageRecord[] {
  const random = seededRandom(SEED)
  return Array.from({ length: VEHICLES }, (_, vehicle) => {
    let camera = Math.floor(CAMERAS * random())
    return Array.from({ length: PASSAGES }, (_, read): PassageRecord => {
      camera = (camera + [1, IN_ROW, CAMERAS - 1, CAMERAS - IN_ROW][Math.floor(4 * random())]) % CAMERAS
      return {
        plate: plateOf(vehicle),
        cameraCode: `c${camera}`,
        at: Math.floor(start + ((read + 0.9 * random()) * (DAY_MS - 60_000)) / PASSAGES),
        bearing: null,
        speedKmh: null,
        lane: null,
        vehicleClass: null,
        vehicleColour: null,
        sourceId: '',
      }
    })
  }).flat()
}

async function fill(connection: Connection): Promise<void> {
  const { db } = connection
  const id = await addCityAndPerson(connection, 'officer')
  const [validFrom, validUntil] = [new Date(Date.now() - DAY_MS), new Date(Date.now() + DAY_MS)]
  const reason = 'Ten cars left the place of a robbery together'
  await db
    .insert(cases)
    .values({ number: 'BENCH-1', offenceClass: 'robbery', reason, unit: UNIT, openedBy: id, validFrom, validUntil })
  const readers = Array.from({ length: CAMERAS }, (_, i) =>
    cameraRecord(`c${i}`, {
      lng: 126.15 + 0.004 * (i % IN_ROW),
      lat: 45.38 + 0.003 * Math.floor(i / IN_ROW),
      readsPlates: true,
      streamPath: `clip-${String(1 + (i % 16)).padStart(2, '0')}`,
    }),
  )
  const start = Math.floor(Date.now() / DAY_MS - 1) * DAY_MS
  const states = readers.map(({ code }, i) => ({
    cameraCode: code,
    state: i % 9 === 0 ? ('offline' as const) : ('working' as const),
    at: start + (i % 50) * 1_000_000,
  }))
  await runImport(
    connection,
    { kind: 'demo', fileName: 'bench', sha256: '', attribution: null },
    { cameras: readers, cameraStates: states, passages: passages(start) },
    [],
  )
}

/** Graphics in software take longer than a frame. They are not what is measured: everything is done but to fill the pixels. */
const FILL_NOTHING = `
  for (const name of ['drawArrays', 'drawElements', 'drawArraysInstanced', 'drawElementsInstanced'])
    WebGL2RenderingContext.prototype[name] = () => {}
`

/** Signed in, with all vehicles in one replay. */
async function openReplay(browser: Browser, address: string): Promise<Page> {
  const context = await contextOf(browser, address, 'officer', { locale: 'en' })
  await context.addCookies([{ name: 'sightline-locale', value: 'en', url: address }])
  const page = await context.newPage()
  await page.addInitScript(FILL_NOTHING)
  await page.goto(`${address}/trace?case=1`)
  const form = page.getByTestId('trace-form')
  for (let vehicle = 0; vehicle < VEHICLES; vehicle++) {
    await form.getByLabel('Plate').fill(plateOf(vehicle))
    await form.getByRole('button', { name: 'Show passages' }).click()
    await page.getByTestId('traced-vehicle').nth(vehicle).waitFor({ timeout: 60_000 })
  }
  // What was drawn of the map so far is drawn once.
  await page.waitForTimeout(5_000)
  return page
}

const quantile = (sorted: readonly number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]

async function play(browser: Browser, page: Page, speed: number): Promise<ScriptPerFrame> {
  const timeline = page.getByTestId('timeline')
  await timeline.getByLabel('Speed').selectOption(String(speed))
  await page.getByTestId('play').click()
  await page.waitForTimeout(2_000)
  const frames = await scriptPerFrame(browser, page, () => page.waitForTimeout(PLAYED_MS))
  await page.getByTestId('play').click()
  return frames
}

interface Played {
  beside: Record<string, number>
  notes: string[]
  /** p95 by speed. */
  worst: number[]
}

async function playAtEverySpeed(browser: Browser, address: string): Promise<Played> {
  const page = await openReplay(browser, address)
  const played: Played = { beside: {}, notes: [], worst: [] }
  for (const speed of SPEEDS) {
    const { processor, wall } = await play(browser, page, speed)
    played.worst.push(quantile(processor, 0.95))
    played.beside[`median at ${speed}×, ms`] = rounded(quantile(processor, 0.5))
    played.beside[`p95 at ${speed}×, ms`] = rounded(quantile(processor, 0.95))
    played.beside[`p95 at ${speed}× with waiting, ms`] = rounded(quantile(wall, 0.95))
    const long = processor.filter((ms) => ms > FRAME_MS).length
    played.notes.push(`at ${speed}×: ${processor.length} frames, ${long} with more than a sixtieth of a second`)
  }
  return played
}

/** Ten vehicles with 5,000 passages each, replayed in Chromium. */
export const replayCase: BenchCase = {
  name: 'replay',
  packages: ['chromium', 'postgresql-15', 'postgresql-15-postgis-3'],
  about: 'script time a frame while ten vehicles of 5,000 passages each are replayed with their recordings',
  async run() {
    const { beside, notes, worst } = await inOwnApp('replay', fill, playAtEverySpeed)
    const head = { case: 'replay', n: VEHICLES * PASSAGES, unit: 'ms script/frame on the processor, p95', seed: SEED }
    return { result: { ...resultOf(head, Math.max(...worst), {}, {}), beside }, notes }
  },
}
