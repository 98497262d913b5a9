/** The replay of a case's vehicles under one clock: in step, passage by passage, over what is idle, with cameras as they were. */
import { sql } from 'drizzle-orm'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ADDRESS, launchBrowser, mapIsReady, type Visit, visit } from './testing/browser'
import { changeDatabase } from './testing/demo-city'
import { openCase } from './testing/open-case'

const PATIENT = { timeout: 15_000 }
const MARGIN_MS = 15_000

interface Read {
  plate: string
  at: number
  cameraId: number
}

let browser: Browser
let officer: Visit
let page: Page
let plates: string[]
let reads: Read[]
/** A camera that went offline between the first read and the second. */
let failed: { id: number; at: string }

/** Vehicles with many passages of one day, all at cameras with recordings. */
const findVehicles = (count: number) =>
  changeDatabase<{ plate: string }>(sql`
    SELECT p.plate FROM passages p JOIN cameras c ON c.id = p.camera_id
    GROUP BY p.plate HAVING bool_and(c.stream_path <> 'clip-00') AND count(*) BETWEEN 12 AND 40 ORDER BY count(*) DESC, p.plate LIMIT ${count}`)

const readsOf = (list: readonly string[]) =>
  changeDatabase<Read & Record<string, unknown>>(sql`
    SELECT plate, extract(epoch FROM passed_at)::float8 * 1000 AS at, camera_id AS "cameraId" FROM passages
    WHERE plate = ANY(${sql.param(`{${list.join(',')}}`)}::text[]) ORDER BY passed_at`)

beforeAll(async () => {
  plates = (await findVehicles(11)).map(({ plate }) => plate)
  reads = await readsOf(plates.slice(0, 2))
  failed = { id: reads[0].cameraId, at: new Date((reads[0].at + reads[1].at) / 2).toISOString() }
  await changeDatabase(
    sql`INSERT INTO camera_states (camera_id, state, from_at, source) VALUES (${failed.id}, 'offline', ${failed.at}, 'import')`,
  )
  browser = await launchBrowser()
  officer = await visit(browser, 'officer', { locale: 'en' })
  page = officer.page
  await page.goto(`${ADDRESS}/trace`)
  await mapIsReady(page)
  await openCase(page)
})
afterAll(async () => {
  await changeDatabase(sql`DELETE FROM camera_states WHERE camera_id = ${failed.id} AND from_at = ${failed.at}`)
  await browser.close()
})

const vehicles = () => page.getByTestId('traced-vehicle')
const timeline = () => page.getByTestId('timeline')
const clockTime = () => timeline().evaluate((element) => Number(element.dataset['time']))

async function trace(plate: string): Promise<void> {
  const form = page.getByTestId('trace-form')
  await form.getByLabel('Plate').fill(plate)
  await form.getByRole('button', { name: 'Show passages' }).click()
  await vehicles().filter({ hasText: plate }).waitFor(PATIENT)
}

/** Presses a key that belongs to nothing that has the focus. */
async function press(key: string): Promise<void> {
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
  await page.keyboard.press(key)
}

it('traces vehicles one by one into one replay, each with a number, and no plate in the address', async () => {
  await trace(plates[0])
  await timeline().waitFor()
  await trace(plates[1])
  expect(await vehicles().count()).toBe(2)
  expect(await timeline().locator('li').allTextContents()).toEqual(['1', '2'])
  expect(await page.getByTestId('vehicles-now').locator('li').count()).toBe(2)
  expect(await clockTime()).toBe(Math.round(reads[0].at - MARGIN_MS))
  for (const plate of plates) expect(decodeURIComponent(page.url())).not.toContain(plate)
})

it('steps through the passages of all of them by key, there and back', async () => {
  const instants = [...new Set(reads.map(({ at }) => Math.round(at)))]
  for (const instant of instants.slice(0, 6)) {
    await press('.')
    expect(await clockTime()).toBe(instant)
  }
  await press(',')
  expect(await clockTime()).toBe(instants[4])
})

it('shows the recording of the passage at the clock, and says that a gap is one', async () => {
  const clip = page.getByTestId('clip')
  await clip.first().waitFor(PATIENT)
  const shown = await clip.evaluateAll((list) =>
    list.map((element) => Number((element as HTMLElement).dataset['camera'])),
  )
  const now = await clockTime()
  const due = reads.filter(({ at }) => now >= at - 10_000 && now <= at + 20_000).map(({ cameraId }) => cameraId)
  expect(shown.every((camera) => due.includes(camera))).toBe(true)
  const gap = reads.findIndex(({ at }, i) => i > 0 && at - reads[i - 1].at > 90_000)
  await page.getByTestId('trip').first().click()
  await page.getByRole('button', { name: 'Replay the whole time' }).click()
  while ((await clockTime()) < Math.round(reads[gap - 1].at)) await press('.')
  for (let step = 0; step < 7; step++) await press('ArrowRight')
  await page.getByTestId('no-clip').waitFor(PATIENT)
  expect(await clip.count()).toBe(0)
})

it('jumps over what is idle to what is near a passage, and shows the jump', async () => {
  const gaps = reads.slice(1).map(({ at }, i) => ({ from: reads[i].at, to: at }))
  const { from, to } = gaps.reduce((widest, gap) => (gap.to - gap.from > widest.to - widest.from ? gap : widest))
  while ((await clockTime()) < Math.round(from)) await press('.')
  while ((await clockTime()) > Math.round(from)) await press(',')
  await timeline().getByLabel('Speed').selectOption('30')
  await page.getByTestId('skip').selectOption('passages')
  await page.getByTestId('play').click()
  await timeline()
    .getByText(/Skipped \d+ (min|h)/)
    .waitFor(PATIENT)
  await page.getByTestId('play').click()
  expect(await clockTime()).toBeGreaterThanOrEqual(Math.floor(to - 30_000))
  await page.getByTestId('skip').selectOption('nothing')
})

it('shows cameras in the state they had then', async () => {
  const then = page.getByTestId('cameras-then')
  const offline = async () => Number(/(\d+) Offline/.exec((await then.textContent())!)?.[1] ?? 0)
  while ((await clockTime()) > Math.round(reads[0].at)) await press(',')
  const before = await offline()
  await press('.')
  await expect.poll(offline, PATIENT).toBe(before + 1)
  await press(',')
  await expect.poll(offline, PATIENT).toBe(before)
})

it('marks the moment in the case from its recording', async () => {
  await page.getByTestId('clip').first().waitFor(PATIENT)
  await page
    .getByRole('button', { name: /^Mark this moment of/ })
    .first()
    .click()
  const form = page.getByTestId('bookmark-form')
  expect(Number(await form.locator('output').getAttribute('data-from'))).toBe(await clockTime())
  await form.getByLabel('What it shows').fill('First read of the day')
  await form.getByRole('button', { name: 'Mark it' }).click()
  await page.getByText('Marked recordings').click()
  await page.getByTestId('bookmarks').getByText('First read of the day').waitFor(PATIENT)
})

it('hides a vehicle and takes one out, and the timeline with it', async () => {
  await page.getByRole('button', { name: `Hide ${plates[0]}` }).click()
  expect(await timeline().locator('li').allTextContents()).toEqual(['2'])
  await page.getByRole('button', { name: `Show ${plates[0]}` }).click()
  await page.getByRole('button', { name: `Take ${plates[1]} out of the replay` }).click()
  expect(await timeline().locator('li').allTextContents()).toEqual(['1'])
})

it('refuses an eleventh vehicle in words, without asking for it', async () => {
  for (const plate of plates.slice(1, 10)) await trace(plate)
  expect(await timeline().locator('li').count()).toBe(10)
  const form = page.getByTestId('trace-form')
  await form.getByLabel('Plate').fill(plates[10])
  await form.getByText('10 vehicles at most are replayed together').waitFor()
  expect(await form.getByRole('button', { name: 'Show passages' }).isDisabled()).toBe(true)
  await form.getByLabel('Plate').fill(plates[3])
  expect(await form.getByRole('button', { name: 'Show passages' }).isDisabled()).toBe(false)
})

it('lets all vehicles go when another case is chosen', async () => {
  await openCase(page)
  await expect.poll(() => vehicles().count(), PATIENT).toBe(0)
  expect(await timeline().count()).toBe(0)
  expect(officer.problems).toEqual([])
})
