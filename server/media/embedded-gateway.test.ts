/** The embedded media server as a process of its own, through its gateway. */
import { fileURLToPath } from 'node:url'
import { BufferSource, EncodedPacketSink, Input, MP4 } from 'mediabunny'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Clip, frameAt, keyFrameBefore, readClips } from './embedded/clip'
import { embeddedGateway } from './embedded-gateway'
import { gatewayContract } from './gateway.contract'
import { endMediaServer, type MediaServerProcess, startMediaServer } from './testing/media-server'
import { openAndVanish } from './testing/vanish'

const CLIPS = fileURLToPath(new URL('./embedded/clips', import.meta.url))

async function end(server: MediaServerProcess): Promise<void> {
  expect(await endMediaServer(server), 'the server ends by itself').toEqual({ code: 0, signal: null })
}

gatewayContract('the embedded server', async () => {
  const server = await startMediaServer()
  const { url } = server
  return {
    gateway: embeddedGateway(url),
    stream: 'clip-03',
    openAndVanish: () => openAndVanish(url, 'clip-03'),
    stop: () => end(server),
  }
})

describe('recorded clips of the embedded server', () => {
  let server: MediaServerProcess
  let gateway: ReturnType<typeof embeddedGateway>
  let source: Clip

  beforeAll(async () => {
    server = await startMediaServer()
    gateway = embeddedGateway(server.url)
    source = (await readClips(CLIPS)).get('clip-07')!
  })
  afterAll(() => end(server))

  it('show the frame that the live picture showed at that time, whenever that was', async () => {
    const now = Math.floor(Date.now() / 8_000) * 8_000
    for (const back of [600_000, 600_000 - 1, 599_800, 599_801, 599_799, 77_777, 8_000, 3_333]) {
      const asked = now - back
      const clip = await gateway.openClip('clip-07', asked, 1_500)
      const input = new Input({ source: new BufferSource(clip.bytes), formats: [MP4] })
      const track = await input.getPrimaryVideoTrack()
      const shown = frameAt(source, asked)
      let index = keyFrameBefore(source, shown)
      let wantedAt: number | null = null
      for await (const packet of new EncodedPacketSink(track!).packets()) {
        expect(
          Buffer.from(packet.data).equals(source.frames[index % source.frames.length].data),
          `${back} ${index}`,
        ).toBe(true)
        if (index === shown) wantedAt = clip.from + packet.timestamp * 1_000
        index++
      }
      expect(wantedAt, `${back} ms back`).not.toBeNull()
      expect(asked - wantedAt!).toBeGreaterThanOrEqual(-1)
      expect(asked - wantedAt!).toBeLessThan(source.frameMs + 1)
    }
  })
})
