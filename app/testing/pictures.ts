/** What a picture shows, read from the picture itself. */
import type { Locator, Page } from 'playwright-core'

export const FRAMES_IN_CLIP = 120
export const CLIP_MS = 8_000
const FRAME_MS = CLIP_MS / FRAMES_IN_CLIP

export interface Look {
  /** The frame number burnt into the clip: seven bits and their parity; null when no whole number is visible. */
  frame: number | null
  /** What the timeline showed at the same moment; null without one. */
  clockTime: number | null
  /** When the page looked, epoch milliseconds. */
  at: number
}

/** Looks at a simulated clip and the timeline at one moment. */
export function look(video: Locator): Promise<Look> {
  return video.evaluate((element) => {
    const source = element as HTMLVideoElement
    const at = Date.now()
    const shown = document.querySelector<HTMLElement>('[data-testid=timeline]')?.dataset['time']
    const clockTime = shown === undefined ? null : Number(shown)
    if (!source.videoWidth) return { frame: null, clockTime, at }
    const canvas = document.createElement('canvas')
    canvas.width = 640
    canvas.height = 360
    const pen = canvas.getContext('2d')!
    pen.drawImage(source, 0, 0, 640, 360)
    const bits: number[] = Array.from({ length: 8 }, (_, bit) =>
      Number(pen.getImageData(8 + bit * 16 + 8, 346, 1, 1).data[1] > 128),
    )
    const parity = bits.slice(0, 7).reduce((sum, bit) => sum ^ bit, 0)
    const number = bits.slice(0, 7).reduce((sum, bit, index) => sum + (bit << index), 0)
    return { frame: parity === bits[7] ? number : null, clockTime, at }
  })
}

/** How far a frame number is from the one that belongs to an instant, in milliseconds, the short way round the clip. */
export function lateness(frame: number, at: number): number {
  const expected = (at % CLIP_MS) / FRAME_MS
  const frames = (((expected - frame) % FRAMES_IN_CLIP) + 1.5 * FRAMES_IN_CLIP) % FRAMES_IN_CLIP
  return (frames - FRAMES_IN_CLIP / 2) * FRAME_MS
}

/** Frames that the page's newest peer connection has decoded. */
export const framesDecoded = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const peer = (window as unknown as { peers: RTCPeerConnection[] }).peers.at(-1)
    if (!peer) return 0
    for (const report of (await peer.getStats()).values())
      if (report.type === 'inbound-rtp' && report.kind === 'video') return report.framesDecoded as number
    return 0
  })
