/** A page in headless Chromium that watches streams by WHEP, without the app around it. */
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { chromium, type Page } from 'playwright-core'
import type { MediaGateway } from '../../server/media/gateway'
import { CHROMIUM_FLAGS, CHROMIUM_PATH } from '../lib/chromium'

interface Watched {
  watch(stream: string): Promise<number>
  frames(): Promise<number[]>
  end(): Promise<void>
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += chunk
  return text
}

/** Runs in the page: opens a stream, and tells after how many milliseconds its first frame was shown. */
function installWatching(): void {
  const open: { peer: RTCPeerConnection; location: string; video: HTMLVideoElement }[] = []
  const watch = async (stream: string) => {
    const from = performance.now()
    const peer = new RTCPeerConnection({ iceServers: [] })
    const video = document.body.appendChild(document.createElement('video'))
    video.muted = true
    video.width = 320
    const first = new Promise<number>((resolve) =>
      video.requestVideoFrameCallback(() => resolve(performance.now() - from)),
    )
    let location = ''
    const waiting: string[] = []
    const flush = () => {
      if (!location || waiting.length === 0) return
      const body = `${waiting.splice(0).join('\r\n')}\r\n`
      void fetch(location, { method: 'PATCH', body })
    }
    peer.onicecandidate = ({ candidate }) => {
      if (candidate?.candidate) waiting.push(`a=mid:${candidate.sdpMid}`, `a=${candidate.candidate}`)
      flush()
    }
    peer.ontrack = ({ track }) => {
      video.srcObject = new MediaStream([track])
      void video.play()
    }
    peer.addTransceiver('video', { direction: 'recvonly' })
    await peer.setLocalDescription()
    const answer = await fetch(`/whep/${stream}`, { method: 'POST', body: peer.localDescription!.sdp })
    if (!answer.ok) throw new Error(`WHEP: ${answer.status} ${await answer.text()}`)
    location = answer.headers.get('location')!
    await peer.setRemoteDescription({ type: 'answer', sdp: await answer.text() })
    flush()
    open.push({ peer, location, video })
    return first
  }
  const frames = () =>
    Promise.all(
      open.map(async ({ peer }) => {
        for (const report of (await peer.getStats()).values())
          if (report.type === 'inbound-rtp') return report.framesDecoded as number
        return 0
      }),
    )
  const end = async () => {
    for (const { peer, location, video } of open.splice(0)) {
      peer.close()
      video.remove()
      await fetch(location, { method: 'DELETE' })
    }
  }
  Object.assign(window, { watching: { watch, frames, end } satisfies Watched })
}

const inPage = (page: Page) => ({
  watch: (stream: string) =>
    page.evaluate((name) => (window as unknown as { watching: Watched }).watching.watch(name), stream),
  frames: () => page.evaluate(() => (window as unknown as { watching: Watched }).watching.frames()),
  end: () => page.evaluate(() => (window as unknown as { watching: Watched }).watching.end()),
})

export type Signalling = Pick<MediaGateway, 'openLive' | 'addCandidates' | 'closeLive'>

/** The page and the little server it comes from, which passes signalling on as the app does. */
export async function openVideoPage(gateway: Signalling): Promise<Watched & { close(): Promise<void> }> {
  const server = createServer(async (request, response) => {
    const [, place, name = ''] = (request.url ?? '').split('/')
    try {
      if (request.method === 'POST') {
        const { id, answerSdp } = await gateway.openLive(name, await textOf(request))
        response.writeHead(201, { location: `/session/${id}` }).end(answerSdp)
      } else if (request.method === 'PATCH') {
        await gateway.addCandidates(name, await textOf(request))
        response.writeHead(204).end()
      } else if (request.method === 'DELETE') {
        await gateway.closeLive(name)
        response.end()
      } else response.writeHead(place === '' ? 200 : 404, { 'content-type': 'text/html' }).end('<!doctype html><body>')
    } catch (error) {
      response.writeHead(500).end(String(error))
    }
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const browser = await chromium.launch({ executablePath: CHROMIUM_PATH, args: CHROMIUM_FLAGS })
  const page = await browser.newPage()
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  await page.evaluate(installWatching)
  return {
    ...inPage(page),
    async close() {
      await browser.close()
      server.close()
      server.closeAllConnections()
    },
  }
}
