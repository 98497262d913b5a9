/** Every stream that this server has, by its name. */

import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { env } from '../../env'
import type { Archive } from './archive'
import { type CameraConfig, readCameras } from './camera-config'
import { readClips } from './clip'
import { cameraArchive } from './recording/camera-archive'
import { Recorder } from './recording/recorder'
import { SegmentStore } from './recording/segment-store'
import { RtspCamera } from './rtsp-camera'
import { simulatedArchive } from './simulated-archive'
import { simulatedCamera } from './simulated-camera'
import type { Source } from './source'

const DAY_MS = 86_400_000

export interface Stream {
  source: Source
  /** Null: it is not recorded. */
  archive: Archive | null
  /** Ends it; what was recorded is whole then. */
  close(): Promise<void>
}

/** A camera of a clip's name stands in the clip's place. */
export async function openStreams(): Promise<Map<string, Stream>> {
  const clips = await readClips(fileURLToPath(new URL('./clips', import.meta.url)))
  const streams = new Map<string, Stream>()
  for (const [name, clip] of clips)
    streams.set(name, { source: simulatedCamera(clip), archive: simulatedArchive(clip), close: async () => {} })
  for (const [name, config] of readCameras(env.camerasFile)) streams.set(name, await cameraStream(name, config))
  return streams
}

async function cameraStream(name: string, config: CameraConfig): Promise<Stream> {
  const source = new RtspCamera(name, config.address)
  if (!config.record) return { source, archive: null, close: async () => source.close() }
  const store = await SegmentStore.open(join(env.dataFolder, 'recordings', name))
  const keeping = { ageMs: config.keepDays * DAY_MS, bytes: config.keepGigabytes * 1e9 }
  await store.keep(keeping, Date.now())
  const recorder = new Recorder(source, store, keeping)
  return {
    source,
    archive: cameraArchive(store, recorder),
    async close() {
      await recorder.close()
      source.close()
    },
  }
}
