/** A stretch of a recording that is longer than a media server sends at once: its clips, put together. */
import { BufferSource, EncodedPacketSink, Input, MP4 } from 'mediabunny'
import { type DecoderConfig, type Mp4Frame, mp4Of } from '../embedded/mp4'
import { type Clip, MediaError, type MediaGateway } from '../gateway'
import { FilmError } from './film-error'

const MOST_PIECE_MS = 5 * 60_000
/** What lies farther apart is a gap. */
const GAP_MS = 1_000
const MOST_BYTES = 300 << 20

type Film = Omit<Clip, 'contentType'>

/**
 * From the key frame at or before `from` to `to` or the first gap, UTC epoch milliseconds. One clip stays as the server sent it.
 * Throws MediaError `no-recording` when nothing was recorded then, FilmError `too-large`.
 */
export async function openFilm(
  gateway: Pick<MediaGateway, 'openClip'>,
  stream: string,
  from: number,
  to: number,
): Promise<Film> {
  const clips: Clip[] = []
  for (let at = from; to - at >= GAP_MS || clips.length === 0; ) {
    const clip = await nextClip(gateway, stream, at, Math.min(to - at, MOST_PIECE_MS), clips.length > 0)
    if (!clip || clip.to < at + GAP_MS || (clips.length > 0 && clip.from > at + GAP_MS)) break
    clips.push(clip)
    if (clips.reduce((sum, { bytes }) => sum + bytes.length, 0) > MOST_BYTES)
      throw new FilmError('too-large', 'This stretch is too large: ask for a shorter one.')
    at = clip.to
  }
  if (clips.length === 0) throw new MediaError('no-recording')
  return clips.length === 1 ? clips[0] : joined(clips)
}

/** Null where a later one is missing: the film ends there. */
async function nextClip(
  { openClip }: Pick<MediaGateway, 'openClip'>,
  stream: string,
  from: number,
  durationMs: number,
  isLater: boolean,
): Promise<Clip | null> {
  try {
    return await openClip(stream, from, durationMs)
  } catch (error) {
    if (isLater && error instanceof MediaError && error.reason === 'no-recording') return null
    throw error
  }
}

/** Pixels. Throws MediaError `codec`. */
export async function pictureSize(bytes: Uint8Array<ArrayBuffer>): Promise<{ width: number; height: number }> {
  const input = new Input({ source: new BufferSource(bytes), formats: [MP4] })
  try {
    const track = await input.getPrimaryVideoTrack()
    if (!track) throw new MediaError('codec')
    return { width: track.codedWidth, height: track.codedHeight }
  } finally {
    input.dispose()
  }
}

interface ReadClip {
  config: DecoderConfig
  /** `at`: UTC epoch milliseconds. */
  frames: Mp4Frame[]
}

async function readClip({ bytes, from }: Clip): Promise<ReadClip> {
  const input = new Input({ source: new BufferSource(bytes), formats: [MP4] })
  try {
    const track = await input.getPrimaryVideoTrack()
    const config = await track?.getDecoderConfig()
    if (track?.codec !== 'avc' || !config?.description) throw new MediaError('codec')
    const frames: Mp4Frame[] = []
    for await (const { data, type, timestamp } of new EncodedPacketSink(track).packets())
      frames.push({ at: from + timestamp * 1_000, isKey: type === 'key', data })
    const { codec, codedWidth, codedHeight } = config
    const description = new Uint8Array(config.description as ArrayBuffer)
    return { config: { codec, codedWidth: codedWidth!, codedHeight: codedHeight!, description }, frames }
  } finally {
    input.dispose()
  }
}

/** Clips overlap from a key frame on: each gives what comes after the one before. Ends where the camera changed its picture. */
async function joined(clips: readonly Clip[]): Promise<Film> {
  const { config, frames } = await readClip(clips[0])
  let to = clips[0].to
  for (const clip of clips.slice(1)) {
    const next = await readClip(clip)
    if (Buffer.compare(next.config.description, config.description) !== 0) break
    frames.push(...next.frames.filter(({ at }) => at >= to - 1))
    to = clip.to
  }
  return { from: clips[0].from, to, bytes: new Uint8Array(await mp4Of(frames, to, config)) }
}
