/** The media server is stopped: the tile says so, the map does not care, and the feed comes back by itself. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ADDRESS, DATA_FOLDER, launchBrowser, mapIsReady, visit } from './testing/browser'

let browser: Awaited<ReturnType<typeof launchBrowser>>
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

it('says within 5 s that the picture is gone, keeps the map alive, and plays again without a click', async () => {
  const { page, problems } = await visit(browser, 'maintainer', { locale: 'en' })
  await page.goto(`${ADDRESS}/?state=working&at=16.5/45.4215/126.2025`)
  await mapIsReady(page)
  await page.keyboard.press('/')
  await page.keyboard.type('人民')
  await page.getByRole('option').first().waitFor()
  await page.keyboard.press('Enter')
  await page.getByTestId('open-feed').click()
  const feed = page.getByTestId('feed')
  await page.locator('[data-testid=feed][data-state=live]').waitFor({ timeout: 10_000 })

  process.kill(Number(readFileSync(join(DATA_FOLDER, 'media.pid'), 'utf8')), 'SIGKILL')
  const killedAt = Date.now()
  await page.waitForFunction(
    () => document.querySelector('[data-testid=feed]')?.getAttribute('data-state') !== 'live',
    undefined,
    { timeout: 5_000 },
  )
  expect(Date.now() - killedAt).toBeLessThan(5_000)
  expect(await feed.getByRole('status').textContent()).toMatch(
    /No picture for|does not answer|cannot reach|did not answer/,
  )

  const url = page.url()
  await page.locator('[data-testid=map]').hover()
  await page.mouse.wheel(0, 400)
  await page.waitForFunction((before) => location.href !== before, url, { timeout: 5_000 })
  const health = (await (await page.request.get(`${ADDRESS}/api/health`)).json()) as { ok: boolean }
  expect(health.ok).toBe(true)

  await page.locator('[data-testid=feed][data-state=live]').waitFor({ timeout: 45_000 })
  expect(problems).toEqual([])
})
