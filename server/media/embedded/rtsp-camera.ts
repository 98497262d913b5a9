/**
 * A camera by RTSP as a source. It is connected to while somebody watches, and for a moment once a minute to know its state;
 * when pictures stop, it is connected to anew, and who watches goes on watching.
 */
import { MediaError, type StreamCodec, type StreamWarning } from '../gateway'
import { cameraClock } from './camera-clock'
import { depacketiser, type TimedPicture } from './rtp/depacketiser'
import { h264Parts } from './rtp/h264-parts'
import { readRtp } from './rtp/rtp-packet'
import { vp8Parts } from './rtp/vp8-parts'
import type { RtspAddress } from './rtsp/rtsp-address'
import { playRtsp } from './rtsp/rtsp-client'
import type { VideoTrack } from './rtsp/session-description'
import type { Frame, PlayableCodec, Source } from './source'

const LOOK_EVERY_MS = 250
/** No picture for so long: the connection is given up. */
const SILENCE_LIMIT_MS = 3_000
const FIRST_PICTURE_LIMIT_MS = 7_000
const RETRY_MS = 1_000
/** How often a camera that nobody watches is asked whether it is there. */
const CHECK_EVERY_MS = 60_000
/** The same while it is not. */
const CHECK_AWAY_EVERY_MS = 10_000
const LINGER_MS = 20_000
const READY_LIMIT_MS = 2_500
const KEY_FRAME_LIMIT_MS = 10_000
const MOST_GROUP_FRAMES = 900
const MOST_GROUP_BYTES = 24 << 20

const isPlayable = (codec: StreamCodec | null): codec is PlayableCodec => codec === 'h264' || codec === 'vp8'

interface Connection {
  close(): void
  openedAt: number
  /** When a picture last came, even one that had to be left out. */
  heardAt: number | null
  keyAt: number
}

export class RtspCamera implements Source {
  private readonly watchers = new Set<(frame: Frame) => void>()
  private readonly waiting = new Set<() => void>()
  private readonly look = setInterval(() => this.lookAfter(Date.now()), LOOK_EVERY_MS)
  private connection: Connection | null = null
  private frames: Frame[] = []
  private groupBytes = 0
  private isReached = false
  private codec: StreamCodec | null = null
  private warning: StreamWarning | null = null
  private size: { width: number; height: number } | null = null
  private wantedAt = 0
  private checkedAt = 0
  private problem = ''

  constructor(
    readonly name: string,
    private readonly address: RtspAddress,
  ) {}

  state() {
    const { isReached: isOnline, codec, warning, size } = this
    return { isOnline, codec, warning, width: size?.width ?? null, height: size?.height ?? null }
  }

  async ready(): Promise<PlayableCodec> {
    const now = Date.now()
    this.wantedAt = now
    if (!this.connection && (this.isReached || now - this.checkedAt >= RETRY_MS)) this.connect(now)
    for (const limit = now + READY_LIMIT_MS; ; await this.change(limit - Date.now())) {
      if (this.isReached && this.codec !== null && !isPlayable(this.codec)) throw new MediaError('codec')
      if (this.warning === 'b-frames') throw new MediaError('b-frames')
      if (this.frames.length > 0 && isPlayable(this.codec)) return this.codec
      if (!this.connection || Date.now() >= limit) throw new MediaError('offline')
    }
  }

  watch(onFrame: (frame: Frame) => void): () => void {
    this.watchers.add(onFrame)
    return () => {
      this.watchers.delete(onFrame)
      this.wantedAt = Date.now()
    }
  }

  group(): readonly Frame[] {
    return this.frames
  }

  close(): void {
    clearInterval(this.look)
    this.watchers.clear()
    this.disconnect()
  }

  /** Waits until something changes, at most `ms`. */
  private change(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(limit)
        this.waiting.delete(done)
        resolve()
      }
      const limit = setTimeout(done, ms)
      this.waiting.add(done)
    })
  }

  private changed(): void {
    for (const done of [...this.waiting]) done()
  }

  private lookAfter(now: number): void {
    const isWanted = this.watchers.size > 0 || now - this.wantedAt < LINGER_MS
    const { connection } = this
    if (!connection) {
      const unwatchedMs = this.isReached ? CHECK_EVERY_MS : CHECK_AWAY_EVERY_MS
      if (now - this.checkedAt >= (isWanted ? RETRY_MS : unwatchedMs)) this.connect(now)
    } else if (now - (connection.heardAt ?? connection.openedAt + FIRST_PICTURE_LIMIT_MS) > SILENCE_LIMIT_MS) {
      this.fail('it sends no pictures')
    } else {
      const isWithoutKeys = connection.heardAt !== null && now - connection.keyAt > KEY_FRAME_LIMIT_MS
      if (isWithoutKeys) this.warning ??= 'no-key-frames'
      if (!isWanted && (this.frames.length > 0 || isWithoutKeys)) this.disconnect()
    }
  }

  private connect(now: number): void {
    this.checkedAt = now
    let take: (packet: Buffer) => void = () => {}
    const session = playRtsp(this.address, {
      onTrack: (track) => {
        this.codec = track.codec
        this.warning = null
        if (!isPlayable(track.codec)) {
          this.reach()
          this.disconnect()
          return false
        }
        take = this.taker(track)
        return true
      },
      onPacket: (packet) => take(packet),
      onEnd: (problem) => this.fail(problem),
    })
    this.connection = { close: session.close, openedAt: now, heardAt: null, keyAt: now }
  }

  /** What becomes of packets of a track. */
  private taker(track: VideoTrack): (packet: Buffer) => void {
    const parts = track.codec === 'h264' ? h264Parts(track.parameterSets) : vp8Parts()
    const pictures = depacketiser(parts)
    const clock = cameraClock()
    return (bytes) => {
      const packet = readRtp(bytes)
      if (packet?.payloadType !== track.payloadType) return
      for (const picture of pictures(packet)) {
        const now = Date.now()
        if (this.connection) this.connection.heardAt = now
        if (!picture) continue
        if (picture.isKey) this.size = parts.size()
        this.show(picture, clock(picture.timestamp, now), now)
      }
    }
  }

  private show({ isKey, data, setsBytes, isBidirectional }: TimedPicture, at: number, now: number): void {
    const frame = { at, isKey, data, setsBytes }
    if (isBidirectional) this.warning = 'b-frames'
    if (isKey) {
      this.frames = []
      this.groupBytes = 0
      if (this.connection) this.connection.keyAt = now
      if (this.warning === 'no-key-frames') this.warning = null
    }
    this.groupBytes += data.length
    // Without key frames there is no end to a group: who comes then waits for the next one.
    if (this.frames.length >= MOST_GROUP_FRAMES || this.groupBytes > MOST_GROUP_BYTES) this.frames = []
    else if (isKey || this.frames.length > 0) this.frames.push(frame)
    if (isKey) this.reach()
    for (const watcher of [...this.watchers]) watcher(frame)
  }

  private reach(): void {
    if (!this.isReached && this.problem) console.error(`media: camera ${this.name}: pictures are back`)
    this.isReached = true
    this.problem = ''
    this.changed()
  }

  private disconnect(): void {
    this.checkedAt = Date.now()
    this.connection?.close()
    this.connection = null
    this.frames = []
    this.changed()
  }

  private fail(problem: string): void {
    if (problem !== this.problem) console.error(`media: camera ${this.name}: ${problem}`)
    this.problem = problem
    this.isReached = false
    this.disconnect()
  }
}
