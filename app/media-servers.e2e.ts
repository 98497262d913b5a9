/** An administrator adds a second media server (a stand-in that really sends), gives it a camera, and the map says when it is gone. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { StandIn } from '../server/media/testing/stand-in'
import { CREDENTIALS, STREAM, startStandInMediamtx } from '../server/media/testing/stand-in-mediamtx'
import { seriousViolations } from './testing/axe'
import { ADDRESS, launchBrowser, mapIsReady, visit } from './testing/browser'
import { findFixedCamera } from './testing/demo-city'

const NAME = `North ${Date.now()}`

let browser: Browser
let standIn: StandIn
beforeAll(async () => {
  browser = await launchBrowser()
  standIn = await startStandInMediamtx()
})
afterAll(async () => {
  await browser.close()
  await standIn.stop()
})

/** Saves the camera, and goes on when it is stored. */
async function save(page: Page): Promise<void> {
  const saved = page.waitForResponse('**/api/trpc/cameras.edit*')
  await page.getByTestId('panel').getByRole('button', { name: 'Save', exact: true }).click()
  expect((await saved).status()).toBe(200)
}

it('adds it, plays a camera of it, tells of its silence, and lets it go again', async () => {
  const { page, problems } = await visit(browser, 'administrator', { locale: 'en' })
  await page.goto(`${ADDRESS}/admin`)
  await mapIsReady(page)
  await page.getByText('Media servers', { exact: true }).click()
  await page.getByRole('button', { name: 'Add a media server' }).click()
  const form = page.getByTestId('add-media-server')
  await form.getByLabel('Name', { exact: true }).fill(NAME)
  await form.getByLabel(/^Address(?! of)/).fill(standIn.url)
  await form.getByLabel(/Address of its API/).fill(standIn.url)
  await form.getByLabel(/Address of its recordings/).fill(standIn.url)
  await form.getByLabel(/^Secret/).fill(CREDENTIALS)
  await form.getByRole('button', { name: 'Add', exact: true }).click()
  await form.getByRole('alert').getByText('127.0.0.1 is an address that is not called.').waitFor()
  await form.getByLabel('It runs on the same machine as Sightline').check()
  await form.getByRole('button', { name: 'Add', exact: true }).click()
  const line = page.getByTestId('media-servers').getByRole('button', { name: new RegExp(NAME) })
  await line.click()
  const editor = page.getByTestId('media-server')
  await editor.getByRole('button', { name: 'Test the connection' }).click()
  await editor.getByText(/^It answered within \d+ ms\.$/).waitFor()
  expect(await editor.getByLabel(/^Secret/).inputValue()).toBe('')

  const { id, lng, lat } = await findFixedCamera()
  const camera = `${ADDRESS}/?camera=${id}&at=17/${lat}/${lng}`
  await page.goto(camera)
  await mapIsReady(page)
  const panel = page.getByTestId('panel')
  const edit = () => panel.getByText('Edit', { exact: true }).click()
  await edit()
  const stored = await panel.getByLabel('Stream', { exact: true }).inputValue()
  await panel.getByLabel('Stream', { exact: true }).fill(STREAM)
  await panel.getByLabel('Media server').selectOption(NAME)
  await save(page)

  const maintainer = await visit(browser, 'maintainer', { locale: 'en' })
  await maintainer.page.goto(camera)
  await mapIsReady(maintainer.page)
  await maintainer.page.getByTestId('open-feed').click()
  await maintainer.page.locator('[data-testid=feed][data-state=live]').waitFor({ timeout: 15_000 })

  await standIn.stop()
  await maintainer.page
    .getByTestId('media-outages')
    .getByText(`${NAME} does not answer: 1 camera without live pictures`)
    .waitFor({ timeout: 40_000 })
  expect(await seriousViolations(maintainer.page)).toEqual([])
  expect(maintainer.problems).toEqual([])
  await maintainer.context.close()

  await page.goto(camera)
  await edit()
  await panel.getByLabel('Stream', { exact: true }).fill(stored)
  await panel.getByLabel('Media server').selectOption('Embedded')
  await save(page)
  await page.goto(`${ADDRESS}/admin`)
  await page.getByText('Media servers', { exact: true }).click()
  await line.click()
  await editor.getByRole('button', { name: 'Remove' }).click()
  await editor.getByRole('alert').getByRole('button', { name: 'Remove' }).click()
  await line.waitFor({ state: 'detached' })
  expect(problems).toEqual([])
})
