/**
 * MediaMTX: WHEP at the address itself, its API on port 9997, its recordings on 9996 and its HLS on 8888 unless told otherwise. A path that nobody
 * publishes is 404 like one that never was, so the API is asked which. Its clips have no length and no ranges; ours hold them whole.
 */
import { BufferSource, Input, MP4 } from 'mediabunny'
import { z } from 'zod'
import {
  ABSENT_STREAM,
  type Clip,
  MediaError,
  type MediaGateway,
  type Recording,
  type StreamCodec,
  type StreamState,
} from './gateway'
import { hlsClient } from './hls-client'
import { mergedSpans } from './merged-spans'
import { NO_PTZ } from './no-ptz'
import { authorization, contentOf, onPort, type ServerAddress, serverCall, streamPath } from './server-call'
import { reasonOfStatus, whepClient } from './whep-client'

const API_PORT = 9997
const PLAYBACK_PORT = 9996
const HLS_PORT = 8888
const PAGE = 500
const MOST_PAGES = 40
const MOST_LIST_BYTES = 8 << 20
const CLIP_TIMEOUT_MS = 15_000
const MOST_CLIP_BYTES = 256 << 20
/** What was recorded on when the server last wrote is one stretch. */
const JOIN_MS = 1_000

const text = z.string().max(1_000)
const pathsPage = z.object({
  pageCount: z.number().int().min(0).max(1_000_000),
  items: z
    .array(
      z.object({
        name: text,
        online: z.boolean().optional(),
        available: z.boolean().optional(),
        ready: z.boolean().optional(),
        tracks: z.array(text).max(64).nullish(),
        readers: z.array(z.unknown()).max(100_000).nullish(),
      }),
    )
    .max(PAGE * 2),
})
const configPage = z.object({
  pageCount: z.number().int().min(0).max(1_000_000),
  items: z.array(z.object({ name: text, sourceOnDemand: z.boolean().optional() })).max(PAGE * 2),
})
const recordings = z
  .array(
    z.object({
      start: z.iso.datetime({ offset: true }),
      duration: z
        .number()
        .min(0)
        .max(10 * 366 * 86_400),
    }),
  )
  .max(100_000)

function codecOf(tracks: readonly string[]): StreamCodec | null {
  const codecs = tracks.map((track) => track.toLowerCase().replace(/[^a-z0-9]/g, ''))
  for (const codec of ['h264', 'h265', 'vp8'] as const) if (codecs.includes(codec)) return codec
  return codecs.length > 0 ? 'other' : null
}

async function durationMs(bytes: Uint8Array): Promise<number> {
  try {
    const track = await new Input({ source: new BufferSource(bytes), formats: [MP4] }).getPrimaryVideoTrack()
    const seconds = (await track?.computeDuration()) ?? 0
    if (seconds > 0 && Number.isFinite(seconds)) return Math.round(seconds * 1_000)
  } catch {
    // Told below.
  }
  throw new MediaError('refused', 'The media server sent a clip that cannot be read.')
}

export function mediamtxGateway(address: ServerAddress): MediaGateway {
  const credentials = authorization(address.secret)
  const whep = serverCall(address.baseUrl, address, credentials)
  const api = serverCall(address.apiUrl ?? onPort(address.baseUrl, API_PORT), address, credentials)
  const playback = serverCall(address.recordingsUrl ?? onPort(address.baseUrl, PLAYBACK_PORT), address, credentials)

  const hls = serverCall(address.hlsUrl ?? onPort(address.baseUrl, HLS_PORT), address, credentials)

  async function allPages<Item>(
    path: string,
    schema: z.ZodType<{ pageCount: number; items: Item[] }>,
  ): Promise<Item[]> {
    const items: Item[] = []
    for (let page = 0; page < MOST_PAGES; page++) {
      const response = await api({
        method: 'GET',
        path: `${path}?itemsPerPage=${PAGE}&page=${page}`,
        mostBytes: MOST_LIST_BYTES,
      })
      if (response.status !== 200) throw reasonOfStatus(response.status === 404 ? 501 : response.status)
      const read = contentOf(schema, response)
      items.push(...read.items)
      if (page + 1 >= read.pageCount) break
    }
    return items
  }

  /** Paths whose source is only asked for a picture while somebody watches: they count as there. */
  async function onDemand(): Promise<Set<string>> {
    const items = await allPages('/v3/config/paths/list', configPage)
    return new Set(items.filter(({ sourceOnDemand }) => sourceOnDemand).map(({ name }) => name))
  }

  async function cameraState(streams: readonly string[]): Promise<Map<string, StreamState>> {
    const items = new Map((await allPages('/v3/paths/list', pathsPage)).map((item) => [item.name, item]))
    const isRunning = (stream: string) => {
      const item = items.get(stream)
      return item?.online ?? item?.available ?? item?.ready ?? false
    }
    const sleeping = streams.every((stream) => isRunning(stream) || !items.has(stream))
      ? new Set<string>()
      : await onDemand()
    return new Map(
      streams.map((stream) => {
        const item = items.get(stream)
        if (!item) return [stream, ABSENT_STREAM]
        const state: StreamState = {
          isOnline: isRunning(stream) || sleeping.has(stream),
          viewers: item.readers?.length ?? 0,
          codec: codecOf(item.tracks ?? []),
          warning: null,
        }
        return [stream, state]
      }),
    )
  }

  /** What a 404 about a stream means. */
  async function whyAbsent(stream: string): Promise<'unknown-stream' | 'offline'> {
    const names = (await allPages('/v3/paths/list', pathsPage)).map(({ name }) => name)
    return names.includes(stream) ? 'offline' : 'unknown-stream'
  }

  const { openLive, addCandidates, closeLive } = whepClient(whep, {
    offerPath: (stream) => {
      const path = streamPath(stream)
      return path && `/${path}/whep`
    },
    session: /\/whep\/[^/]+$/,
    takesCandidates: true,
    refusal: async ({ status, body }, stream) => {
      if (status === 404) return new MediaError(await whyAbsent(stream))
      if (/codec/i.test(body.toString('utf8', 0, 1_000))) return new MediaError('codec')
      return reasonOfStatus(status)
    },
  })

  const { hlsPlaylist, hlsPart } = hlsClient(hls, {
    // It knows a viewer by a cookie, or, when one comes that was to have it by now and has not, by the address.
    playlistPath: (stream) => {
      const path = streamPath(stream)
      return path && `/${path}/index.m3u8?cookieCheck=1`
    },
    rendition: /^[\w-]+\.m3u8(\?[\w=&-]{0,200})?$/,
    part: /^[\w-]+\.mp4(\?[\w=&-]{0,200})?$/,
    refusal: async ({ status }, stream) =>
      status === 404 || status === 500 ? new MediaError(await whyAbsent(stream)) : reasonOfStatus(status),
  })

  async function listRecordings(stream: string, from: number, to: number): Promise<Recording[]> {
    const query = new URLSearchParams({
      path: stream,
      start: new Date(from).toISOString(),
      end: new Date(to).toISOString(),
    })
    const response = await playback({ method: 'GET', path: `/list?${query}`, mostBytes: MOST_LIST_BYTES })
    if (response.status === 404 || response.status === 400) {
      if ((await whyAbsent(stream)) === 'unknown-stream') throw new MediaError('unknown-stream')
      return []
    }
    if (response.status !== 200) throw reasonOfStatus(response.status)
    const spans = contentOf(recordings, response).map(({ start, duration }) => ({
      from: Date.parse(start),
      to: Date.parse(start) + duration * 1_000,
    }))
    return mergedSpans(spans, from, Math.min(to, Date.now()), JOIN_MS)
  }

  async function openClip(stream: string, from: number, wantedMs: number): Promise<Clip> {
    if (!(wantedMs > 0) || !Number.isFinite(from)) throw new MediaError('refused')
    const [span] = await listRecordings(stream, from, from + wantedMs)
    if (!span) throw new MediaError('no-recording')
    const lengthMs = Math.min(span.to, from + wantedMs) - span.from
    const query = new URLSearchParams({
      path: stream,
      start: new Date(span.from).toISOString(),
      duration: String(lengthMs / 1_000),
      format: 'mp4',
    })
    const response = await playback({
      method: 'GET',
      path: `/get?${query}`,
      timeoutMs: CLIP_TIMEOUT_MS,
      mostBytes: MOST_CLIP_BYTES,
    })
    if (response.status === 404) throw new MediaError('no-recording')
    if (response.status !== 200) throw reasonOfStatus(response.status)
    const bytes = new Uint8Array(response.body)
    return { from: span.from, to: span.from + (await durationMs(bytes)), bytes, contentType: 'video/mp4' }
  }

  return {
    kind: 'mediamtx',
    capabilities: { trickle: true, recordings: true, snapshots: false, hls: true, ptz: false, states: 'all' },
    ...NO_PTZ,
    async health() {
      try {
        const { status } = await api({ method: 'GET', path: '/v3/paths/list?itemsPerPage=1', timeoutMs: 1_000 })
        return status === 200 ? { ok: true } : { ok: false, reason: 'refused' }
      } catch (error) {
        return { ok: false, reason: error instanceof MediaError ? error.reason : 'unreachable' }
      }
    },
    cameraState,
    openLive,
    addCandidates,
    closeLive,
    hlsPlaylist,
    hlsPart,
    listRecordings,
    openClip,
    snapshot: () => Promise.reject(new MediaError('unsupported')),
  }
}
