/** An administrator draws a police station's jurisdiction, reshapes it and retires it; its cameras follow each time. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ADDRESS, launchBrowser, mapIsReady, visit } from './testing/browser'

type Point = [x: number, y: number]

const RING: Point[] = [[420, 260], [820, 260], [820, 640], [420, 640]] // biome-ignore format: corners
const WHERE = `${ADDRESS}/admin?hide=viewsheds&at=15/45.4215/126.2025`
const CODE = `e2e-${Date.now()}`
const NAME = `Station ${CODE}`

let browser: Awaited<ReturnType<typeof launchBrowser>>
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

async function openJurisdictions(page: Page): Promise<void> {
  await page.goto(WHERE)
  await mapIsReady(page)
  await page.getByText('Jurisdictions', { exact: true }).click()
  await page.getByTestId('jurisdictions').waitFor()
}

/** How many cameras the list says the jurisdiction has. */
async function camerasOf(page: Page): Promise<number> {
  const line = page.getByTestId('jurisdictions').getByRole('button', { name: NAME })
  return Number(/(\d+) camera/.exec((await line.textContent())!)![1])
}

async function drag(page: Page, [fromX, fromY]: Point, [toX, toY]: Point): Promise<void> {
  await page.mouse.move(fromX, fromY)
  await page.mouse.down()
  await page.mouse.move(toX, toY, { steps: 6 })
  await page.mouse.up()
}

it('draws a jurisdiction, reshapes it, and retires it', async () => {
  const { page, context, problems } = await visit(browser, 'administrator', { locale: 'en' })
  const panel = page.getByTestId('panel')
  await openJurisdictions(page)
  await panel.getByRole('button', { name: 'Draw a jurisdiction' }).click()
  for (const [x, y] of RING) await page.mouse.click(x, y, { delay: 30 })
  await page.keyboard.press('Enter')
  await panel.getByLabel('Name in Chinese').fill(`${CODE} 派出所`)
  await panel.getByLabel('Name in English').fill(NAME)
  await panel.getByLabel('Code').fill(CODE)
  await panel.getByLabel('Part of').selectOption({ index: 1 })
  await panel.getByRole('button', { name: 'Save' }).click()
  await panel.getByTestId('jurisdiction').waitFor({ state: 'detached' })
  await openJurisdictions(page)
  const before = await camerasOf(page)
  expect(before).toBeGreaterThan(0)

  await panel.getByRole('button', { name: NAME }).click()
  await page.waitForURL(/jurisdiction=\d+/)
  await page.goto(`${WHERE}&jurisdiction=${new URL(page.url()).searchParams.get('jurisdiction')}`)
  await mapIsReady(page)
  await panel.getByTestId('jurisdiction').waitFor()
  await drag(page, RING[2], [520, 420])
  await panel.getByRole('button', { name: 'Save' }).click()
  await panel.getByText(/Saved\. \d+ cameras? changed hands\./).waitFor()
  await panel.getByRole('button', { name: 'Close' }).click()
  await page.getByText('Jurisdictions', { exact: true }).click()
  await expect.poll(() => camerasOf(page)).toBeLessThan(before)

  await panel.getByRole('button', { name: NAME }).click()
  await panel.getByRole('button', { name: 'Retire' }).click()
  await panel.getByText('falls to the next larger jurisdiction').waitFor()
  await panel.getByRole('alert').getByRole('button', { name: 'Retire' }).click()
  await page.getByText('Jurisdictions', { exact: true }).click()
  await page.getByTestId('jurisdictions').waitFor()
  await expect.poll(() => page.getByTestId('jurisdictions').getByRole('button', { name: NAME }).count()).toBe(0)
  expect(problems).toEqual([])
  await context.close()
})
