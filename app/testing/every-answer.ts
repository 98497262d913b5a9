/** Asks every question of coverage in a town, looks at each answer, and keeps its picture. */
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { RealTown } from './real-town'

export interface Asked {
  /** Names the pictures. */
  name: string
  /** A place some camera sees. */
  lng: number
  lat: number
}

const DEGREES = 0.0004
const SETTLE_MS = 1_200

const figureOf = (panel: Locator, label: string) =>
  panel.locator('dl > div', { hasText: label }).locator('.figure').first()

const section = (page: Page, title: string) =>
  page.getByTestId('panel').locator('details', { has: page.getByText(title, { exact: true }) })

/** Every figure ends in a share between 0 and 100 %. */
async function expectShares(rows: Locator): Promise<void> {
  await rows.first().waitFor()
  for (const text of await rows.allTextContents()) {
    const share = Number(/([\d.]+)%$/.exec(text)?.[1])
    expect(share, text).toBeGreaterThanOrEqual(0)
    expect(share, text).toBeLessThanOrEqual(100)
  }
}

async function answered(page: Page): Promise<void> {
  await page.getByTestId('panel').locator('[aria-busy=false]').waitFor()
}

/** Shares of ground and of street: in all, by count of cameras, subject, level, class, street and jurisdiction. */
export async function askShares(town: RealTown, page: Page, { name }: Asked): Promise<void> {
  const panel = page.getByTestId('panel')
  await answered(page)
  expect(await figureOf(panel, 'Ground seen').textContent()).toMatch(/^[\d.]+%$/)
  expect(await figureOf(panel, 'Unseen street').textContent()).toMatch(/^[\d.,]+ k?m$/)
  await panel.getByText(/^certain [\d.]+%$/).waitFor()
  await panel.getByText('Terrain unknown: taken as flat').waitFor()
  await expectShares(panel.getByTestId('seen-by').locator('li'))
  for (const title of ['By subject', 'By detail', 'By class of street']) {
    await section(page, title).locator('summary').click()
    await expectShares(section(page, title).locator('li > span:first-child'))
  }
  await section(page, 'By street').locator('summary').click()
  await expectShares(panel.getByTestId('streets').locator('tbody tr'))
  await panel.getByTestId('streets').locator('tbody button').first().click()
  await page.waitForURL(/place=street/)
  await section(page, 'Jurisdictions side by side').locator('summary').click()
  await expectShares(panel.getByTestId('shares').locator('li > span:first-child'))
  await page.waitForTimeout(SETTLE_MS)
  await town.picture(page, `${name}-shares`)
}

/** The table selects on the map, and the map in the table. */
export async function askBlindSpots(town: RealTown, page: Page, { name }: Asked): Promise<void> {
  const rows = page.getByTestId('spots').locator('tbody tr')
  await rows.first().waitFor()
  expect(await rows.first().textContent()).toMatch(
    /no camera near|building in the way|too few pixels|dead zone|out of order|privacy zone/,
  )
  await rows.nth(1).getByRole('button').click()
  await page.waitForURL(/spot=/)
  expect(await rows.nth(1).getAttribute('aria-selected')).toBe('true')
  await page.waitForTimeout(SETTLE_MS)
  await town.picture(page, `${name}-blind-spot`)
  await rows.first().getByRole('button').click()
  await page.waitForTimeout(SETTLE_MS)
  const first = new URL(page.url()).searchParams.get('spot')!
  await page.goto(`${town.city.address}/plan?hide=cameras&at=18.5/${first.split(',').reverse().join('/')}`)
  await answered(page)
  await page.waitForTimeout(2 * SETTLE_MS)
  const map = (await page.getByTestId('map').boundingBox())!
  await page.mouse.click(map.x + map.width / 2, map.y + map.height / 2)
  await page.waitForURL((url) => url.searchParams.get('spot') === first)
  expect(await rows.first().getAttribute('aria-selected')).toBe('true')
}

export async function askPoint(town: RealTown, page: Page, { name, lng, lat }: Asked): Promise<void> {
  const panel = page.getByTestId('panel')
  await page.goto(`${town.city.address}/plan?at=18/${lat}/${lng}&point=${lng},${lat}`)
  const cameras = panel.getByTestId('sights').locator('li')
  await cameras.first().waitFor()
  expect(Number(await figureOf(panel, 'See it').textContent())).toBeGreaterThan(0)
  expect(await cameras.first().textContent()).toMatch(/[\d.,]+ px\/m/)
  await page.getByTestId('legend').getByText('seen by one camera or more').waitFor()
  await page.waitForTimeout(SETTLE_MS)
  await town.picture(page, `${name}-point`)
  await panel.getByRole('button', { name: 'Could any have seen it at another time?' }).click()
  await panel.getByText(/^As it was on/).waitFor()
  await page.waitForTimeout(SETTLE_MS)
  await town.picture(page, `${name}-point-then`)
}

export async function askShape(town: RealTown, page: Page, { name, lng, lat }: Asked): Promise<void> {
  const panel = page.getByTestId('panel')
  const corners = [[-1, -1], [1, -1], [1, 1], [-1, 1]].map(([x, y]) => `${(lng + x * DEGREES).toFixed(6)},${(lat + y * DEGREES).toFixed(6)}`) // biome-ignore format: corners
  await page.goto(`${town.city.address}/plan?at=17.5/${lat}/${lng}&shape=${corners.join(';')}`)
  const cameras = panel.getByTestId('shape-cameras').locator('li')
  await cameras.first().waitFor()
  expect(await cameras.count()).toBe(Number(await figureOf(panel, 'Cameras').textContent()))
  expect(await panel.getByTestId('shape-proof').textContent()).toMatch(/Proven smallest|at least \d+ are needed/)
  await page.waitForTimeout(SETTLE_MS)
  await town.picture(page, `${name}-shape`)
}

/** Ground that hangs on one camera; then that camera breaks, and its ground is lost. */
export async function askFaults(town: RealTown, page: Page, { name }: Asked): Promise<void> {
  await page.goto(`${town.city.address}/plan`)
  await answered(page)
  const open = (title: string) => section(page, title).locator('summary').click()
  await open('Single points of failure')
  const single = page.getByTestId('single').locator('li').first()
  await single.waitFor()
  expect(await single.textContent()).toMatch(/[\d.,]+ (m²|ha)/)
  await page.waitForTimeout(SETTLE_MS)
  await town.picture(page, `${name}-single`)
  await single.getByRole('button').click()
  await page.waitForURL(/camera=\d+/)
  const id = Number(new URL(page.url()).searchParams.get('camera'))
  await town.call('maintainer', 'cameras.setState', { id, state: 'fault' })
  await page.goto(`${town.city.address}/plan?ask=effective`)
  await answered(page)
  await open('Ground lost by each fault')
  const fault = page.getByTestId('faults').locator('li')
  await fault.first().waitFor()
  expect(await fault.count()).toBe(1)
  expect(await fault.textContent()).toMatch(/^Fault.*[\d.,]+ (m²|ha)/)
  await fault.getByRole('button').click()
  await page.waitForTimeout(2 * SETTLE_MS)
  await town.picture(page, `${name}-fault`)
}
