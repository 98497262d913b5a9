/** The main job, end to end: sign in, a camera, what it sees, its feed, a case, a plate, a replay with recordings, heat. */
import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ADDRESS, demoPassword, launchBrowser, mapIsReady, usernameOf, type Visit, visit } from './testing/browser'
import { findBusyPlate } from './testing/demo-city'
import { framesDecoded, lateness, look } from './testing/pictures'

let browser: Browser
let officer: Visit
let page: Page

beforeAll(async () => {
  browser = await launchBrowser()
  officer = await visit(browser, null, { locale: 'en' })
  page = officer.page
})
afterAll(() => browser.close())

it('shows nothing before sign-in, refuses a wrong password, and lets the officer in', async () => {
  await page.goto(`${ADDRESS}/trace`)
  await page.waitForURL('**/sign-in')
  const fill = async (password: string) => {
    await page.getByLabel('User name').fill(usernameOf('officer'))
    await page.getByLabel('Password').fill(password)
    await page.getByRole('button', { name: 'Sign in' }).click()
  }
  await fill('not the password')
  await page.getByRole('alert').filter({ hasText: 'wrong' }).waitFor()
  await fill(demoPassword())
  await page.waitForURL(`${ADDRESS}/*`)
  await mapIsReady(page)
})

it('finds a camera by name and shows what it sees and where each value came from', async () => {
  await page.keyboard.press('/')
  await page.keyboard.type('人民')
  await page.getByRole('option').first().waitFor()
  await page.keyboard.press('Enter')
  const panel = page.getByTestId('panel')
  await panel.getByText('Sees', { exact: true }).waitFor()
  expect(await panel.locator('.figure').first().textContent()).toMatch(/^[\d,]+ m²$/)
  expect(await panel.getByText('surveyed').count()).toBeGreaterThan(0)
  expect(page.url()).toMatch(/camera=\d+/)
})

it('plays its live feed: frames are decoded, the picture moves, and it is the right picture for the time', async () => {
  await page.getByTestId('open-feed').click()
  await page.locator('[data-testid=feed][data-state=live]').waitFor({ timeout: 10_000 })
  const before = await framesDecoded(page)
  const video = page.locator('[data-testid=feed] video')
  const seen = new Set<number>()
  let worst = 0
  for (let round = 0; round < 20; round++) {
    const { frame, at } = await look(video)
    if (frame !== null) {
      seen.add(frame)
      worst = Math.max(worst, Math.abs(lateness(frame, at)))
    }
    await page.waitForTimeout(100)
  }
  expect(await framesDecoded(page)).toBeGreaterThan(before + 15)
  expect(seen.size).toBeGreaterThan(5)
  expect(worst).toBeLessThan(1_500)
})

it('says what the picture measures, and keeps one with camera, time and name, on record', async () => {
  const feed = page.getByTestId('feed')
  await feed.getByText(/\d+ × \d+ · \d+ fps · \d+ ms · [\d,]+ px\/m at 10 m/).waitFor()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    feed.getByRole('button', { name: 'Keep this picture (recorded)' }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^[\w.-]+-\d{4}-\d\d-\d\dT\d{6}\.\d{3}Z\.png$/)
  const bytes = readFileSync(await download.path())
  expect(bytes.subarray(1, 4).toString()).toBe('PNG')
  // A band is added under the picture.
  expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20) > 360]).toEqual([640, true])
})

it('keeps the map where it was when the workspace changes, and demands a case with a reason', async () => {
  const at = new URL(page.url()).searchParams.get('at')
  await page.getByRole('link', { name: 'Trace' }).click()
  await page.waitForURL('**/trace*')
  expect(new URL(page.url()).searchParams.get('at')).toBe(at)
  const another = page.getByRole('button', { name: 'New case' })
  const form = page.getByTestId('case-form')
  await form.or(another).first().waitFor()
  if (await another.count()) await another.click()
  await form.getByLabel('Case number').fill(`E2E-${Date.now()}`)
  await form.getByLabel('Reason').fill('test')
  expect(await form.getByRole('button', { name: 'Open case' }).isDisabled()).toBe(true)
  await form.getByLabel('Reason').fill('Silver car left the scene of an accident on Renmin Avenue')
  await form.getByRole('button', { name: 'Open case' }).click()
  await page.getByTestId('trace-form').waitFor()
})

it('traces a plate and replays a trip with the recorded clip in step with the clock', async () => {
  const { plate } = await findBusyPlate()
  await page
    .getByTestId('trace-form')
    .getByLabel('Plate')
    .fill(`${plate.slice(0, 2)}·${plate.slice(2)}`)
  await page.getByRole('button', { name: 'Show passages' }).click()
  await page.getByTestId('trip').first().click()
  const timeline = page.getByTestId('timeline')
  await timeline.waitFor()
  await page.getByRole('button', { name: 'Next passage' }).click()
  await page.locator('[data-testid=clip] video').waitFor({ timeout: 10_000 })
  await page.getByTestId('play').click()
  await page.waitForTimeout(3_000)
  const video = page.locator('[data-testid=clip] video')
  const drifts: number[] = []
  for (let round = 0; round < 12; round++) {
    const { frame, clockTime } = await look(video)
    if (frame !== null) drifts.push(lateness(frame, clockTime!))
    await page.waitForTimeout(150)
  }
  expect(drifts.length).toBeGreaterThan(6)
  drifts.sort((a, b) => Math.abs(a) - Math.abs(b))
  expect(Math.abs(drifts[Math.floor(drifts.length / 2)])).toBeLessThan(300)
})

it('moves the clock at the chosen speed, true to time', async () => {
  const timeline = page.getByTestId('timeline')
  const time = () => timeline.evaluate((element) => ({ shown: Number(element.dataset['time']), real: Date.now() }))
  await timeline.getByLabel('Speed').selectOption('60')
  const before = await time()
  await page.waitForTimeout(2_000)
  const after = await time()
  const speed = (after.shown - before.shown) / (after.real - before.real)
  expect(speed).toBeGreaterThan(48)
  expect(speed).toBeLessThan(72)
  await page.keyboard.press('Escape')
})

it('shows the heat of passages with a legend that stays the same when the map moves', async () => {
  await page.getByRole('link', { name: 'Overview' }).click()
  const legend = page.getByTestId('heat-legend')
  await legend.waitFor()
  const before = await legend.textContent()
  await page.locator('[data-testid=map]').hover()
  await page.mouse.wheel(0, -600)
  await page.waitForTimeout(1_000)
  expect(await legend.textContent()).toBe(before)
  expect(await page.getByText('Hours in which a camera read fewer than 5 vehicles are counted nowhere').count()).toBe(1)
})

it('left the audit with the feed, the case, the trace and the clip, and no plate', async () => {
  const auditor = await visit(browser, 'auditor', { locale: 'en' })
  await auditor.page.goto(`${ADDRESS}/admin`)
  const audit = auditor.page.getByTestId('audit')
  await audit.getByText('Read passages').first().waitFor()
  for (const action of [
    'Opened a live feed',
    'Kept a picture of a live feed',
    'Opened a case',
    'Opened a recorded clip',
  ])
    expect(await audit.getByText(action).count(), action).toBeGreaterThan(0)
  expect(await audit.textContent()).not.toContain('测A')
  await auditor.context.close()
})

it('made no request to another origin and no page error on the whole way', () => {
  expect(officer.problems).toEqual([])
})
