/** Cameras that die or freeze and come back, again and again, while somebody watches; and a line that loses packets. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { embeddedGateway } from '../../server/media/embedded-gateway'
import {
  endMediaServer,
  freePort,
  type MediaServerProcess,
  startMediaServer,
} from '../../server/media/testing/media-server'
import { receive } from '../../server/media/testing/receiver'
import { cameraUrl, startRtspCamera } from '../../server/media/testing/rtsp-camera'
import { openVideoPage } from '../testing/video-page'
import { judge } from './demo-city-proof'
import { startLossyRelay, throughRelay } from './media-relay'
import type { ProofResult } from './proof'

const CAMERAS = 4
const ROUNDS_EACH = 25
/** Nobody watches yet: it is looked for every ten seconds. */
const SEEN_WITHIN_MS = 20_000
const OFFLINE_WITHIN_MS = 4_000
const BACK_WITHIN_MS = 3_000
const LOST_SHARE = 0.05
const LOSSY_S = 15
/** The clips are shown at this rate; with packets sent again nearly all of it must arrive. */
const CLIP_FPS = 15
const LEAST_SHARE_SHOWN = 0.8
const SEED = 5

async function until(isSo: () => boolean | Promise<boolean>, limitMs: number): Promise<number> {
  const from = performance.now()
  while (performance.now() - from <= limitMs) {
    if (await isSo()) return performance.now() - from
    await sleep(25)
  }
  return Number.POSITIVE_INFINITY
}

/** Milliseconds from each return of one camera to the first packet on the session that was open all the time. */
async function rounds(url: string, name: string, port: number, result: ProofResult, notes: string[]) {
  const gateway = embeddedGateway(url)
  const isOnline = async () => (await gateway.cameraState([name])).get(name)!.isOnline
  let camera = await startRtspCamera(port, 'digest')
  const times: number[] = []
  try {
    if ((await until(isOnline, SEEN_WITHIN_MS)) > SEEN_WITHIN_MS) throw new Error(`${name} did not come`)
    const receiver = await receive(gateway, name)
    for (let round = 0; round < ROUNDS_EACH; round++) {
      const isFrozen = round % 2 === 1
      if (isFrozen) camera.process.kill('SIGSTOP')
      else await camera.kill()
      const isNoticed = (await until(async () => !(await isOnline()), OFFLINE_WITHIN_MS)) <= OFFLINE_WITHIN_MS
      const sent = receiver.packets.length
      if (isFrozen) camera.process.kill('SIGCONT')
      else camera = await startRtspCamera(port, 'digest')
      const back = await until(() => receiver.packets.length > sent, BACK_WITHIN_MS)
      times.push(back)
      if (!judge(result, isNoticed && back <= BACK_WITHIN_MS, true))
        notes.push(
          `${name}, round ${round}, ${isFrozen ? 'frozen' : 'killed'}: ${isNoticed ? `not back within ${BACK_WITHIN_MS} ms` : 'still said to be online'}`,
        )
      await sleep(200)
    }
    receiver.close()
  } finally {
    camera.process.kill('SIGCONT')
    await camera.kill()
  }
  return times
}

/** A browser behind a relay: how many frames it shows of those that there are. */
async function lossyShare({ url }: MediaServerProcess): Promise<{ share: number; lost: number }> {
  const gateway = embeddedGateway(url)
  const relay = await startLossyRelay(Number(new URL(url).port) + 1, LOST_SHARE, SEED)
  const page = await openVideoPage({
    async openLive(stream, offer) {
      const session = await gateway.openLive(stream, offer)
      return { ...session, answerSdp: throughRelay(session.answerSdp, relay.port) }
    },
    // The server must not learn of a way past the relay.
    addCandidates: async () => {},
    closeLive: (id) => gateway.closeLive(id),
  })
  try {
    await page.watch('clip-05')
    const [before] = await page.frames()
    await sleep(LOSSY_S * 1_000)
    const [after] = await page.frames()
    await page.end()
    return { share: (after - before) / (CLIP_FPS * LOSSY_S), lost: relay.counts.lost }
  } finally {
    await page.close()
    relay.close()
  }
}

export async function proveCameras(result: ProofResult, notes: string[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'sightline-cameras-'))
  const cameras: [string, number][] = []
  for (let i = 0; i < CAMERAS; i++) cameras.push([`camera-${i + 1}`, await freePort()])
  const file = join(folder, 'cameras.json')
  const config = cameras.map(([name, port]) => [name, { url: cameraUrl(port, 'h264') }])
  writeFileSync(file, JSON.stringify(Object.fromEntries(config)))
  const server = await startMediaServer({ SIGHTLINE_CAMERAS: file, SIGHTLINE_DATA: folder })
  try {
    const times = await Promise.all(cameras.map(([name, port]) => rounds(server.url, name, port, result, notes)))
    const sorted = times.flat().toSorted((a, b) => a - b)
    const median = sorted[sorted.length >> 1]
    notes.push(
      `a camera that is back plays again after ${median.toFixed(0)} ms (median of ${sorted.length}), at most ${sorted.at(-1)!.toFixed(0)} ms`,
    )
    const { share, lost } = await lossyShare(server)
    judge(result, share >= LEAST_SHARE_SHOWN, true)
    notes.push(
      `with ${LOST_SHARE * 100} % of packets lost (${lost}), ${(100 * share).toFixed(0)} % of frames are shown`,
    )
  } finally {
    await endMediaServer(server)
    rmSync(folder, { recursive: true, force: true })
  }
}
