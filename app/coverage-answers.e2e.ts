/** A planner asks what is not seen, why, by whom a point is, which few cameras see a shape, and what a fault loses. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ADDRESS, launchBrowser, mapIsReady, visit } from './testing/browser'
import { findBlockedPoint, findDistrictWithFault } from './testing/demo-city'

let browser: Awaited<ReturnType<typeof launchBrowser>>
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

const figureOf = (page: Page, label: string) =>
  page.getByTestId('panel').locator('dl > div', { hasText: label }).locator('.figure').first()

async function openPlan(page: Page, query: string): Promise<void> {
  await page.goto(`${ADDRESS}/plan?${query}`)
  await mapIsReady(page)
}

/** Waits for the answer to the question that was asked last. */
const answered = (page: Page) => page.getByTestId('panel').locator('[aria-busy=false]').waitFor()

it('answers another question with other figures, and keeps it in the address', async () => {
  const { page, context, problems } = await visit(browser, 'planner', { locale: 'en' })
  const { id } = await findDistrictWithFault()
  const panel = page.getByTestId('panel')
  await openPlan(page, `area=${id}`)
  const share = figureOf(page, 'Ground seen')
  const shares = [await share.textContent()]
  for (const kind of ['Now', 'At night']) {
    await panel.getByRole('button', { name: kind, exact: true }).click()
    await page.waitForURL(/ask=/)
    await answered(page)
    shares.push(await share.textContent())
  }
  const [designed, now, night] = shares.map((text) => Number.parseFloat(text!))
  expect(now).toBeLessThan(designed)
  expect(night).toBeLessThan(now)
  await panel.getByLabel('Whose cameras').selectOption('enterprise')
  await page.waitForURL(/ask=night.*whose=enterprise/)
  await answered(page)
  expect(Number.parseFloat((await share.textContent())!)).toBeLessThan(night)
  const asked = await share.textContent()
  await page.reload()
  await answered(page)
  expect(await share.textContent()).toBe(asked)
  expect(await panel.getByRole('button', { name: 'At night' }).getAttribute('aria-pressed')).toBe('true')
  await page.getByTestId('legend').getByText('In grey: coverage as designed.').waitFor()
  expect(problems).toEqual([])
  await context.close()
})

it('ranks blind spots with their causes; the table and the map select each other', async () => {
  const { page, context, problems } = await visit(browser, 'planner', { locale: 'en' })
  const { id } = await findDistrictWithFault()
  const panel = page.getByTestId('panel')
  await openPlan(page, `area=${id}&hide=cameras`)
  const rows = panel.getByTestId('spots').locator('tbody tr')
  await rows.first().waitFor()
  expect(await rows.first().textContent()).toMatch(/no camera near|building in the way|too few pixels|dead zone/)
  await panel.getByRole('button', { name: 'Show blind spot 3', exact: true }).click()
  await page.waitForURL(/spot=/)
  expect(await rows.nth(2).getAttribute('aria-selected')).toBe('true')
  const spot = new URL(page.url()).searchParams.get('spot')!
  await openPlan(page, `area=${id}&hide=cameras&at=17/${spot.split(',').reverse().join('/')}`)
  await rows.first().waitFor()
  await page.waitForTimeout(1_500)
  const map = (await page.getByTestId('map').boundingBox())!
  await page.mouse.click(map.x + map.width / 2, map.y + map.height / 2)
  await page.waitForURL((url) => url.searchParams.get('spot') === spot)
  expect(await panel.locator('tr[aria-selected=true]').textContent()).toMatch(/^3/)
  const cause = panel.getByLabel('Cause')
  await cause.selectOption({ index: 1 })
  const word = /^(.*) \(/.exec((await cause.locator('option:checked').textContent())!)![1]
  const words = await rows.locator('td:nth-child(2)').allTextContents()
  expect(words.every((text) => text.endsWith(word))).toBe(true)
  expect(problems).toEqual([])
  await context.close()
})

it('shows the street and the place of a row on the map, and lets them go', async () => {
  const { page, context, problems } = await visit(browser, 'planner', { locale: 'en' })
  const { id } = await findDistrictWithFault()
  const panel = page.getByTestId('panel')
  await openPlan(page, `area=${id}`)
  await answered(page)
  await panel.getByText('Terrain unknown: taken as flat').waitFor()
  await panel.getByText('By street', { exact: true }).click()
  const street = panel.getByTestId('streets').locator('tbody tr').first()
  const before = new URL(page.url()).searchParams.get('at')
  await street.getByRole('button').click()
  await page.waitForURL((url) => url.searchParams.get('place')?.startsWith('street:') === true)
  await page.waitForURL((url) => url.searchParams.get('at') !== before)
  expect(await street.getAttribute('aria-selected')).toBe('true')
  await panel.getByText('By place', { exact: true }).click()
  const place = panel
    .locator('details', { has: page.getByText('By place', { exact: true }) })
    .locator('li button')
    .first()
  await place.click()
  await page.waitForURL((url) => url.searchParams.get('place')?.startsWith('area:') === true)
  expect(await street.getAttribute('aria-selected')).toBe('false')
  await place.click()
  await page.waitForURL((url) => !url.searchParams.has('place'))
  expect(problems).toEqual([])
  await context.close()
})

it('says who sees a point and what keeps another camera from it', async () => {
  const { page, context, problems } = await visit(browser, 'planner', { locale: 'en' })
  const { lng, lat } = await findBlockedPoint()
  const panel = page.getByTestId('panel')
  await openPlan(page, `at=18/${lat}/${lng}&hide=cameras`)
  await answered(page)
  await panel.getByRole('button', { name: 'Who sees a point' }).click()
  const map = (await page.getByTestId('map').boundingBox())!
  await page.mouse.click(map.x + map.width / 2, map.y + map.height / 2)
  await page.waitForURL(/point=/)
  await panel.getByText('Who sees this point?').waitFor()
  const cameras = panel.getByTestId('sights').locator('li')
  await cameras.first().waitFor()
  expect(await cameras.first().textContent()).toMatch(/[\d.,]+ px\/m/)
  const all = (await cameras.allTextContents()).join('\n')
  expect(all).toMatch(/building in the way|too few pixels: [\d.]+ of 40 px\/m|too near: dead zone/)
  await panel.getByRole('button', { name: 'Could any have seen it at another time?' }).click()
  await page.waitForURL(/then=\d+/)
  await panel.getByText(/^As it was on/).waitFor()
  await cameras.first().getByRole('button').click()
  await page.waitForURL(/camera=\d+/)
  await panel.getByRole('button', { name: 'Close', exact: true }).click()
  await panel.getByText('Who sees this point?').waitFor()
  await page.keyboard.press('Escape')
  await panel.getByText('Coverage and blind spots').waitFor()
  expect(problems).toEqual([])
  await context.close()
})

it('finds the fewest cameras that see a shape', async () => {
  const { page, context, problems } = await visit(browser, 'planner', { locale: 'en' })
  const { lng, lat } = await findBlockedPoint()
  const panel = page.getByTestId('panel')
  await openPlan(page, `at=17/${lat}/${lng}&hide=cameras`)
  await answered(page)
  await panel.getByRole('button', { name: 'Fewest cameras' }).click()
  const { x, y, width, height } = (await page.getByTestId('map').boundingBox())!
  const [middleX, middleY] = [x + width / 2, y + height / 2]
  for (const [dx, dy] of [[-120, -100], [120, -100], [120, 100], [-120, 100]]) // biome-ignore format: corners
    await page.mouse.click(middleX + dx, middleY + dy, { delay: 30 })
  await page.keyboard.press('Enter')
  await page.waitForURL(/shape=/)
  const cameras = panel.getByTestId('shape-cameras').locator('li')
  await cameras.first().waitFor()
  expect(await cameras.count()).toBe(Number(await figureOf(page, 'Cameras').textContent()))
  expect(await panel.getByTestId('shape-proof').textContent()).toMatch(/Proven smallest|at least \d+ are needed/)
  expect(await cameras.first().textContent()).toMatch(/[\d.]+%$/)
  await panel.getByRole('button', { name: 'Clear' }).click()
  await panel.getByText('Coverage and blind spots').waitFor()
  await page.waitForURL((url) => !url.searchParams.has('shape'))
  expect(problems).toEqual([])
  await context.close()
})

it('says how much ground each fault loses, and leads to the camera', async () => {
  const { page, context, problems } = await visit(browser, 'leadership', { locale: 'zh-CN' })
  const { id } = await findDistrictWithFault()
  const panel = page.getByTestId('panel')
  await openPlan(page, `area=${id}`)
  await panel.getByText('各故障造成的失守面积').click()
  const fault = panel.getByTestId('faults').locator('li').first()
  await fault.waitFor()
  expect(await fault.textContent()).toMatch(/故障|离线/)
  expect(await fault.textContent()).toMatch(/[\d.,]+ (m²|ha)/)
  await fault.getByRole('button').click()
  await page.waitForURL(/camera=\d+/)
  expect(problems).toEqual([])
  await context.close()
})

it('recomputes coverage in sight: with its progress, stopped and taken up again', async () => {
  const { page, context, problems } = await visit(browser, 'planner', { locale: 'en' })
  const panel = page.getByTestId('panel')
  await openPlan(page, '')
  await answered(page)
  await panel.getByText('Computation', { exact: true }).click()
  await panel.getByRole('button', { name: 'Recompute everything' }).click()
  const run = panel.getByTestId('coverage-run')
  await run.getByRole('progressbar').waitFor()
  await run.getByRole('button', { name: 'Stop' }).click()
  const resume = run.getByRole('button', { name: 'Take up again' })
  await resume.waitFor()
  await resume.click()
  await run.waitFor({ state: 'detached', timeout: 120_000 })
  await panel.getByText(/^Coverage of the whole city was last computed/).waitFor()
  expect(problems).toEqual([])
  await context.close()
})
