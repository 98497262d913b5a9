/**
 * ZLMediaKit: WHEP, API and recordings at one address. Every refusal is 406 with a text; a stream that is not there is held for
 * seconds first; it takes no late candidates. The secret opens its API, and goes as `token` to the city's `on_play` hook.
 */
import { z } from 'zod'
import { ABSENT_STREAM, MediaError, type MediaGateway, type StreamCodec, type StreamState } from './gateway'
import { hlsClient } from './hls-client'
import { NO_PTZ } from './no-ptz'
import { contentOf, type ServerAddress, serverCall, streamPath } from './server-call'
import { reasonOfStatus, whepClient } from './whep-client'
import { zlmRecordings } from './zlm-recordings'

const VHOST = '__defaultVhost__'
const USUAL_APP = 'live'
const MOST_LIST_BYTES = 8 << 20
const MOST_PICTURE_BYTES = 8 << 20
const SNAP_TIMEOUT_MS = 6_000
const CODECS: Record<string, StreamCodec> = { H264: 'h264', H265: 'h265', VP8: 'vp8' }

const text = z.string().max(2_000)
const count = z.number().int().min(0).max(1_000_000)
const status = z.object({ code: z.number().int(), msg: text.optional() })
const mediaList = status.extend({
  data: z
    .array(
      z.object({
        app: text,
        stream: text,
        readerCount: count.optional(),
        totalReaderCount: count.optional(),
        tracks: z
          .array(z.object({ codec_type: z.number().optional(), codec_id_name: text.optional() }))
          .max(64)
          .nullish(),
      }),
    )
    .max(100_000)
    .nullish(),
})
const fileList = status.extend({
  data: z.object({ paths: z.array(text).max(10_000).nullish(), rootPath: text }).nullish(),
})

/** `app/stream`; the application is `live` where none is named. */
function tupleOf(stream: string): { vhost: string; app: string; stream: string } {
  const cut = stream.lastIndexOf('/')
  return { vhost: VHOST, app: cut < 0 ? USUAL_APP : stream.slice(0, cut), stream: stream.slice(cut + 1) }
}

const isJpeg = (bytes: Buffer) => bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff

type MediaItem = NonNullable<z.infer<typeof mediaList>['data']>[number]

function byStream(items: readonly MediaItem[]): Map<string, MediaItem[]> {
  const found = new Map<string, MediaItem[]>()
  for (const item of items) {
    const name = `${item.app}/${item.stream}`
    found.set(name, [...(found.get(name) ?? []), item])
  }
  return found
}

/** One stream is listed once for every protocol. */
function stateOf(items: readonly MediaItem[]): StreamState {
  if (items.length === 0) return ABSENT_STREAM
  const names = items.flatMap(({ tracks }) => (tracks ?? []).flatMap(({ codec_id_name: name }) => name ?? []))
  return {
    isOnline: true,
    viewers: Math.max(...items.map(({ totalReaderCount, readerCount }) => totalReaderCount ?? readerCount ?? 0)),
    codec: names.map((name) => CODECS[name]).find((codec) => codec !== undefined) ?? null,
    warning: null,
  }
}

export function zlmediakitGateway(address: ServerAddress): MediaGateway {
  const call = serverCall(address.baseUrl, address)
  const token: Record<string, string> = address.secret ? { token: address.secret } : {}
  const apiPath = (name: string, query: Record<string, string>) =>
    `/index/api/${name}?${new URLSearchParams({ ...(address.secret ? { secret: address.secret } : {}), ...query })}`

  async function api<T extends z.infer<typeof status>>(
    name: string,
    query: Record<string, string>,
    schema: z.ZodType<T>,
    timeoutMs?: number,
  ): Promise<T> {
    const response = await call({
      method: 'GET',
      path: apiPath(name, query),
      mostBytes: MOST_LIST_BYTES,
      ...(timeoutMs ? { timeoutMs } : {}),
    })
    if (response.status !== 200) throw reasonOfStatus(response.status === 404 ? 501 : response.status)
    const content = contentOf(schema, response)
    if (content.code !== 0) throw new MediaError('refused', `The media server refused ${name}.`)
    return content
  }

  async function cameraState(streams: readonly string[]): Promise<Map<string, StreamState>> {
    const { data } = await api('getMediaList', { vhost: VHOST }, mediaList)
    const items = byStream(data ?? [])
    return new Map(
      streams.map((each) => {
        const { app, stream } = tupleOf(each)
        return [each, stateOf(items.get(`${app}/${stream}`) ?? [])]
      }),
    )
  }

  const isRunning = async (stream: string) => (await cameraState([stream])).get(stream)!.isOnline

  const recorded = zlmRecordings(
    call,
    async (stream, day) => {
      const { data } = await api('getMP4RecordFile', { ...tupleOf(stream), period: day }, fileList)
      return (data?.paths ?? []).map((name) => ({
        name,
        path: apiPath('downloadFile', { file_path: `${data!.rootPath.replace(/\/$/, '')}/${name}` }),
      }))
    },
    address.recordingsZone,
  )

  const whep = whepClient(call, {
    offerPath: (stream) => {
      const { app, stream: name } = tupleOf(stream)
      return name && app ? `/index/api/whep?${new URLSearchParams({ app, stream: name, ...token })}` : null
    },
    session: /^\/index\/api\/delete_webrtc\?/,
    takesCandidates: false,
    refusal: ({ status: code, body }) => {
      const said = body.toString('utf8', 0, 1_000)
      if (/not found/i.test(said)) return new MediaError('unknown-stream')
      if (/auth failed/i.test(said)) return new MediaError('refused', 'The media server does not take our token.')
      return /codec/i.test(said) ? new MediaError('codec') : reasonOfStatus(code)
    },
    isUnknownSession: ({ body }) => {
      try {
        const answer = status.safeParse(JSON.parse(body.toString('utf8')))
        return answer.success && answer.data.code !== 0
      } catch {
        return false
      }
    },
  })

  const { hlsPlaylist, hlsPart } = hlsClient(call, {
    playlistPath: (stream) => {
      const { app, stream: name } = tupleOf(stream)
      const path = streamPath(`${app}/${name}`)
      return path && `/${path}/hls.fmp4.m3u8?${new URLSearchParams(token)}`
    },
    rendition: /^[\w.-]+\.m3u8(\?[\w=&-]{0,200})?$/,
    // Folders by day and hour.
    part: /^(\d{4}-\d\d-\d\d\/\d\d\/)?[\w-]+\.mp4(\?[\w=&-]{0,200})?$/,
    refusal: async ({ status: code }, stream) => {
      if (code !== 404) return reasonOfStatus(code)
      return new MediaError((await isRunning(stream)) ? 'unsupported' : 'unknown-stream')
    },
  })

  return {
    kind: 'zlmediakit',
    capabilities: { trickle: false, recordings: true, snapshots: true, hls: true, ptz: false, states: 'running' },
    ...NO_PTZ,
    async health() {
      try {
        await api('version', {}, status, 1_000)
        return { ok: true }
      } catch (error) {
        return { ok: false, reason: error instanceof MediaError ? error.reason : 'unreachable' }
      }
    },
    cameraState,
    ...whep,
    hlsPlaylist,
    hlsPart,
    async openLive(stream, offerSdp) {
      try {
        return await whep.openLive(stream, offerSdp)
      } catch (error) {
        // It is held while somebody might still begin to send it.
        const isHeld = error instanceof MediaError && error.reason === 'timeout' && !(await isRunning(stream))
        throw isHeld ? new MediaError('unknown-stream') : error
      }
    },
    listRecordings: recorded.list,
    async openClip(stream, from, durationMs) {
      if (!(durationMs > 0) || !Number.isFinite(from)) throw new MediaError('refused')
      return recorded.clip(stream, from, durationMs)
    },
    async snapshot(stream) {
      if (!(await isRunning(stream))) throw new MediaError('unknown-stream')
      const { app, stream: name } = tupleOf(stream)
      const url = `rtsp://127.0.0.1/${encodeURIComponent(app)}/${encodeURIComponent(name)}?${new URLSearchParams(token)}`
      const response = await call({
        method: 'GET',
        path: apiPath('getSnap', { url, timeout_sec: '5', expire_sec: '1' }),
        timeoutMs: SNAP_TIMEOUT_MS,
        mostBytes: MOST_PICTURE_BYTES,
      })
      // Without a picture it sends its logo.
      if (response.status !== 200 || !isJpeg(response.body)) throw new MediaError('offline')
      return { at: Date.now(), bytes: new Uint8Array(response.body), contentType: 'image/jpeg' }
    },
  }
}
