/**
 * Any server that speaks WHEP and no more: live pictures only. Its address holds `{stream}` where the stream's name goes; without,
 * the name is its last part. A server that names no session (no `Location`) is refused, since its viewers could not be cut.
 */
import { MediaError, type MediaGateway } from './gateway'
import { NO_PTZ } from './no-ptz'
import { authorization, type ServerAddress, serverCall, streamPath } from './server-call'
import { reasonOfStatus, whepClient } from './whep-client'

const PLACE = /\{stream\}|%7Bstream%7D/gi

function offerPath(baseUrl: string, stream: string): string | null {
  const name = streamPath(stream)
  if (name === null) return null
  const { pathname, search } = new URL(baseUrl)
  const path = pathname + search
  if (!path.match(PLACE)) return `${pathname.replace(/\/$/, '')}/${name}${search}`
  return path.replace(PLACE, () => (pathname.match(PLACE) ? name : encodeURIComponent(stream)))
}

const unsupported = () => Promise.reject(new MediaError('unsupported'))

export function whepGateway(address: ServerAddress): MediaGateway {
  const call = serverCall(address.baseUrl, address, authorization(address.secret))
  const { openLive, addCandidates, closeLive } = whepClient(call, {
    offerPath: (stream) => offerPath(address.baseUrl, stream),
    session: /^\/./,
    takesCandidates: true,
    refusal: ({ status }) => reasonOfStatus(status),
  })
  return {
    kind: 'whep',
    capabilities: { trickle: true, recordings: false, snapshots: false, hls: false, ptz: false, states: 'none' },
    ...NO_PTZ,
    async health() {
      try {
        await call({ method: 'OPTIONS', path: offerPath(address.baseUrl, 'health') ?? '/', timeoutMs: 1_000 })
        return { ok: true }
      } catch (error) {
        return { ok: false, reason: error instanceof MediaError ? error.reason : 'unreachable' }
      }
    },
    cameraState: unsupported,
    openLive,
    addCandidates,
    closeLive,
    hlsPlaylist: unsupported,
    hlsPart: unsupported,
    listRecordings: unsupported,
    openClip: unsupported,
    snapshot: unsupported,
  }
}
