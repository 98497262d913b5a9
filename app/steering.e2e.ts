/** A PTZ is turned from its panel: by one person at a time, to a point of the map, with its live cone behind it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { seriousViolations } from './testing/axe'
import { ADDRESS, DATA_FOLDER, launchBrowser, mapIsReady, visit } from './testing/browser'
import { findSteerable } from './testing/demo-city'

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

const PATIENT = { timeout: 15_000 }
const steering = (page: Page) => page.getByTestId('steering')
const bearing = async (page: Page) => Number(/to (\d+)°/.exec((await steering(page).textContent()) ?? '')?.[1])
const rests = (page: Page) => page.locator('[data-testid=steering][data-moving=false]').waitFor(PATIENT)

it('is turned to where the map is clicked, and is nobody else’s meanwhile', async () => {
  const { id, lng, lat } = await findSteerable()
  const address = `${ADDRESS}/?camera=${id}&at=18/${lat}/${lng}`
  const { page, context, problems } = await visit(browser, 'officer', { locale: 'en' })
  await page.goto(address)
  await mapIsReady(page)
  await steering(page).waitFor(PATIENT)
  await steering(page).getByRole('button', { name: 'Aim at a point on the map' }).click()
  const map = (await page.getByTestId('map').boundingBox())!
  await page.mouse.click(map.x + map.width / 2 + 60, map.y + map.height / 2)
  await steering(page).getByRole('button', { name: 'Let go' }).waitFor(PATIENT)
  await rests(page)
  await expect.poll(async () => Math.abs((await bearing(page)) - 90), PATIENT).toBeLessThan(3)

  await steering(page).getByRole('button', { name: 'Turn left' }).press('ArrowLeft')
  await expect.poll(async () => Math.abs((await bearing(page)) - 90), PATIENT).toBeGreaterThan(3)
  await rests(page)
  expect(await seriousViolations(page)).toEqual([])

  const other = await visit(browser, 'maintainer', { locale: 'en' })
  await other.page.goto(address)
  await mapIsReady(other.page)
  await steering(other.page)
    .getByText(/turns it now\. It is free at/)
    .waitFor(PATIENT)
  expect(await steering(other.page).getByRole('button', { name: 'Turn left' }).isDisabled()).toBe(true)
  await steering(page).getByRole('button', { name: 'Let go' }).click()
  await other.page.getByRole('button', { name: 'Turn left' }).click(PATIENT)
  await steering(other.page).getByText('You turn it.').waitFor(PATIENT)
  await steering(other.page).getByRole('button', { name: 'Let go' }).click()
  expect([...problems, ...other.problems]).toEqual([])
  await other.context.close()
  await context.close()
})

it('says that it cannot be turned while its media server is silent, and can again when that answers', async () => {
  const { id, lng, lat } = await findSteerable()
  const { page, context } = await visit(browser, 'officer', { locale: 'en' })
  await page.goto(`${ADDRESS}/?camera=${id}&at=18/${lat}/${lng}`)
  await mapIsReady(page)
  await steering(page).waitFor(PATIENT)
  const media = Number(readFileSync(join(DATA_FOLDER, 'media.pid'), 'utf8'))
  process.kill(media, 'SIGSTOP')
  try {
    await page.getByTestId('steering-unanswered').waitFor({ timeout: 20_000 })
    expect(await steering(page).getByRole('button', { name: 'Turn left' }).isDisabled()).toBe(true)
    await page.reload()
    await page.getByTestId('steering-unanswered').waitFor({ timeout: 20_000 })
    expect(await seriousViolations(page)).toEqual([])
  } finally {
    process.kill(media, 'SIGCONT')
  }
  await steering(page).getByRole('button', { name: 'Turn left' }).waitFor({ timeout: 30_000 })
  await context.close()
})
