/** Every stream that this server has, by its name. */

import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { clipOf } from '../../domain/clip-name'
import { env } from '../../env'
import { MediaError } from '../gateway'
import type { Archive } from './archive'
import { type CameraConfig, readCameras } from './camera-config'
import { readClips } from './clip'
import { HlsRing } from './hls'
import { onvifHead } from './ptz/onvif-head'
import type { PtzHead } from './ptz/ptz-head'
import { simulatedHead } from './ptz/simulated-head'
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
  /** The same pictures for who can only be reached by HTTP. */
  hls: HlsRing
  /** What turns it; of a clip, one for each mount. Null: nothing does. */
  headOf: ((name: string) => PtzHead) | null
  /** Ends it; what was recorded is whole then. */
  close(): Promise<void>
}

/** A camera of a clip's name stands in the clip's place. */
export async function openStreams(): Promise<Map<string, Stream>> {
  const clips = await readClips(fileURLToPath(new URL('./clips', import.meta.url)))
  const streams = new Map<string, Stream>()
  for (const [name, clip] of clips) {
    const source = simulatedCamera(clip)
    streams.set(name, {
      source,
      archive: simulatedArchive(clip),
      hls: new HlsRing(source),
      headOf: headsOfMounts(),
      close: async () => {},
    })
  }
  for (const [name, config] of readCameras(env.camerasFile)) streams.set(name, await cameraStream(name, config))
  return streams
}

/** Throws MediaError. */
export function headOf(streams: Map<string, Stream>, name: string): PtzHead {
  const stream = streams.get(name) ?? streams.get(clipOf(name))
  if (!stream) throw new MediaError('unknown-stream')
  if (!stream.headOf) throw new MediaError('unsupported', 'This camera does not turn.')
  return stream.headOf(name)
}

const MOST_MOUNTS = 1_000

function headsOfMounts(): (name: string) => PtzHead {
  const heads = new Map<string, PtzHead>()
  return (name) => {
    const head = heads.get(name) ?? simulatedHead()
    if (!heads.has(name) && heads.size >= MOST_MOUNTS) throw new MediaError('busy')
    heads.set(name, head)
    return head
  }
}

async function cameraStream(name: string, config: CameraConfig): Promise<Stream> {
  const source = new RtspCamera(name, config.address)
  const head = config.ptz && onvifHead(config.ptz)
  const turning = head ? () => head : null
  const hls = new HlsRing(source)
  if (!config.record) return { source, archive: null, hls, headOf: turning, close: async () => source.close() }
  const store = await SegmentStore.open(join(env.dataFolder, 'recordings', name))
  const keeping = { ageMs: config.keepDays * DAY_MS, bytes: config.keepGigabytes * 1e9 }
  await store.keep(keeping, Date.now())
  const recorder = new Recorder(source, store, keeping)
  return {
    source,
    archive: cameraArchive(store, recorder),
    hls,
    headOf: turning,
    async close() {
      await recorder.close()
      source.close()
    },
  }
}
