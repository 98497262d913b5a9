/**
 * Live pictures by HLS from media servers that others made. Their addresses stay here: a browser gets our own playlist, in which every
 * part has a name that says nothing, and only what a playlist of that stream has named, beside itself, is ever fetched.
 */
import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { OutboundResponse } from '../outbound'
import { MediaError } from './gateway'
import { firstRendition, playlistText, readPlaylist } from './hls-playlist'
import type { ServerCall } from './server-call'

/** A source that is asked for only now begins to send, and its first segment takes as long as it is. */
const FIRST_PLAYLIST_TIMEOUT_MS = 12_000
const PART_TIMEOUT_MS = 6_000
const MOST_PLAYLIST_BYTES = 256 * 1024
const MOST_PART_BYTES = 32 << 20
const MOST_REMEMBERED = 8_000
const NAME_LENGTH = 22
const HOST = 'http://media'

interface Dialect {
  /** Where a stream's playlist is; null when no stream can have this name. */
  playlistPath(stream: string): string | null
  /** What a playlist's and a part's address look like behind the playlist's folder; any other is not fetched. */
  rendition: RegExp
  part: RegExp
  /** What an answer that is no playlist means. */
  refusal(response: OutboundResponse, stream: string): Promise<MediaError> | MediaError
}

export interface HlsClient {
  hlsPlaylist(stream: string): Promise<string>
  hlsPart(stream: string, name: string): Promise<Uint8Array<ArrayBuffer>>
}

/** The path that an address in a playlist means. Throws MediaError `refused` when it leads out of the playlist's folder. */
function pathBeside(playlistPath: string, address: string, shape: RegExp): string {
  const base = new URL(playlistPath, HOST)
  const folder = base.pathname.slice(0, base.pathname.lastIndexOf('/') + 1)
  const url = URL.canParse(address, base.href) ? new URL(address, base) : null
  const isBeside = url?.origin === base.origin && url.pathname.startsWith(folder)
  const path = url ? url.pathname + url.search : ''
  if (!isBeside || !shape.test(path.slice(folder.length)))
    throw new MediaError('refused', 'The media server named a part that is not beside its playlist.')
  return path
}

const nameOf = (path: string) => createHash('sha256').update(path).digest('base64url').slice(0, NAME_LENGTH)

export function hlsClient(call: ServerCall, dialect: Dialect): HlsClient {
  const renditions = new LRUCache<string, string>({ max: MOST_REMEMBERED })
  const parts = new LRUCache<string, string>({ max: MOST_REMEMBERED })

  const get = (path: string, mostBytes: number, timeoutMs: number) =>
    call({ method: 'GET', path, mostBytes, timeoutMs })

  async function playlistAt(path: string, stream: string, timeoutMs: number): Promise<string> {
    const response = await get(path, MOST_PLAYLIST_BYTES, timeoutMs)
    if (response.status !== 200) throw await dialect.refusal(response, stream)
    return response.body.toString('utf8')
  }

  /** Asks anew which renditions there are. */
  async function firstPlaylist(stream: string): Promise<{ path: string; text: string }> {
    const path = dialect.playlistPath(stream)
    if (path === null) throw new MediaError('unknown-stream')
    const text = await playlistAt(path, stream, FIRST_PLAYLIST_TIMEOUT_MS)
    const address = firstRendition(text)
    if (address === null) return { path, text }
    const rendition = pathBeside(path, address, dialect.rendition)
    return { path: rendition, text: await playlistAt(rendition, stream, FIRST_PLAYLIST_TIMEOUT_MS) }
  }

  async function newestPlaylist(stream: string): Promise<{ path: string; text: string }> {
    const known = renditions.get(stream)
    if (known === undefined) return firstPlaylist(stream)
    try {
      return { path: known, text: await playlistAt(known, stream, PART_TIMEOUT_MS) }
    } catch {
      // Its session is over, or the server began anew.
      renditions.delete(stream)
      return firstPlaylist(stream)
    }
  }

  return {
    async hlsPlaylist(stream) {
      const { path, text } = await newestPlaylist(stream)
      const playlist = readPlaylist(text)
      renditions.set(stream, path)
      const named = (address: string) => {
        const part = pathBeside(path, address, dialect.part)
        const name = nameOf(part)
        parts.set(`${stream}\n${name}`, part)
        return name
      }
      const segments = playlist.segments.map((segment) => ({
        ...segment,
        name: named(segment.name),
        init: named(segment.init),
      }))
      return playlistText({ ...playlist, segments })
    },
    async hlsPart(stream, name) {
      const path = parts.get(`${stream}\n${name}`)
      if (path === undefined) throw new MediaError('no-session')
      const response = await get(path, MOST_PART_BYTES, PART_TIMEOUT_MS)
      if (response.status !== 200) throw new MediaError(response.status === 404 ? 'no-session' : 'refused')
      return new Uint8Array(response.body)
    },
  }
}
