/** Speaks to the embedded media server, which runs in its own process. */

import { clipOf } from '../domain/clip-name'
import { callOut, OutboundError, type OutboundRequest, type OutboundResponse } from '../outbound'
import {
  ABSENT_STREAM,
  type Clip,
  type LiveSession,
  MEDIA_REASONS,
  MediaError,
  type MediaGateway,
  type MediaReason,
  type PtzState,
  type Recording,
  type StreamState,
} from './gateway'

const HLS_TIMEOUT_MS = 8_000
const PART_MOST_BYTES = 32 << 20
const CLIP_TIMEOUT_MS = 10_000
const CLIP_MOST_BYTES = 64 << 20
/** Heads are slower than this server. */
const PTZ_TIMEOUT_MS = 8_000

/** The embedded server answers a refusal with its reason as plain text. */
function refusalOf({ status, body }: OutboundResponse): MediaError {
  const reason = body.toString('utf8').trim() as MediaReason
  return new MediaError(MEDIA_REASONS.includes(reason) ? reason : 'refused', `The media server answered ${status}.`)
}

export function embeddedGateway(baseUrl: string): MediaGateway {
  const call = async (request: OutboundRequest): Promise<OutboundResponse> => {
    const response = await callOut({ baseUrl, isLoopbackExpected: true }, request).catch((error: unknown) => {
      throw error instanceof OutboundError ? new MediaError(error.reason, `Media server: ${error.message}`) : error
    })
    if (response.status >= 300) throw refusalOf(response)
    return response
  }
  const json = async <T>(path: string): Promise<T> => {
    const { body } = await call({ method: 'GET', path })
    try {
      return JSON.parse(body.toString('utf8')) as T
    } catch {
      throw new MediaError('refused', 'The media server sent something other than JSON.')
    }
  }

  const turn = (stream: string, to: URLSearchParams) =>
    call({ method: 'POST', path: `/ptz/${encodeURIComponent(stream)}?${to}`, timeoutMs: PTZ_TIMEOUT_MS })

  return {
    kind: 'embedded',
    capabilities: { trickle: true, recordings: true, snapshots: true, hls: true, ptz: true, states: 'all' },
    async health() {
      try {
        await call({ method: 'GET', path: '/health', timeoutMs: 1_000 })
        return { ok: true }
      } catch (error) {
        return { ok: false, reason: error instanceof MediaError ? error.reason : 'unreachable' }
      }
    },
    async cameraState(streams) {
      const known = await json<Record<string, StreamState>>('/streams')
      return new Map(streams.map((stream) => [stream, known[stream] ?? known[clipOf(stream)] ?? ABSENT_STREAM]))
    },
    async openLive(stream, offerSdp): Promise<LiveSession> {
      const response = await call({
        method: 'POST',
        path: `/whep/${encodeURIComponent(stream)}`,
        contentType: 'application/sdp',
        body: offerSdp,
      })
      const id = String(response.headers['location'] ?? '')
        .split('/')
        .at(-1)
      if (!id) throw new MediaError('refused', 'The media server named no session.')
      return { id, answerSdp: response.body.toString('utf8') }
    },
    async addCandidates(sessionId, fragment) {
      await call({
        method: 'PATCH',
        path: `/sessions/${sessionId}`,
        contentType: 'application/trickle-ice-sdpfrag',
        body: fragment,
      })
    },
    async closeLive(sessionId) {
      await call({ method: 'DELETE', path: `/sessions/${sessionId}` })
    },
    async hlsPlaylist(stream) {
      const path = `/hls/${encodeURIComponent(stream)}`
      return (await call({ method: 'GET', path, timeoutMs: HLS_TIMEOUT_MS })).body.toString('utf8')
    },
    async hlsPart(stream, name) {
      const path = `/hls-parts/${encodeURIComponent(stream)}/${encodeURIComponent(name)}`
      return new Uint8Array((await call({ method: 'GET', path, mostBytes: PART_MOST_BYTES })).body)
    },
    listRecordings: (stream, from, to) =>
      json<Recording[]>(`/recordings/${encodeURIComponent(stream)}?from=${from}&to=${to}`),
    async openClip(stream, from, durationMs): Promise<Clip> {
      const path = `/clips/${encodeURIComponent(stream)}?from=${from}&duration=${durationMs}`
      const response = await call({ method: 'GET', path, timeoutMs: CLIP_TIMEOUT_MS, mostBytes: CLIP_MOST_BYTES })
      const span = (name: string) => Number(response.headers[name])
      return {
        from: span('x-clip-from'),
        to: span('x-clip-to'),
        bytes: new Uint8Array(response.body),
        contentType: 'video/mp4',
      }
    },
    async snapshot(stream) {
      const { headers, body } = await call({ method: 'GET', path: `/snapshots/${encodeURIComponent(stream)}` })
      return { at: Number(headers['x-snapshot-at']), bytes: new Uint8Array(body), contentType: 'video/mp4' }
    },
    ptzState: (stream) => json<PtzState>(`/ptz/${encodeURIComponent(stream)}`),
    async movePtz(stream, { pan, tilt, hfov }) {
      await turn(stream, new URLSearchParams({ pan: String(pan), tilt: String(tilt), hfov: String(hfov) }))
    },
    async goToPreset(stream, preset) {
      await turn(stream, new URLSearchParams({ preset }))
    },
  }
}
