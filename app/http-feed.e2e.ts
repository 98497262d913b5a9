/** Browsers that no UDP reaches: pictures come over HTTP, the tile says so, and WebRTC takes over when it finds a way. */
import type { Browser, Page } from 'playwright-core'
import { afterEach, describe, expect, it } from 'vitest'
import type { Locale } from './_ui/preferences'
import { ADDRESS, launchBrowser, mapIsReady, visit } from './testing/browser'
import { findWatchable } from './testing/demo-city'

/** Chromium's own switch for browsers whose administrator or network forbids direct UDP. */
const NO_UDP = '--webrtc-ip-handling-policy=disable_non_proxied_udp'
const CUT_WITHIN_MS = 5_000
/** Less than what counts as standing still. */
const LONGEST_GAP_MS = 1_500

/** WebRTC without any candidate until a test lets it have some. For tests alone. */
const NO_CANDIDATES_YET = `
  window.mayReach = false
  const Direct = window.RTCPeerConnection
  window.RTCPeerConnection = class extends Direct {
    constructor(configuration) {
      super(window.mayReach ? configuration : { iceServers: [], iceTransportPolicy: 'relay' })
    }
  }
`

const open: Browser[] = []
async function browserWith(flags: readonly string[]): Promise<Browser> {
  const browser = await launchBrowser(flags)
  open.push(browser)
  return browser
}
afterEach(() => Promise.all(open.splice(0).map((browser) => browser.close())))

const byHttp = (page: Page) => page.locator('[data-testid=feed][data-state=live][data-over=http]')

async function openFeed(page: Page): Promise<void> {
  const [{ id, lng, lat }] = await findWatchable(1)
  await page.goto(`${ADDRESS}/?camera=${id}&at=17/${lat}/${lng}`)
  await mapIsReady(page)
  await page.getByTestId('open-feed').click()
}

/** Notes when each picture of the feed is shown. */
const notePictures = (page: Page) =>
  page.evaluate(() => {
    const video = document.querySelector<HTMLVideoElement>('[data-testid=feed] video')!
    const shown: number[] = []
    Object.assign(window, { shown })
    const note = () => {
      shown.push(performance.now())
      video.requestVideoFrameCallback(note)
    }
    video.requestVideoFrameCallback(note)
  })
const picturesShown = (page: Page) => page.evaluate(() => (window as unknown as { shown: number[] }).shown)
const longestGap = (times: readonly number[]) => Math.max(...times.slice(1).map((at, i) => at - times[i]))

/** When the newest picture that a playlist has named ends, as playlists come. */
function watchPlaylists(page: Page): () => number {
  let newest = 0
  page.on('response', async (response) => {
    if (!response.url().endsWith('.m3u8')) return
    const text = await response.text().catch(() => '')
    const [, time, seconds] = [...text.matchAll(/DATE-TIME:(.*)\n#EXTINF:([\d.]+)/g)].at(-1) ?? []
    if (time) newest = Date.parse(time) + Number(seconds) * 1_000
  })
  return () => newest
}

/** How old the picture is that shows now, by the time that the segments tell. */
async function ageOfPicture(page: Page, newestAt: number): Promise<number> {
  const { now, ahead } = await page.locator('[data-testid=feed] video').evaluate((video: HTMLVideoElement) => ({
    now: Date.now(),
    ahead: video.buffered.end(video.buffered.length - 1) - video.currentTime,
  }))
  return (now - newestAt) / 1_000 + ahead
}

const WORDS: [Locale, RegExp][] = [
  ['en', /^Over HTTP, about [1-6] s behind$/],
  ['zh-CN', /^经 HTTP，约延迟 [1-6] 秒$/],
]

describe('where no UDP comes through', () => {
  it.each(WORDS)(
    'pictures come over HTTP without a stop, and the tile says so and how late they are: %s',
    async (locale, expected) => {
      const browser = await browserWith([NO_UDP])
      const { page, problems } = await visit(browser, 'maintainer', { locale })
      const newest = watchPlaylists(page)
      await openFeed(page)
      await byHttp(page).waitFor({ timeout: 30_000 })
      await page.waitForTimeout(3_000)
      await notePictures(page)
      await page.waitForTimeout(6_000)
      const shown = await picturesShown(page)
      // A machine that is busy shows fewer than come.
      expect(shown.length).toBeGreaterThan(15)
      expect(longestGap(shown)).toBeLessThan(LONGEST_GAP_MS)
      const words = (await page.getByTestId('by-http').textContent())!
      expect(words).toMatch(expected)
      expect(Math.abs(Number(/\d/.exec(words)) - (await ageOfPicture(page, newest())))).toBeLessThan(1.5)
      expect(
        await page.locator('[data-testid=feed] video').evaluate((video: HTMLVideoElement) => video.videoWidth),
      ).toBeGreaterThan(300)
      expect(problems).toEqual([])
    },
  )

  it('a feed is cut when its person is signed out', async () => {
    const browser = await browserWith([NO_UDP])
    const { page, context } = await visit(browser, 'maintainer', { locale: 'en' })
    await openFeed(page)
    await byHttp(page).waitFor({ timeout: 30_000 })
    const response = await context.request.delete(`${ADDRESS}/api/session`, { headers: { origin: ADDRESS } })
    expect(response.ok()).toBe(true)
    await byHttp(page).waitFor({ state: 'detached', timeout: CUT_WITHIN_MS })
  })
})

describe('where a way opens', () => {
  it('WebRTC takes over from HTTP, and the picture does not stop for it', async () => {
    const browser = await browserWith([])
    const { page, problems } = await visit(browser, 'maintainer', { locale: 'en' })
    await page.addInitScript(NO_CANDIDATES_YET)
    await openFeed(page)
    await byHttp(page).waitFor({ timeout: 30_000 })
    await page.waitForTimeout(2_000)
    await notePictures(page)
    await page.evaluate(() => {
      Object.assign(window, { mayReach: true })
      window.dispatchEvent(new Event('online'))
    })
    await page.locator('[data-testid=feed][data-state=live][data-over=webrtc]').waitFor({ timeout: 15_000 })
    await page.waitForTimeout(2_000)
    expect(await page.getByTestId('by-http').count()).toBe(0)
    const shown = await picturesShown(page)
    expect(longestGap(shown)).toBeLessThan(LONGEST_GAP_MS)
    expect(shown.length).toBeGreaterThan(15)
    expect(problems).toEqual([])
  })
})
