/**
 * A stand-in for ZLMediaKit as it was once observed: 406 with a text for everything, an unknown stream held first, an absolute
 * Location under a name of its own, no PATCH, a secret in the query, files named by the server's clock in no order.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { LRUCache } from 'lru-cache'
import { simulatedArchive } from '../embedded/simulated-archive'
import { MediaError } from '../gateway'
import { type Answer, type Asked, json, STREAM_CLIP, type StandIn, type StandInMedia, startStandIn } from './stand-in'

export const SECRET = 'zlm-secret'
export const STREAM = `live/${STREAM_CLIP}`
/** Held longer than anybody waits. */
export const SLOW_STREAM = 'live/slow'

const HELD_MS = 150
const VERY_LONG_MS = 20_000
const FILE_MS = 60_000
const RECORDED_MS = 3_600_000
const ZONE_MS = 8 * 3_600_000
const ROOT = '/opt/media/record/'
const JPEG = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex')

const local = (at: number) => new Date(at + ZONE_MS).toISOString()
const isOurs = (query: URLSearchParams) => query.get('app') === 'live' && query.get('stream') === STREAM_CLIP

async function openSession({ query, body }: Asked, { sessions, source }: StandInMedia): Promise<Answer> {
  if (query.get('token') !== SECRET) return { status: 406, body: '[auth failed]: token' }
  if (!isOurs(query)) {
    await sleep(query.get('stream') === 'slow' ? VERY_LONG_MS : HELD_MS, undefined, { ref: false })
    return { status: 406, body: 'stream not found' }
  }
  try {
    const { id, answerSdp } = await sessions.open(source, body)
    const location = `http://zlm.internal/index/api/delete_webrtc?id=${id}&token=t-${id}`
    return { status: 201, headers: { 'content-type': 'application/sdp', location }, body: answerSdp }
  } catch (error) {
    const isCodec = error instanceof MediaError && error.reason === 'codec'
    return { status: 406, body: isCodec ? 'no suitable codec' : 'invalid sdp' }
  }
}

function mediaList({ sessions, source }: StandInMedia): Answer {
  const watching = sessions.viewersOf(source.name)
  const tracks = [{ codec_id: 0, codec_id_name: 'H264', codec_type: 0, ready: true }]
  const entry = { app: 'live', stream: STREAM_CLIP, vhost: '__defaultVhost__', totalReaderCount: watching, tracks }
  return json({ code: 0, data: ['rtsp', 'rtmp', 'fmp4'].map((schema) => ({ ...entry, schema, readerCount: 0 })) })
}

/** Whole minutes of the last hour that are over, in no order, and names that are no recordings. */
function fileNames(query: URLSearchParams): string[] {
  if (!isOurs(query)) return []
  const now = Date.now()
  const names: string[] = []
  for (let at = Math.ceil((now - RECORDED_MS) / FILE_MS) * FILE_MS; at + FILE_MS <= now; at += FILE_MS)
    if (local(at).startsWith(query.get('period')!))
      names.unshift(`${local(at).slice(0, 19).replace(/[T:]/g, '-')}-${names.length}.mp4`)
  return [...names.filter((_, i) => i % 2), 'notes.txt', '../../etc/passwd', ...names.filter((_, i) => i % 2 === 0)]
}

async function fileRange(asked: Asked, media: StandInMedia, files: LRUCache<number, Uint8Array>): Promise<Answer> {
  const path = asked.query.get('file_path') ?? ''
  const [, day, h, m, s] = /(\d{4}-\d\d-\d\d)-(\d\d)-(\d\d)-(\d\d)-\d+\.mp4$/.exec(path) ?? []
  if (!path.startsWith(ROOT) || !day) return { status: 404 }
  const from = Date.parse(`${day}T${h}:${m}:${s}Z`) - ZONE_MS
  const bytes = files.get(from) ?? (await simulatedArchive(media.clip).clip(from, FILE_MS)).bytes
  files.set(from, bytes)
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(asked.headers.range ?? '') ?? []
  const part = bytes.subarray(Number(first), Number(last) + 1)
  const range = `bytes ${first}-${Number(first) + part.length - 1}/${bytes.length}`
  return { status: 206, headers: { 'content-range': range, 'content-type': 'video/mp4' }, body: part }
}

const HLS_FOLDER = '2026-07-22/00'

/** As its maker writes it: no word of breaks, an init that is always called the same, parts in folders by the hour. */
async function hlsFile(
  file: string,
  { query }: Asked,
  { hls }: StandInMedia,
  inits: Map<string, string>,
): Promise<Answer> {
  if (file === 'hls.fmp4.m3u8') {
    if (query.get('token') !== SECRET) return { status: 401 }
    const own = await hls.playlist()
    const [, init] = /URI="(.*?)"/.exec(own) ?? []
    inits.set('init.mp4', init)
    const segments = [...own.matchAll(/#EXTINF:([\d.]+),\ns(\d+)\.m4s/g)]
    const [, sequence] = /MEDIA-SEQUENCE:(\d+)/.exec(own)!
    const lines = [
      '#EXTM3U',
      '#EXT-X-VERSION:7',
      '#EXT-X-ALLOW-CACHE:NO',
      '#EXT-X-TARGETDURATION:1',
      `#EXT-X-MEDIA-SEQUENCE:${sequence}`,
    ]
    const parts = segments.map(([, length, number]) => `#EXTINF:${length},\n${HLS_FOLDER}/15-00_${number}.mp4`)
    return { status: 200, body: [...lines, '#EXT-X-MAP:URI="init.mp4"', ...parts, ''].join('\n') }
  }
  const [, number] = /^2026-07-22\/00\/15-00_(\d+)\.mp4$/.exec(file) ?? []
  const name = inits.get(file) ?? (number && `s${number}.m4s`)
  return name ? { status: 200, headers: { 'content-type': 'video/mp4' }, body: hls.part(name) } : { status: 404 }
}

const answerWith =
  (files: LRUCache<number, Uint8Array>, inits: Map<string, string>) => async (asked: Asked, media: StandInMedia) => {
    const { method, path, query } = asked
    const name = path.replace('/index/api/', '')
    if (name === 'whep') return method === 'POST' ? openSession(asked, media) : { status: 405 }
    if (name === 'delete_webrtc') {
      if (method !== 'DELETE') return { status: 405 }
      const id = query.get('id') ?? ''
      return query.get('token') === `t-${id}` && media.sessions.close(id)
        ? json({ code: 0 })
        : json({ code: -500, msg: 'no such session' })
    }
    if (path.startsWith(`/${STREAM}/`)) return hlsFile(path.slice(STREAM.length + 2), asked, media, inits)
    if (path.endsWith('.m3u8')) return { status: 404 }
    if (query.get('secret') !== SECRET) return json({ code: -100, msg: 'Incorrect secret' })
    switch (name) {
      case 'version':
        return json({ code: 0, data: { branchName: 'stand-in' } })
      case 'getMediaList':
        return mediaList(media)
      case 'getMP4RecordFile':
        return json({ code: 0, data: { paths: fileNames(query), rootPath: ROOT } })
      case 'downloadFile':
        return fileRange(asked, media, files)
      case 'getSnap':
        return { status: 200, headers: { 'content-type': 'image/jpeg' }, body: JPEG }
      default:
        return { status: 404 }
    }
  }

export const startStandInZlmediakit = (): Promise<StandIn> =>
  startStandIn(answerWith(new LRUCache({ max: 8 }), new Map()))
