/** The last key frame as a film of one frame: there is no JPEG encoder here. */
import { MediaError } from '../gateway'
import { decoderConfig } from './h264'
import { mp4Of } from './mp4'
import type { Source } from './source'

const SHOWN_MS = 40

/** Throws MediaError `offline` when there is no picture now, `codec` when it is not H.264. */
export async function snapshotOf(source: Source): Promise<{ at: number; bytes: Uint8Array }> {
  if ((await source.ready()) !== 'h264') throw new MediaError('codec')
  const [key] = source.group()
  const config = key && decoderConfig(key.data.subarray(0, key.setsBytes))
  if (!config) throw new MediaError('offline')
  const frame = { at: key.at, isKey: true, data: key.data.subarray(key.setsBytes) }
  return { at: key.at, bytes: await mp4Of([frame], key.at + SHOWN_MS, config) }
}
