/** A hundred viewers of ten cameras of 1.4 Mb/s for five minutes: every packet reaches every one of them, every second. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { embeddedGateway } from '../../server/media/embedded-gateway'
import { endMediaServer, freePort, startMediaServer } from '../../server/media/testing/media-server'
import { cameraUrl, startRtspCamera } from '../../server/media/testing/rtsp-camera'
import { allWatch, type Told, viewers } from '../testing/viewers'
import type { ProofResult } from './proof'

const VIEWERS = 100
const CAMERAS = 10
const WATCHED_MS = 300_000
const STREAMS = Array.from({ length: CAMERAS }, (_, i) => `camera-${i}`)

/** Counts viewers’ seconds; one with a gap in it, or with nothing at all, is lost. */
export async function proveViewers(result: ProofResult, notes: string[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'sightline-viewers-'))
  const port = await freePort()
  const camera = await startRtspCamera(port, 'none')
  const file = join(folder, 'cameras.json')
  const cameras = STREAMS.map((name) => [name, { url: cameraUrl(port, 'busy') }])
  writeFileSync(file, JSON.stringify(Object.fromEntries(cameras)))
  const server = await startMediaServer({ SIGHTLINE_CAMERAS: file, SIGHTLINE_DATA: folder })
  try {
    // One after the other: GStreamer's server ends when many begin with one stream at once. Each stays connected for a while.
    for (const name of STREAMS) await embeddedGateway(server.url).snapshot(name)
    const watching = viewers('watch', server.url, STREAMS.join(), String(VIEWERS))
    await allWatch(watching)
    const told = { seconds: 0, gaps: 0, idle: 0, bytes: 0 }
    watching.on('message', ({ bytes, gaps, idle }: Told) => {
      told.seconds += VIEWERS
      told.gaps += gaps
      told.idle += idle
      told.bytes += bytes
    })
    await sleep(WATCHED_MS)
    watching.kill('SIGKILL')
    const expected = (VIEWERS * WATCHED_MS) / 1_000
    // Those who watch must have been asked nearly every second, or nothing is shown.
    const unasked = Math.max(0, Math.round(expected * 0.9) - told.seconds)
    const lost = told.gaps + told.idle + unasked
    result.tried += told.seconds
    result.accepted += told.seconds - told.idle
    result.lost += lost
    notes.push(
      `${VIEWERS} viewers of ${CAMERAS} cameras for ${WATCHED_MS / 1_000} s: ${told.gaps} gaps, ${told.idle} seconds without a packet, ${(told.bytes / 1e6).toFixed(0)} MB`,
    )
  } finally {
    await endMediaServer(server)
    await camera.kill()
    rmSync(folder, { recursive: true, force: true })
  }
}
