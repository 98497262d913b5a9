/** A session that is ended is refused at the very next request, and its live feed is cut by the server. */
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ADDRESS, launchBrowser, mapIsReady, visit } from './testing/browser'

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

const call = (context: BrowserContext, procedure: string, input?: unknown) =>
  context.request.post(`${ADDRESS}/api/trpc/${procedure}`, { data: input ?? {}, headers: { origin: ADDRESS } })

const framesDecoded = (page: Page) =>
  page.evaluate(async () => {
    let frames = 0
    for (const peer of (window as unknown as { peers: RTCPeerConnection[] }).peers)
      for (const report of (await peer.getStats()).values())
        if (report.type === 'inbound-rtp') frames += report.framesDecoded ?? 0
    return frames
  })

it('is refused within a second of being ended elsewhere, and lands on the sign-in page', async () => {
  const [here, there] = [await visit(browser, 'leadership', { locale: 'en' }), await visit(browser, 'leadership')]
  await here.page.goto(ADDRESS)
  await mapIsReady(here.page)
  expect((await call(here.context, 'account.sessions')).status()).toBe(200)
  const startedAt = Date.now()
  expect((await call(there.context, 'account.endSessions')).status()).toBe(200)
  expect((await call(here.context, 'account.sessions')).status()).toBe(401)
  expect((await here.context.request.get(`${ADDRESS}/api/cameras`)).status()).toBe(401)
  expect(Date.now() - startedAt).toBeLessThan(1_000)
  await here.page.waitForURL('**/sign-in', { timeout: 15_000 })
  for (const { context } of [here, there]) await context.close()
})

it('has its live feed cut within 5 s, whatever the browser does', async () => {
  const [here, there] = [await visit(browser, 'maintainer', { locale: 'en' }), await visit(browser, 'maintainer')]
  const { page } = here
  await page.goto(`${ADDRESS}/?state=working&at=16.5/45.4215/126.2025`)
  await mapIsReady(page)
  await page.keyboard.press('/')
  await page.keyboard.type('人民')
  await page.getByRole('option').first().waitFor()
  await page.keyboard.press('Enter')
  await page.getByTestId('open-feed').click()
  await page.locator('[data-testid=feed][data-state=live]').waitFor({ timeout: 10_000 })
  // A browser that hears nothing of it keeps its side of the connection open.
  await page.route('**/api/**', (route) => route.abort())

  const before = await framesDecoded(page)
  await page.waitForTimeout(500)
  expect(await framesDecoded(page)).toBeGreaterThan(before)
  await call(there.context, 'account.endSessions')
  await page.waitForTimeout(5_000)
  const cutAt = await framesDecoded(page)
  await page.waitForTimeout(1_500)
  expect(await framesDecoded(page)).toBe(cutAt)
  for (const { context } of [here, there]) await context.close()
})

it('hides behind a name of its own when the browser came by TLS', async () => {
  const { context } = await visit(browser, 'leadership')
  const [plain] = (await context.cookies()).filter(({ name }) => name.endsWith('session'))
  expect(plain).toMatchObject({ name: 'sightline-session', httpOnly: true, sameSite: 'Strict', secure: false })
  const byTls = { origin: ADDRESS, 'x-forwarded-proto': 'https' }
  const cookie = `sightline-session=${plain.value}`
  const asked = await fetch(`${ADDRESS}/api/cameras`, { headers: { ...byTls, cookie } })
  expect(asked.status).toBe(401)
  const strict = await fetch(`${ADDRESS}/api/cameras`, { headers: { ...byTls, cookie: `__Host-${cookie}` } })
  expect(strict.status).toBe(200)
  const left = await fetch(`${ADDRESS}/api/session`, {
    method: 'DELETE',
    headers: { ...byTls, cookie: `__Host-${cookie}` },
  })
  expect(left.headers.get('set-cookie')).toMatch(
    /^__Host-sightline-session=;.*Path=\/.*Secure.*HttpOnly.*SameSite=strict/i,
  )
  await context.close()
})
