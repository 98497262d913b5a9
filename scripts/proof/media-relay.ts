/** A relay between one browser and the media server that loses some of what the server sends. */
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { seededRandom } from '../../server/domain/testing/random'

const HOST = '127.0.0.1'

export interface LossyRelay {
  port: number
  counts: { passed: number; lost: number }
  close(): void
}

/** RTP and RTCP lie in this range of first bytes, STUN and DTLS below. RFC 7983. */
const isMedia = (packet: Buffer) => packet[0] >= 128 && packet[0] <= 191

async function bound(): Promise<Socket> {
  const socket = createSocket('udp4').bind(0, HOST)
  await once(socket, 'listening')
  return socket
}

/** Loses `share` of the media packets that come from the server's port. */
export async function startLossyRelay(serverPort: number, share: number, seed: number): Promise<LossyRelay> {
  const random = seededRandom(seed)
  const counts = { passed: 0, lost: 0 }
  const [toBrowser, toServer] = await Promise.all([bound(), bound()])
  let browser: RemoteInfo | null = null
  toBrowser.on('message', (packet, from) => {
    browser = from
    toServer.send(packet, serverPort, HOST)
  })
  toServer.on('message', (packet) => {
    if (!browser) return
    if (isMedia(packet) && random() < share) {
      counts.lost++
      return
    }
    counts.passed++
    toBrowser.send(packet, browser.port, browser.address)
  })
  return {
    port: toBrowser.address().port,
    counts,
    close() {
      toBrowser.close()
      toServer.close()
    },
  }
}

/** The answer with the relay's port in the place of the server's. */
export const throughRelay = (answerSdp: string, port: number) =>
  answerSdp.replace(/^(a=candidate:\S+ \d+ \S+ \d+ \S+ )\d+/gm, `$1${port}`)
