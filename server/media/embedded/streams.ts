/** Every stream that this server has, by its name. */
import { fileURLToPath } from 'node:url'
import { env } from '../../env'
import type { Archive } from './archive'
import { readCameras } from './camera-config'
import { readClips } from './clip'
import { RtspCamera } from './rtsp-camera'
import { simulatedArchive } from './simulated-archive'
import { simulatedCamera } from './simulated-camera'
import type { Source } from './source'

export interface Stream {
  source: Source
  /** Null: it is not recorded. */
  archive: Archive | null
}

/** A camera of a clip's name stands in the clip's place. */
export async function openStreams(): Promise<Map<string, Stream>> {
  const clips = await readClips(fileURLToPath(new URL('./clips', import.meta.url)))
  const streams = new Map<string, Stream>()
  for (const [name, clip] of clips)
    streams.set(name, { source: simulatedCamera(clip), archive: simulatedArchive(clip) })
  for (const [name, { address }] of readCameras(env.camerasFile))
    streams.set(name, { source: new RtspCamera(name, address), archive: null })
  return streams
}
