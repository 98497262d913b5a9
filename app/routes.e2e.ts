/** The ways between the passages of a trip: with their shares, with a leg that nobody can drive, when the server fails, and on a phone. */
import { sql } from 'drizzle-orm'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { seriousViolations } from './testing/axe'
import { ADDRESS, launchBrowser, type Visit, visit } from './testing/browser'
import { changeDatabase } from './testing/demo-city'
import { openCase } from './testing/open-case'

let browser: Browser
let officer: Visit
let page: Page
let plate: string

/** A vehicle with a long trip, which the other tests do not trace. */
const findTripPlate = () =>
  changeDatabase<{ plate: string }>(sql`
    SELECT plate FROM passages GROUP BY plate HAVING count(*) BETWEEN 6 AND 11
      AND max(passed_at) - min(passed_at) < interval '25 minutes' ORDER BY count(*) DESC, plate LIMIT 1`)

/** A second vehicle with that plate: read by the farthest reader half a minute after the last passage. */
const plantSecondVehicle = () =>
  changeDatabase(sql`
    WITH last AS (SELECT p.passed_at, c.position FROM passages p JOIN cameras c ON c.id = p.camera_id WHERE p.plate = ${plate} ORDER BY p.passed_at DESC LIMIT 1),
      far AS (SELECT c.id, c.jurisdiction_id FROM cameras c, last WHERE c.reads_plates AND c.retired_at IS NULL ORDER BY c.position <-> last.position DESC, c.id LIMIT 1)
    INSERT INTO passages (plate, passed_at, camera_id, source_id, jurisdiction_id, raw_plate)
      SELECT ${plate}, last.passed_at + interval '30 seconds', far.id, 'second vehicle', far.jurisdiction_id, ${plate} FROM last, far`)

const ALIKE: Record<string, string> = { 0: 'D', 1: '7', 2: 'Z', 3: '8', 4: 'A', 5: 'S', 6: 'G', 8: 'B' }
/** A plate that differs from this one in the last character that something resembles, and the place of that, from 1. */
function lookAlikeOf(seen: string): { alike: string; character: number } {
  const place = [...seen].findLastIndex((character) => character in ALIKE)
  return { alike: seen.slice(0, place) + ALIKE[seen[place]] + seen.slice(place + 1), character: place + 1 }
}

/** The look-alike was read by the same far reader half a minute before. */
const plantLookAlike = async () => {
  const { alike } = lookAlikeOf(plate)
  await changeDatabase(sql`
    INSERT INTO passages (plate, passed_at, camera_id, source_id, jurisdiction_id, raw_plate)
      SELECT ${alike}, passed_at - interval '30 seconds', camera_id, 'second vehicle', jurisdiction_id, ${alike} FROM passages
      WHERE plate = ${plate} AND source_id = 'second vehicle'`)
  await changeDatabase(
    sql`INSERT INTO plates (plate, first_day, last_day) SELECT ${alike}, first_day, last_day FROM plates WHERE plate = ${plate} ON CONFLICT DO NOTHING`,
  )
}

const auditedReads = async () => {
  const [{ count }] = await changeDatabase<{ count: number }>(
    sql`SELECT count(*)::int AS count FROM audit WHERE action = 'passages-read'`,
  )
  return count
}

async function trace(on: Page, words: { plate: string; show: string }): Promise<void> {
  await on.getByTestId('trace-form').getByLabel(words.plate, { exact: true }).fill(plate)
  await on.getByRole('button', { name: words.show }).click()
  await on.getByTestId('trip').first().click()
}

const percentsOf = async (list: Locator) =>
  [...(await list.textContent())!.matchAll(/(\d+)%/g)].map(([, percent]) => Number(percent))

beforeAll(async () => {
  plate = (await findTripPlate())[0].plate
  await plantSecondVehicle()
  await plantLookAlike()
  browser = await launchBrowser()
  officer = await visit(browser, 'officer', { locale: 'en' })
  page = officer.page
  await page.goto(`${ADDRESS}/trace`)
  await openCase(page)
})
afterAll(async () => {
  await changeDatabase(sql`DELETE FROM passages WHERE source_id = 'second vehicle'`)
  await browser.close()
})

it('says what it could not learn when the server fails, and asks again', async () => {
  await page.route('**/api/trpc/passages.legs*', (route) => route.abort())
  await trace(page, { plate: 'Plate', show: 'Show passages' })
  const legs = page.getByTestId('legs')
  await legs.getByRole('button', { name: 'Try again' }).waitFor()
  await page.unroute('**/api/trpc/passages.legs*')
  await legs.getByRole('button', { name: 'Try again' }).click()
  await page.getByTestId('leg').first().waitFor()
})

it('tells the ways of a leg, with shares that leave nothing out, as on record', async () => {
  const leg = page.locator('[data-testid=leg][data-kind=feasible]').first()
  expect(await leg.textContent()).toMatch(/plausible ways?, .*\d+%.*\([\d.,]+ k?m in \d+ (s|min)\)/)
  const before = await auditedReads()
  await leg.click()
  const ways = page.getByTestId('ways')
  await ways.waitFor()
  const percents = await percentsOf(ways)
  expect(Math.abs(percents.reduce((sum, percent) => sum + percent, 0) - 100)).toBeLessThanOrEqual(percents.length)
  expect(await leg.getAttribute('aria-pressed')).toBe('true')
  // Looking closer reads nothing anew.
  expect(await auditedReads()).toBe(before)
  await page.getByTestId('route-legend').getByText('Likely way').waitFor()
  expect(await page.getByTestId('legs').textContent()).toContain('a lead, not proof')
})

it('says which leg nobody can drive, and what it may be instead', async () => {
  const impossible = page.locator('[data-testid=leg][data-kind=infeasible]')
  expect(await impossible.count()).toBe(1)
  expect(await impossible.textContent()).toMatch(/[\d.]+ km in 30 s: not possible by road/)
  await impossible.click()
  expect(await impossible.textContent()).toContain('A cloned plate, a misread, or a clock that is wrong.')
  expect(await page.getByTestId('legs').textContent()).toContain('One leg is not possible by road')
})

it('says that a misread is likely where a look-alike was read, but not which it is', async () => {
  const { alike, character } = lookAlikeOf(plate)
  const legs = page.getByTestId('legs')
  expect(await legs.getByTestId('misread').textContent()).toContain(`a plate that differs in character ${character},`)
  expect(await legs.textContent()).toContain('likely because of a misread')
  expect(await page.content()).not.toContain(alike)
})

it('reads each trip once, and keeps the plate out of the address', async () => {
  const before = await auditedReads()
  const trip = page.getByTestId('trip').first()
  await page.reload()
  await page.getByTestId('trace-form').waitFor()
  await trace(page, { plate: 'Plate', show: 'Show passages' })
  await page.getByTestId('leg').first().waitFor()
  await trip.click()
  await trip.click()
  await page.getByTestId('leg').first().waitFor()
  // The search, and the ways.
  expect(await auditedReads()).toBe(before + 2)
  expect(decodeURIComponent(page.url())).not.toContain(plate)
})

it('can be used by keyboard, and keeps nobody out', async () => {
  await page.getByTestId('leg').first().focus()
  await page.keyboard.press('Enter')
  expect(await page.getByTestId('leg').first().getAttribute('aria-pressed')).toBe('true')
  expect(await seriousViolations(page)).toEqual([])
})

it('tells the same in Chinese on a phone at night', async () => {
  const phone = await visit(browser, 'officer', { locale: 'zh-CN', theme: 'dark', width: 390, height: 844 })
  await phone.page.goto(`${ADDRESS}/trace?${new URL(page.url()).searchParams}`)
  await trace(phone.page, { plate: '车牌号', show: '查询过车记录' })
  const impossible = phone.page.locator('[data-testid=leg][data-kind=infeasible]')
  await impossible.scrollIntoViewIfNeeded()
  expect(await impossible.textContent()).toMatch(/30 秒内行驶 [\d.]+ 公里：沿道路不可能到达/)
  expect(phone.problems).toEqual([])
  await phone.context.close()
})

it('made no request to another origin and no page error on the whole way', () => {
  expect(officer.problems).toEqual([])
})
