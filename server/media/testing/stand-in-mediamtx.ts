/**
 * A stand-in for MediaMTX as its sources and documentation describe it; the real one was never run here. Basic credentials, `ETag: *`,
 * numbered media sections in fragments, 404 as JSON, recordings with an offset in their times, clips without length or ranges.
 */
import { randomUUID } from 'node:crypto'
import { frameStart, framesBegun, keyFrameBefore } from '../embedded/clip'
import { mp4Of } from '../embedded/mp4'
import { MEDIA_STATUS, MediaError } from '../gateway'
import { type Answer, type Asked, json, type StandIn, type StandInMedia, startStandIn } from './stand-in'

export const CREDENTIALS = 'viewer:pass word'
export const STREAM = 'city/clip-03'
/** Configured, but nobody publishes it. */
export const OFFLINE_STREAM = 'city/off'
/** Its source is asked for pictures only while somebody watches. */
export const SLEEPING_STREAM = 'city/sleeping'

const RECORDED_MS = 3_600_000
/** Nothing was recorded between so long ago and so long ago. */
const GAP_MS = { from: 1_800_000, to: 1_700_000 }

const failed = (status: number, error: string) => json({ status: 'error', error }, status)

interface Session {
  id: string
  mids: string[]
}

async function openSession(path: string, body: string, media: StandInMedia, opened: Map<string, Session>) {
  try {
    const { id, answerSdp } = await media.sessions.open(media.source, body)
    const secret = randomUUID()
    opened.set(secret, { id, mids: [...body.matchAll(/^a=mid:(.*?)\r?$/gm)].map(([, mid]) => mid) })
    const headers = {
      'content-type': 'application/sdp',
      etag: '*',
      location: `${path}/${secret}`,
      link: '<stun:stun.example>; rel="ice-server"',
    }
    return { status: 201, headers, body: answerSdp }
  } catch (error) {
    const reason = error instanceof MediaError ? error.reason : 'refused'
    return failed(
      MEDIA_STATUS[reason] === 503 ? 503 : 400,
      reason === 'codec' ? 'codecs not supported by client' : 'invalid SDP',
    )
  }
}

function patch(session: Session | undefined, { headers, body }: Asked, { sessions }: StandInMedia): Answer {
  if (!session) return failed(404, 'session not found')
  if (headers['if-match'] !== '*') return failed(412, 'invalid ETag')
  const numbered = /^a=mid:(\d+)\r?$/m.exec(body)
  if (!numbered) return failed(400, 'invalid mid')
  sessions.addCandidates(session.id, body.replace(/^a=mid:.*$/m, `a=mid:${session.mids[Number(numbered[1])]}`))
  return { status: 204 }
}

/** Newest first, with a gap, and with times of a zone. */
function recordings(query: URLSearchParams): { start: string; duration: number; url: string }[] {
  if (query.get('path') !== STREAM) return []
  const now = Date.now()
  const [from, to] = [Date.parse(query.get('start')!), Math.min(Date.parse(query.get('end')!), now)]
  return [
    { from: now - GAP_MS.to, to: now },
    { from: now - RECORDED_MS, to: now - GAP_MS.from },
  ]
    .map((span) => ({ from: Math.max(span.from, from), to: Math.min(span.to, to) }))
    .filter((span) => span.from < span.to)
    .map((span) => ({
      start: `${new Date(span.from + 8 * 3_600_000).toISOString().slice(0, -1)}+08:00`,
      duration: (span.to - span.from) / 1_000,
      url: 'http://localhost:9996/get?...',
    }))
}

/** Begins with the very frame: what a decoder needs before it has next to no length. */
async function clipFile(query: URLSearchParams, { clip }: StandInMedia): Promise<Answer> {
  const from = Date.parse(query.get('start')!)
  const lengthMs = Number(query.get('duration')) * 1_000
  if (query.get('path') !== STREAM || from > Date.now()) return failed(404, 'no recording segments found')
  const perClip = clip.frames.length
  const shown = framesBegun(clip, from)
  const first = shown - (shown % perClip) + keyFrameBefore(clip, shown % perClip)
  const last = Math.ceil(((from + lengthMs) * perClip) / clip.clipMs)
  const frames = Array.from({ length: last - first }, (_, i) => ({
    ...clip.frames[(first + i) % perClip],
    at: Math.max(frameStart(clip, first + i), from + Math.min(i, shown - first) * 0.1),
  }))
  const config = {
    codec: clip.codec,
    codedWidth: clip.width,
    codedHeight: clip.height,
    description: clip.description,
  }
  const body = await mp4Of(frames, from + lengthMs, config)
  return { status: 200, headers: { 'content-type': 'video/mp4', 'accept-ranges': 'none' }, body }
}

function pathList({ sessions, source, clip }: StandInMedia): Answer {
  const readers = Array.from({ length: sessions.viewersOf(source.name) }, (_, i) => ({
    type: 'webRTCSession',
    id: String(i),
  }))
  const absent = { ready: false, available: false, online: false, tracks: [], readers: [] }
  const items = [
    { name: OFFLINE_STREAM, ...absent },
    { name: STREAM, ready: true, available: true, online: true, tracks: ['H264'], readers, bytes: clip.frames.length },
    { name: SLEEPING_STREAM, ...absent },
  ]
  return json({ itemCount: items.length, pageCount: 1, items })
}

/** As its muxer writes them: renditions, then parts and hints of a segment to come, and gaps for what was before the first viewer. */
async function hlsFile(
  file: string,
  query: URLSearchParams,
  { hls }: StandInMedia,
  viewers: Set<string>,
): Promise<Answer> {
  const text = (body: string): Answer => ({
    status: 200,
    headers: { 'content-type': 'application/vnd.apple.mpegurl' },
    body,
  })
  if (file === 'index.m3u8') {
    if (query.get('cookieCheck') !== '1') return { status: 302, headers: { location: '?cookieCheck=1' } }
    const session = randomUUID()
    viewers.add(session)
    return text(
      `#EXTM3U\n#EXT-X-VERSION:9\n#EXT-X-STREAM-INF:BANDWIDTH=1,CODECS="avc1.42c01f"\nvideo1_stream.m3u8?session=${session}\n`,
    )
  }
  const session = query.get('session') ?? ''
  if (!viewers.has(session)) return failed(401, 'authentication error')
  if (file === 'video1_stream.m3u8') {
    const own = (await hls.playlist())
      .replace(/"i(\d+)\.mp4"/g, `"0a1b_init$1.mp4?session=${session}"`)
      .replace(/^s(\d+)\.m4s$/gm, `0a1b_video1_seg$1.mp4?session=${session}`)
      .replace(/(#EXT-X-MAP.*\n)/, '$1#EXT-X-GAP\n#EXTINF:1,\ngap.mp4\n')
    const hints = '#EXT-X-PART:DURATION=0.2,URI="0a1b_part9.mp4"\n#EXT-X-PRELOAD-HINT:TYPE=PART,URI="0a1b_part10.mp4"\n'
    return text(own.replace('#EXT-X-VERSION:7', '#EXT-X-VERSION:9\n#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES') + hints)
  }
  const [, kind, number] = /^0a1b_(init|video1_seg)(\d+)\.mp4$/.exec(file) ?? []
  if (!kind) return failed(404, 'not found')
  return { status: 200, body: hls.part(kind === 'init' ? `i${number}.mp4` : `s${number}.m4s`) }
}

const answerWith =
  (opened: Map<string, Session>, viewers: Set<string>) => async (asked: Asked, media: StandInMedia) => {
    const { method, path, query, headers, body } = asked
    if (headers.authorization !== `Basic ${Buffer.from(CREDENTIALS).toString('base64')}`)
      return failed(401, 'authentication error')
    if (path === '/v3/paths/list') return pathList(media)
    if (path === '/v3/config/paths/list')
      return json({ itemCount: 1, pageCount: 1, items: [{ name: SLEEPING_STREAM, sourceOnDemand: true }] })
    if (path === '/list') {
      const found = recordings(query)
      return found.length > 0 ? json(found) : failed(404, 'no recordings found')
    }
    if (path === '/get') return clipFile(query, media)
    const [, folder, file] = /^\/(.+)\/([\w.]+\.(?:m3u8|mp4))$/.exec(path) ?? []
    if (folder === STREAM) return hlsFile(file, query, media, viewers)
    const whep = /^\/(.+)\/whep(?:\/([^/]+))?$/.exec(path)
    if (!whep) return failed(404, 'not found')
    const session = opened.get(whep[2])
    if (method === 'PATCH') return patch(session, asked, media)
    if (method === 'DELETE') return session && media.sessions.close(session.id) ? { status: 200 } : failed(404, 'gone')
    return decodeURIComponent(whep[1]) === STREAM
      ? openSession(path, body, media, opened)
      : failed(404, `no one is publishing to path '${whep[1]}'`)
  }

export const startStandInMediamtx = (): Promise<StandIn> => startStandIn(answerWith(new Map(), new Set()))
