/** MP4 files that lie on another server and are read by ranges: of an hour's recording only what a clip needs. */
import { CustomSource, EncodedPacketSink, Input, type InputVideoTrack, MP4 } from 'mediabunny'
import type { DecoderConfig, Mp4Frame } from './embedded/mp4'
import { MediaError } from './gateway'
import type { ServerCall } from './server-call'

const MOST_FILE_BYTES = 64 * 2 ** 30
const MOST_READ_BYTES = 32 << 20
const READ_TIMEOUT_MS = 10_000

function sourceOf(call: ServerCall, path: string): CustomSource {
  const range = async (start: number, end: number) => {
    if (end - start > MOST_READ_BYTES) throw new MediaError('refused', 'A recording asks for too much at once.')
    const response = await call({
      method: 'GET',
      path,
      headers: { range: `bytes=${start}-${end - 1}` },
      timeoutMs: READ_TIMEOUT_MS,
      mostBytes: end - start,
    })
    if (response.status !== 206) throw new MediaError(response.status === 404 ? 'no-recording' : 'refused')
    return response
  }
  return new CustomSource({
    async getSize() {
      const { headers } = await range(0, 1)
      const size = Number(/^bytes 0-0\/(\d{1,12})$/.exec(String(headers['content-range']))?.[1])
      if (!(size > 0 && size < MOST_FILE_BYTES)) throw new MediaError('refused', 'A recording of no size.')
      return size
    },
    async read(start, end) {
      const { body } = await range(start, end)
      if (body.length !== end - start) throw new MediaError('refused', 'A recording that ends before its end.')
      return new Uint8Array(body)
    },
    prefetchProfile: 'network',
  })
}

async function withTrack<T>(call: ServerCall, path: string, read: (track: InputVideoTrack) => Promise<T>): Promise<T> {
  const input = new Input({ source: sourceOf(call, path), formats: [MP4] })
  try {
    const track = await input.getPrimaryVideoTrack()
    if (!track) throw new MediaError('refused', 'A recording without video.')
    return await read(track)
  } catch (error) {
    throw error instanceof MediaError ? error : new MediaError('refused', 'A recording that cannot be read.')
  } finally {
    input.dispose()
  }
}

/** Milliseconds. Throws MediaError. */
export const remoteDuration = (call: ServerCall, path: string): Promise<number> =>
  withTrack(call, path, async (track) => (await track.computeDuration()) * 1_000)

export interface RemoteFrames {
  config: DecoderConfig
  /** `at` counts milliseconds from the beginning of the file. */
  frames: Mp4Frame[]
  /** When the last frame ends. */
  to: number
}

/** Frames from the key frame at or before `from` to the first at or after `to`, milliseconds of the file. Throws MediaError. */
export const remoteFrames = (call: ServerCall, path: string, from: number, to: number): Promise<RemoteFrames> =>
  withTrack(call, path, async (track) => {
    const config = await track.getDecoderConfig()
    if (track.codec !== 'avc' || !config?.description) throw new MediaError('codec')
    const sink = new EncodedPacketSink(track)
    const first = (await sink.getKeyPacket(Math.max(0, from) / 1_000)) ?? (await sink.getFirstPacket())
    if (!first) throw new MediaError('no-recording')
    const frames: Mp4Frame[] = []
    let end = 0
    for await (const { data, type, timestamp, duration } of sink.packets(first)) {
      if (timestamp * 1_000 >= to) break
      frames.push({ at: timestamp * 1_000, isKey: type === 'key', data })
      end = (timestamp + duration) * 1_000
    }
    if (frames.length === 0) throw new MediaError('no-recording')
    const { codec, codedWidth, codedHeight } = config
    const description = new Uint8Array(config.description as ArrayBuffer)
    return { config: { codec, codedWidth: codedWidth!, codedHeight: codedHeight!, description }, frames, to: end }
  })
