/** Live video of the embedded media server: how soon a picture is there, and what viewers cost. */
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { embeddedGateway } from '../../server/media/embedded-gateway'
import { endMediaServer, freePort, startMediaServer } from '../../server/media/testing/media-server'
import { cameraUrl, startRtspCamera } from '../../server/media/testing/rtsp-camera'
import { RTSP_SERVER_PACKAGES } from '../lib/debian-packages.mjs'
import { openVideoPage } from '../testing/video-page'
import { allWatch, type Told, viewers } from '../testing/viewers'
import { type BenchCase, resultOf, rounded } from './measure'
import { corePercent, residentMb } from './process-use'

const OPENED = 40
const WARM_UP = 3
const TILES = 16
const TILES_MS = 10_000
const VIEWERS = 100
const VIEWERS_MS = 15_000
const VANISHED = 200
const REAPED_AFTER_MS = 10_000
const CYCLES = { before: 200, after: 1_000 }
const CLIP = 'clip-03'
/** A camera of 1.5 Mb/s. */
const BUSY = 'busy'

const clipNamed = (i: number) => `clip-${String(1 + (i % 16)).padStart(2, '0')}`
const quantile = (sorted: number[], part: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))]

async function inBrowser(url: string) {
  const page = await openVideoPage(embeddedGateway(url))
  try {
    const firstMs: number[] = []
    for (let i = 0; i < WARM_UP + OPENED; i++) {
      const ms = await page.watch(clipNamed(i))
      if (i >= WARM_UP) firstMs.push(ms)
      await page.end()
    }
    firstMs.sort((a, b) => a - b)
    for (let i = 0; i < TILES; i++) await page.watch(clipNamed(i))
    const before = await page.frames()
    await sleep(TILES_MS)
    const grown = (await page.frames()).map((count, i) => count - before[i])
    await page.end()
    const perS = grown.map((frames) => (1000 * frames) / TILES_MS)
    return {
      p50: quantile(firstMs, 0.5),
      p95: quantile(firstMs, 0.95),
      tilesGrowing: grown.filter((frames) => frames > 0).length,
      slowestTileFps: Math.min(...perS),
    }
  } finally {
    await page.close()
  }
}

/** What so many viewers of one busy camera cost the server. */
async function atScale(url: string, pid: number) {
  const idleMb = residentMb(pid)
  const idlePercent = await corePercent(pid, 3_000)
  const watching = viewers('watch', url, BUSY, String(VIEWERS))
  await allWatch(watching)
  const told = { bytes: 0, gaps: 0 }
  watching.on('message', ({ bytes, gaps }: Told) => {
    told.bytes += bytes
    told.gaps += gaps
  })
  const percent = await corePercent(pid, VIEWERS_MS)
  const mb = residentMb(pid)
  watching.kill('SIGKILL')
  return {
    percentPerViewer: (percent - idlePercent) / VIEWERS,
    mbPerViewer: (mb - idleMb) / VIEWERS,
    mbitPerViewer: (8 * told.bytes) / VIEWERS / 1e6 / (VIEWERS_MS / 1000),
    gaps: told.gaps,
  }
}

/** How many viewers are still counted some time after their process was killed. */
async function orphans(url: string): Promise<number> {
  const gateway = embeddedGateway(url)
  const count = async () => (await gateway.cameraState([CLIP])).get(CLIP)!.viewers!
  const watching = viewers('watch', url, CLIP, String(VANISHED))
  await allWatch(watching)
  if ((await count()) < VANISHED) throw new Error(`Only ${await count()} of ${VANISHED} viewers watch.`)
  watching.kill('SIGKILL')
  await sleep(REAPED_AFTER_MS)
  return count()
}

async function growthMb(url: string, pid: number): Promise<number> {
  const cycle = async (count: number) => {
    const [code] = await once(viewers('cycle', url, CLIP, String(count)), 'exit')
    if (code !== 0) throw new Error('The viewers that open and close failed.')
    await sleep(2_000)
    return residentMb(pid)
  }
  const before = await cycle(CYCLES.before)
  return (await cycle(CYCLES.after - CYCLES.before)) - before
}

export const videoCase: BenchCase = {
  name: 'video',
  packages: ['chromium', ...RTSP_SERVER_PACKAGES],
  about: 'first picture in a browser over loopback, cost of viewers, a wall of 16, viewers that vanish, memory',
  async run() {
    const folder = mkdtempSync(join(tmpdir(), 'sightline-video-'))
    const port = await freePort()
    const camera = await startRtspCamera(port, 'none')
    const file = join(folder, 'cameras.json')
    writeFileSync(file, JSON.stringify({ [BUSY]: { url: cameraUrl(port, BUSY) } }))
    const server = await startMediaServer({ SIGHTLINE_CAMERAS: file, SIGHTLINE_DATA: folder })
    try {
      const pid = server.child.pid!
      // First, while its memory is as it is at the start.
      const scale = await atScale(server.url, pid)
      const growth = await growthMb(server.url, pid)
      const browser = await inBrowser(server.url)
      const left = await orphans(server.url)
      return {
        result: {
          ...resultOf({ case: 'video', n: OPENED, unit: 'ms', seed: 0 }, browser.p50, {}, {}),
          beside: {
            'first picture p95, ms': rounded(browser.p95),
            [`of ${TILES} tiles, those whose pictures go on`]: browser.tilesGrowing,
            'slowest tile, frames a second': rounded(browser.slowestTileFps),
            'per viewer, % of a core': rounded(scale.percentPerViewer),
            'per viewer, MB': rounded(scale.mbPerViewer),
            'per viewer, Mb/s': rounded(scale.mbitPerViewer),
            [`gaps in what ${VIEWERS} viewers got`]: scale.gaps,
            [`MB more after ${CYCLES.after} openings than after ${CYCLES.before}`]: rounded(growth),
            [`of ${VANISHED} vanished viewers, left after ${REAPED_AFTER_MS / 1000} s`]: left,
          },
        },
        notes: [],
      }
    } finally {
      await endMediaServer(server)
      await camera.kill()
      rmSync(folder, { recursive: true, force: true })
    }
  },
}
