/** The port to a media server. The browser never learns of one: signalling and clips go through the app's own origin. */
import type { PtzPosition } from '../domain/ptz-aim'

/** Why there is no picture; a closed list that a person understands. */
export const MEDIA_REASONS = [
  'unreachable',
  'unknown-stream',
  'offline',
  'codec',
  'b-frames',
  'busy',
  'timeout',
  'no-recording',
  'no-session',
  'unsupported',
  /** Its server takes no late candidates, and the offer does not say that it holds all there are. */
  'incomplete-offer',
  'refused',
] as const
export type MediaReason = (typeof MEDIA_REASONS)[number]

/** As which HTTP answer a reason travels. */
export const MEDIA_STATUS: Record<MediaReason, number> = {
  unreachable: 502,
  'unknown-stream': 404,
  offline: 409,
  codec: 406,
  'b-frames': 406,
  busy: 503,
  timeout: 504,
  'no-recording': 404,
  'no-session': 404,
  unsupported: 501,
  'incomplete-offer': 422,
  refused: 400,
}

export class MediaError extends Error {
  constructor(
    readonly reason: MediaReason,
    message: string = reason,
  ) {
    super(message)
  }
}

export interface LiveSession {
  /** The media server's own name for the session; never sent to a browser. */
  id: string
  answerSdp: string
}

export type StreamCodec = 'h264' | 'h265' | 'vp8' | 'other'

/** What keeps a running stream from being played well. */
export type StreamWarning = 'b-frames' | 'no-key-frames'

export interface StreamState {
  isOnline: boolean
  /** Null: this server does not say. */
  viewers: number | null
  codec: StreamCodec | null
  warning: StreamWarning | null
}

export const ABSENT_STREAM: StreamState = { isOnline: false, viewers: 0, codec: null, warning: null }

/** A span of recorded time, UTC epoch milliseconds. */
export interface Recording {
  from: number
  to: number
}

export interface Clip {
  /** The file really begins and ends here; it starts at a key frame at or before what was asked. */
  from: number
  to: number
  bytes: Uint8Array<ArrayBuffer>
  contentType: 'video/mp4'
}

/** One picture of now. A server without a JPEG encoder sends its last key frame as a film of one frame. */
export interface Snapshot {
  /** UTC epoch milliseconds. */
  at: number
  bytes: Uint8Array<ArrayBuffer>
  contentType: 'image/jpeg' | 'video/mp4'
}

export interface PtzPreset {
  id: string
  /** As the device calls it. */
  name: string
}

export interface PtzState {
  position: PtzPosition
  isMoving: boolean
  presets: PtzPreset[]
}

export interface GatewayCapabilities {
  /** It takes candidates after the offer; without, the offer must hold all of them. */
  trickle: boolean
  recordings: boolean
  snapshots: boolean
  /** Live pictures by HTTP too, for browsers that no UDP reaches. */
  hls: boolean
  /** It turns those of its cameras that can turn. */
  ptz: boolean
  /** Whether it tells how its streams are: those too that do not run now, only those that run, or none. */
  states: 'all' | 'running' | 'none'
}

/** A method whose capability is missing throws MediaError `unsupported`. */
export interface MediaGateway {
  readonly kind: 'embedded' | 'mediamtx' | 'zlmediakit' | 'whep'
  readonly capabilities: GatewayCapabilities
  /** Never throws: a media server that does not answer is a state. */
  health(): Promise<{ ok: true } | { ok: false; reason: MediaReason }>
  /** State of the named streams; a stream the server does not know is offline. */
  cameraState(streams: readonly string[]): Promise<Map<string, StreamState>>
  /** Answers a WHEP offer. Throws MediaError. */
  openLive(stream: string, offerSdp: string): Promise<LiveSession>
  /** Passes late ICE candidates on. Throws MediaError `no-session`. */
  addCandidates(sessionId: string, fragment: string): Promise<void>
  closeLive(sessionId: string): Promise<void>
  /** Its live playlist now (HLS, fragmented MP4), in which every part has a name of one path segment, good for some segments' time. */
  hlsPlaylist(stream: string): Promise<string>
  /** A part that a playlist of this stream named. Throws MediaError `no-session` when none did, or it is gone. */
  hlsPart(stream: string, name: string): Promise<Uint8Array<ArrayBuffer>>
  /** Sorted and merged; gaps are what lies between. */
  listRecordings(stream: string, from: number, to: number): Promise<Recording[]>
  /** Throws MediaError `no-recording` when nothing was recorded then. */
  openClip(stream: string, from: number, durationMs: number): Promise<Clip>
  /** Throws MediaError `offline` when there is no picture now. */
  snapshot(stream: string): Promise<Snapshot>
  /** Throws MediaError `unsupported` when this camera does not turn, as the two below do, and `offline` when its head is away. */
  ptzState(stream: string): Promise<PtzState>
  /** Begins to turn to it, as near as the camera can. */
  movePtz(stream: string, position: PtzPosition): Promise<void>
  /** Throws MediaError `refused` when there is no such preset. */
  goToPreset(stream: string, preset: string): Promise<void>
}
