/** The port to a media server. The browser never learns of one: signalling and clips go through the app's own origin. */

/** Why there is no picture; a closed list that a person understands. */
export const MEDIA_REASONS = [
  'unreachable',
  'unknown-stream',
  'offline',
  'codec',
  'busy',
  'timeout',
  'no-recording',
  'no-session',
  'refused',
] as const
export type MediaReason = (typeof MEDIA_REASONS)[number]

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

export interface StreamState {
  isOnline: boolean
  viewers: number
}

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

export interface MediaGateway {
  readonly kind: 'embedded'
  /** Never throws: a media server that does not answer is a state. */
  health(): Promise<{ ok: true } | { ok: false; reason: MediaReason }>
  /** State of the named streams; a stream the server does not know is offline. */
  cameraState(streams: readonly string[]): Promise<Map<string, StreamState>>
  /** Answers a WHEP offer. Throws MediaError. */
  openLive(stream: string, offerSdp: string): Promise<LiveSession>
  /** Passes late ICE candidates on. Throws MediaError `no-session`. */
  addCandidates(sessionId: string, fragment: string): Promise<void>
  closeLive(sessionId: string): Promise<void>
  /** Sorted and merged; gaps are what lies between. */
  listRecordings(stream: string, from: number, to: number): Promise<Recording[]>
  /** Throws MediaError `no-recording` when nothing was recorded then. */
  openClip(stream: string, from: number, durationMs: number): Promise<Clip>
}
