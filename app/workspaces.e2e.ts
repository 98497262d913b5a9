/** A workspace that was asked for is opened, whatever the map writes into the address meanwhile. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ADDRESS, launchBrowser, mapIsReady, visit } from './testing/browser'

/** Longer than the map takes to note where it came to rest. */
const SLOW_PAGE_MS = 1_500

let browser: Awaited<ReturnType<typeof launchBrowser>>
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

it('opens it though the map comes to rest while its page is on the way, and keeps where the map is', async () => {
  const { page, context, problems } = await visit(browser, 'officer', { locale: 'en' })
  await page.goto(`${ADDRESS}/`)
  await mapIsReady(page)
  await page.route(/\/wall\?.*_rsc=/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, SLOW_PAGE_MS))
    await route.continue()
  })
  const zoomOf = (url: string) => Number(new URL(url).searchParams.get('at')?.split('/')[0])
  const before = zoomOf(page.url())
  const box = (await page.locator('canvas').first().boundingBox())!
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await page.mouse.wheel(0, -200)
  await page.locator('[data-workspace=wall]').click()
  await page.waitForURL(/\/wall/, { timeout: 10_000 })
  await expect.poll(() => zoomOf(page.url()), { timeout: 5_000 }).not.toBe(before)
  expect(page.url()).toContain('/wall')
  expect(problems).toEqual([])
  await context.close()
})
