/** A media server that takes no candidates after the offer gets an offer that holds them; the browser does not learn which it is. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { StandIn } from '../server/media/testing/stand-in'
import { SECRET, STREAM, startStandInZlmediakit } from '../server/media/testing/stand-in-zlmediakit'
import { launchBrowser, mapIsReady, visit } from './testing/browser'
import { type MovedCamera, moveToSecondServer } from './testing/second-server'

let browser: Browser
let standIn: StandIn
let moved: MovedCamera
beforeAll(async () => {
  browser = await launchBrowser()
  standIn = await startStandInZlmediakit()
  moved = await moveToSecondServer(browser, {
    kind: 'zlmediakit',
    baseUrl: standIn.url,
    secret: SECRET,
    stream: STREAM,
  })
})
afterAll(async () => {
  await moved?.giveBack()
  await browser.close()
  await standIn.stop()
})

it('plays, asks once more at first and never again, and sends nothing late', async () => {
  const { page, context, problems } = await visit(browser, 'maintainer', { locale: 'en' })
  const asked: string[] = []
  page.on('request', (request) => {
    const { pathname, search } = new URL(request.url())
    if (pathname.startsWith('/api/media/')) asked.push(`${request.method()} ${pathname}${search}`)
  })
  const live = page.locator('[data-testid=feed][data-state=live]')
  await page.goto(moved.address)
  await mapIsReady(page)
  await page.getByTestId('open-feed').click()
  await live.waitFor({ timeout: 15_000 })
  await page.getByRole('button', { name: 'Close feed' }).click()
  await page.getByTestId('open-feed').click()
  await live.waitFor({ timeout: 15_000 })

  const offer = `POST /api/media/live/${moved.cameraId}?quality=main`
  expect(asked.filter((line) => line.startsWith('POST'))).toEqual([
    offer,
    `${offer}&candidates=all`,
    `${offer}&candidates=all`,
  ])
  expect(asked.filter((line) => line.startsWith('PATCH'))).toEqual([])
  expect(standIn.offers).toHaveLength(2)
  for (const sdp of standIn.offers) expect(sdp).toMatch(/^a=candidate:/m)
  expect(problems).toEqual([])
  await context.close()
})
