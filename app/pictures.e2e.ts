/** An officer looks at the pictures of a passage: the plate, the scene, and why there is none. What the device would send is played. */
import { sql } from 'drizzle-orm'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { PNG } from '../server/testing/picture-server'
import { seriousViolations } from './testing/axe'
import { ADDRESS, launchBrowser, mapIsReady, visit } from './testing/browser'
import { changeDatabase, findBusyPlate } from './testing/demo-city'
import { openCase } from './testing/open-case'

const LINK = 'http://127.0.0.1:9/picture.jpg'
let browser: Browser
let page: Page
let plate: string
beforeAll(async () => {
  browser = await launchBrowser()
  ;({ plate } = await findBusyPlate())
  await changeDatabase(sql`UPDATE passages SET plate_image = ${LINK}, scene_image = ${LINK} WHERE plate = ${plate}`)
  ;({ page } = await visit(browser, 'officer', { locale: 'en' }))
})
afterAll(async () => {
  await changeDatabase(sql`UPDATE passages SET plate_image = NULL, scene_image = NULL WHERE plate = ${plate}`)
  await browser.close()
})

const looksOnRecord = async () =>
  (
    await changeDatabase<{ count: number }>(
      sql`SELECT count(*)::int AS count FROM audit WHERE action = 'picture-opened'`,
    )
  )[0].count
const opened = () => page.getByTestId('passage-pictures')

it('shows nothing unasked, and says why a picture cannot be had', async () => {
  await page.goto(`${ADDRESS}/trace`)
  await mapIsReady(page)
  await openCase(page)
  await page.getByLabel('Plate').fill(plate)
  const answer = page.waitForResponse((response) => response.url().includes('passages.trace'))
  await page.getByRole('button', { name: 'Show passages' }).click()
  expect(await (await answer).text()).not.toContain(LINK)
  await page.getByTestId('trip').first().click()
  const before = await looksOnRecord()
  await page
    .getByRole('button', { name: /^Pictures of / })
    .first()
    .click()
  await opened().getByText('is not allowed').waitFor()
  expect(await looksOnRecord()).toBe(before + 1)
  expect(await seriousViolations(page)).toEqual([])
})

it('shows the plate small, the scene when asked for, and either as large as the screen', async () => {
  const asked: { picture: string; plate: string }[] = []
  await page.route('**/api/passages/picture', (route) => {
    asked.push(route.request().postDataJSON())
    return route.fulfill({ body: PNG, contentType: 'image/png' })
  })
  await page
    .getByRole('button', { name: /^Pictures of / })
    .nth(1)
    .click()
  const second = opened().nth(1)
  await second.getByTestId('picture-plate').waitFor()
  expect(await second.getByTestId('picture-scene').count()).toBe(0)
  await second.getByRole('button', { name: 'Show the scene' }).click()
  await second.getByTestId('picture-scene').waitFor()
  expect(asked.map(({ picture }) => picture)).toEqual(['plate', 'scene'])
  expect(asked[0].plate).toBe(plate)
  await second.getByRole('button', { name: /^Enlarge: Scene picture/ }).click()
  await page.getByTestId('large-picture').waitFor()
  await page.keyboard.press('Escape')
  await page.getByTestId('large-picture').waitFor({ state: 'detached' })
  await opened().nth(1).waitFor()
})
