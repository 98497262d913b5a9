/** Flows on the running demo city: streets by flow and in/out boards, against the passages themselves, and as people use them. */
import { sql } from 'drizzle-orm'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Visitor } from '../scripts/proof/web-visitor'
import { LEAST_VEHICLES } from '../server/domain/least-vehicles'
import type { InOutBoard } from '../server/services/in-out-board'
import type { StreetFlows } from '../server/services/street-flows'
import { ADDRESS, DATA_FOLDER, launchBrowser, mapIsReady, visit } from './testing/browser'
import { changeDatabase } from './testing/demo-city'

const HOUR = 3_600_000
const DISTRICT = 'Gulou District'

let browser: Awaited<ReturnType<typeof launchBrowser>>
let leader: Visitor
let day: { from: number; to: number }
/** Reads of each camera and hour with enough vehicles, from the passages themselves. */
let counted: Map<string, number>

async function ask<T>(procedure: string, input: unknown): Promise<T> {
  const { status, text } = await leader.call(procedure, input)
  expect(status, text).toBe(200)
  return (JSON.parse(text) as { result: { data: T } }).result.data
}

beforeAll(async () => {
  browser = await launchBrowser()
  leader = await Visitor.signedIn(ADDRESS, DATA_FOLDER, 'leader')
  const { passageSpan } = await ask<{ passageSpan: { to: number } }>('city.overview', {})
  const to = Math.ceil(passageSpan.to / HOUR) * HOUR
  day = { from: to - 24 * HOUR, to }
  const rows = await changeDatabase<{ id: number; hour: number; passages: number; vehicles: number }>(sql`
    SELECT camera_id AS id, extract(epoch FROM date_trunc('hour', passed_at, 'UTC'))::float8 * 1000 AS hour,
      count(*)::int AS passages, count(DISTINCT plate)::int AS vehicles FROM passages GROUP BY 1, 2`)
  const enough = rows.filter(({ vehicles }) => vehicles >= LEAST_VEHICLES)
  counted = new Map(enough.map(({ id, hour, passages }) => [`${id} ${hour}`, passages]))
})
afterAll(() => browser.close())

const figureOf = (page: Page, label: string) =>
  page.getByTestId('panel').locator('dl > div', { hasText: label }).locator('.figure').first()
const numberIn = (text: string | null) => Number(text?.replace(/[^\d]/g, ''))

it('counts streets and boards as the passages do, hour by hour', async () => {
  const { hours, streets, streetNames } = await ask<StreetFlows>('flows.streets', day)
  const readers = streets.flatMap((street) => street.readers)
  expect(streetNames).toBeGreaterThan(streets.length)
  let figures = 0
  for (const reader of readers)
    for (const [i, hour] of reader.hours.entries()) {
      if (typeof hour !== 'number') continue
      expect(hour).toBe(counted.get(`${reader.id} ${hours[i]}`))
      figures++
    }
  expect(figures).toBeGreaterThan(500)
  const known = await ask<{ id: number; nameEn: string | null }[]>('city.jurisdictions', {})
  for (const { id } of known) {
    const board = await ask<InOutBoard>('flows.board', { ...day, area: { kind: 'jurisdiction', id } })
    for (const direction of [...board.in, ...board.out])
      for (const [i, hour] of direction.hours.entries())
        if (typeof hour === 'number')
          expect(hour).toBe(
            Math.max(...direction.readers.map((reader) => counted.get(`${reader} ${board.hours[i]}`) ?? 0)),
          )
  }
})

it('ranks streets, shows one with its hours, and an hour of the day', async () => {
  const { page, context, problems } = await visit(browser, 'leadership', { locale: 'en' })
  await page.goto(`${ADDRESS}/overview?heat=streets`)
  await mapIsReady(page)
  const rows = page.getByTestId('street-flows').locator('li')
  await rows.first().waitFor()
  const ofDay = (await rows.locator('button > span:last-child').allTextContents()).map(numberIn)
  expect(ofDay).toEqual(ofDay.toSorted((a, b) => b - a))
  expect(await page.getByTestId('flow-legend').locator('li').count()).toBeGreaterThan(6)
  await rows.first().getByRole('button').click()
  await page.waitForURL(/street=\d+/)
  const profile = page.getByTestId('street-profile')
  const bars = profile.locator('fieldset').getByRole('button')
  expect(await bars.count()).toBe(24)
  await bars.nth(8).focus()
  await page.keyboard.press('Enter')
  await page.waitForURL(/hour=8/)
  expect(numberIn(await rows.first().locator('button > span:last-child').textContent())).toBeLessThan(ofDay[0])
  expect(problems).toEqual([])
  await context.close()
})

it('shows who goes in and out of a district, and says what is not read', async () => {
  const { page, context, problems } = await visit(browser, 'leadership', { locale: 'en', width: 390, height: 844 })
  await page.goto(`${ADDRESS}/overview?heat=board`)
  const panel = page.getByTestId('panel')
  await panel.getByRole('searchbox').fill(DISTRICT)
  await panel.getByTestId('board-areas').getByRole('button', { name: DISTRICT }).click()
  await panel.getByTestId('board-crossings').waitFor()
  const [, captured, directions] = /^(\d+) of (\d+)$/.exec((await figureOf(page, 'Directions read').textContent())!)!
  expect(Number(captured)).toBeLessThan(Number(directions))
  expect(numberIn(await figureOf(page, 'In').textContent())).toBeGreaterThan(1_000)
  await panel.getByText(`${captured} of ${directions} directions are read.`).waitFor()
  expect(await panel.getByTestId('unread-crossings').locator('tbody tr').count()).toBeGreaterThan(0)
  expect(problems).toEqual([])
  await context.close()
})

it('shows a planner the board of a cordon that was just drawn', async () => {
  const { page, context, problems } = await visit(browser, 'planner', { locale: 'zh-CN', theme: 'dark' })
  const panel = page.getByTestId('panel')
  await page.goto(`${ADDRESS}/plan?section=areas&hide=cameras,viewsheds&at=13.2/45.4215/126.2025`)
  await mapIsReady(page)
  await page.waitForLoadState('networkidle')
  await panel.getByRole('button', { name: '封控圈', exact: true }).click()
  for (const [x, y] of [[300, 200], [800, 200], [800, 650], [300, 650]]) await page.mouse.click(x, y, { delay: 30 }) // biome-ignore format: corners
  await page.keyboard.press('Enter')
  await panel.getByLabel('名称').fill('内环')
  await panel.getByRole('button', { name: '保存' }).click()
  await panel.getByTestId('in-out-board').waitFor()
  await panel.getByTestId('board-crossings').waitFor()
  expect(numberIn(await figureOf(page, '驶入').textContent())).toBeGreaterThan(0)
  await panel.getByRole('button', { name: '删除', exact: true }).click()
  await panel.getByText('区域已删除。').waitFor()
  expect(problems).toEqual([])
  await context.close()
})
