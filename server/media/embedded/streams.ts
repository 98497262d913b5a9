/** Every stream that this server has, by its name. */
import { fileURLToPath } from 'node:url'
import type { Archive } from './archive'
import { readClips } from './clip'
import { simulatedArchive } from './simulated-archive'
import { simulatedCamera } from './simulated-camera'
import type { Source } from './source'

export interface Stream {
  source: Source
  /** Null: it is not recorded. */
  archive: Archive | null
}

export async function openStreams(): Promise<Map<string, Stream>> {
  const clips = await readClips(fileURLToPath(new URL('./clips', import.meta.url)))
  return new Map(
    [...clips].map(([name, clip]) => [name, { source: simulatedCamera(clip), archive: simulatedArchive(clip) }]),
  )
}
