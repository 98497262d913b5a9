/**
 * Stands in for a camera that turns by ONVIF: answers the calls that the head makes, after the specifications' examples, with the
 * check of the password's digest for real. It has no picture.
 */
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { DOMParser, type Document } from '@xmldom/xmldom'
import { elementsOf, escapeXml, SCHEMA, textOf } from '../embedded/ptz/onvif-client'
import type { PtzVector } from '../embedded/ptz/ptz-ranges'

export const ONVIF_USER = 'operator'
export const ONVIF_PASSWORD = 'p&ss <word>'
/** Its clock is wrong, as many are. */
const CLOCK_AHEAD_MS = 400_000
const DIGEST_HOLDS_MS = 5_000

export interface StandInOnvif {
  url: string
  /** Where it stands. */
  vector: PtzVector
  isMoving: boolean
  /** What it sends instead of an answer. */
  nonsense: string | null
  presets: Map<string, { name: string; vector: PtzVector }>
  stop(): Promise<void>
}

const envelope = (body: string) =>
  `<?xml version="1.0"?><env:Envelope xmlns:env="http://www.w3.org/2003/05/soap-envelope" xmlns:tt="${SCHEMA}" xmlns:t="urn:any"><env:Body>${body}</env:Body></env:Envelope>`

const clock = () => {
  const now = new Date(Date.now() + CLOCK_AHEAD_MS)
  return `<t:UTCDateTime><tt:Time><tt:Hour>${now.getUTCHours()}</tt:Hour><tt:Minute>${now.getUTCMinutes()}</tt:Minute><tt:Second>${now.getUTCSeconds()}</tt:Second></tt:Time>
<tt:Date><tt:Year>${now.getUTCFullYear()}</tt:Year><tt:Month>${now.getUTCMonth() + 1}</tt:Month><tt:Day>${now.getUTCDate()}</tt:Day></tt:Date></t:UTCDateTime>`
}

function isSigned(document: Document): boolean {
  const [nonce, created, digest] = ['Nonce', 'Created', 'Password'].map((name) => textOf(document, name) ?? '')
  const expected = createHash('sha1')
    .update(Buffer.from(nonce, 'base64'))
    .update(created)
    .update(ONVIF_PASSWORD)
    .digest('base64')
  const isTimely = Math.abs(Date.parse(created) - CLOCK_AHEAD_MS - Date.now()) < DIGEST_HOLDS_MS
  return digest === expected && isTimely && textOf(document, 'Username') === ONVIF_USER
}

export async function startStandInOnvif(): Promise<StandInOnvif> {
  const answers = new Map<string, (document: Document) => string>([
    // It names a host of its own, as devices behind another address do.
    [
      'GetCapabilities',
      () =>
        '<tt:Media><tt:XAddr>http://198.51.100.7/onvif/media</tt:XAddr></tt:Media><tt:PTZ><tt:XAddr>http://198.51.100.7/onvif/ptz</tt:XAddr></tt:PTZ>',
    ],
    [
      'GetProfiles',
      () => '<t:Profiles token="still"/><t:Profiles token="turn&amp;see"><tt:PTZConfiguration token="p"/></t:Profiles>',
    ],
    [
      'GetStatus',
      () => `<t:PTZStatus><tt:Position><tt:PanTilt x="${device.vector.x}" y="${device.vector.y}"/><tt:Zoom x="${device.vector.zoom}"/></tt:Position>
<tt:MoveStatus><tt:PanTilt>${device.isMoving ? 'MOVING' : 'IDLE'}</tt:PanTilt><tt:Zoom>IDLE</tt:Zoom></tt:MoveStatus></t:PTZStatus>`,
    ],
    [
      'GetPresets',
      () =>
        [...device.presets]
          .map(([token, { name }]) => `<t:Preset token="${escapeXml(token)}"><tt:Name>${name}</tt:Name></t:Preset>`)
          .join(''),
    ],
    [
      'AbsoluteMove',
      (document) => {
        const axis = (element: string, name: string) => Number(elementsOf(document, element)[0]?.getAttribute(name))
        device.vector = { x: axis('PanTilt', 'x'), y: axis('PanTilt', 'y'), zoom: axis('Zoom', 'x') }
        return ''
      },
    ],
    [
      'GotoPreset',
      (document) => {
        device.vector = device.presets.get(textOf(document, 'PresetToken') ?? '')!.vector
        return ''
      },
    ],
  ])
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += String(chunk)
    const document = new DOMParser().parseFromString(body, 'text/xml')
    const name = elementsOf(document, 'Body')[0]?.firstChild?.localName ?? ''
    const say = (status: number, text: string) => {
      response.writeHead(status, { 'content-type': 'application/soap+xml' })
      response.end(text)
    }
    if (device.nonsense !== null) return say(200, device.nonsense)
    if (name === 'GetSystemDateAndTime') return say(200, envelope(clock()))
    if (!isSigned(document)) return say(400, envelope('<env:Fault>not authorised</env:Fault>'))
    if (name.startsWith('Get') === false && textOf(document, 'ProfileToken') !== 'turn&see')
      return say(400, envelope('<env:Fault>no such profile</env:Fault>'))
    const answer = answers.get(name)
    return answer ? say(200, envelope(answer(document))) : say(400, envelope('<env:Fault>unknown</env:Fault>'))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const device: StandInOnvif = {
    url: `http://${ONVIF_USER}:${encodeURIComponent(ONVIF_PASSWORD)}@127.0.0.1:${port}/`,
    vector: { x: 0, y: 0, zoom: 0 },
    isMoving: false,
    nonsense: null,
    presets: new Map([
      ['1', { name: 'Gate', vector: { x: 0.5, y: -0.5, zoom: 0 } }],
      ['<2>', { name: 'Yard', vector: { x: -0.5, y: 0.5, zoom: 1 } }],
    ]),
    async stop() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  return device
}
