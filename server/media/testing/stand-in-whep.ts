/** A stand-in for a server that keeps to WHEP and offers nothing else. Bearer token; an ETag for each session. */
import { MEDIA_STATUS, MediaError } from '../gateway'
import { type Answer, type Asked, STREAM_CLIP, type StandIn, type StandInMedia, startStandIn } from './stand-in'

export const TOKEN = 'viewer-token'

async function answer({ method, path, headers, body }: Asked, { source, sessions }: StandInMedia): Promise<Answer> {
  if (headers.authorization !== `Bearer ${TOKEN}`) return { status: 401 }
  if (method === 'OPTIONS') return { status: 204, headers: { 'accept-post': 'application/sdp' } }
  const [, place, name] = path.split('/').map(decodeURIComponent)
  if (place === 'play' && method === 'POST') {
    if (name !== STREAM_CLIP) return { status: 404 }
    try {
      const { id, answerSdp } = await sessions.open(source, body)
      // Relative to what was asked, as WHEP allows.
      return { status: 201, headers: { location: `../resource/${id}`, etag: `"${id}"` }, body: answerSdp }
    } catch (error) {
      return { status: error instanceof MediaError ? MEDIA_STATUS[error.reason] : 500 }
    }
  }
  if (place === 'resource' && method === 'PATCH') {
    if (headers['if-match'] !== `"${name}"`) return { status: 412 }
    sessions.addCandidates(name, body.replace(/^a=mid:0/gm, 'a=mid:video'))
    return { status: 204 }
  }
  if (place === 'resource' && method === 'DELETE') return { status: sessions.close(name) ? 200 : 404 }
  return { status: 405 }
}

export const startStandInWhep = (): Promise<StandIn> => startStandIn(answer)
