/** What a running connection measures, from its statistics. */
import type { FeedLink } from './feed-machine'

export interface FeedFigures {
  width: number
  height: number
  framesPerSecond: number
  /** On the way here and waiting to be shown; what the camera itself takes is not in it. Over HTTP an estimate. Null: not known yet. */
  delayMs: number | null
}

interface Measured {
  bytes: number
  decoded: number
  delayS: number
  emitted: number
  roundTripS: number | null
}

export type FeedMeter = () => Promise<{ link: FeedLink; figures: FeedFigures | null }>

/** Pictures that come, by whichever way. */
export interface FeedConnection {
  meter: FeedMeter
  /** Ends it here and at the server. */
  end(): void
}

/** Each call tells what happened since the last one. */
export function meterOf(peer: RTCPeerConnection): FeedMeter {
  let last: Measured = { bytes: 0, decoded: 0, delayS: 0, emitted: 0, roundTripS: null }
  return async () => {
    let inbound: (RTCInboundRtpStreamStats & { jitterBufferEmittedCount?: number }) | null = null
    let roundTripS: number | null = null
    for (const entry of (await peer.getStats()).values()) {
      if (entry.type === 'inbound-rtp' && entry.kind === 'video') inbound = entry
      if (entry.type === 'candidate-pair' && entry.nominated) roundTripS = entry.currentRoundTripTime ?? null
    }
    const now: Measured = {
      bytes: inbound?.bytesReceived ?? 0,
      decoded: inbound?.framesDecoded ?? 0,
      delayS: inbound?.jitterBufferDelay ?? 0,
      emitted: inbound?.jitterBufferEmittedCount ?? 0,
      roundTripS,
    }
    const link: FeedLink = now.bytes > last.bytes ? 'flowing' : peer.connectionState === 'connected' ? 'up' : 'none'
    const emitted = now.emitted - last.emitted
    const delayMs = emitted > 0 ? ((now.delayS - last.delayS) / emitted + (roundTripS ?? 0) / 2) * 1_000 : null
    last = now
    if (!inbound?.frameWidth) return { link, figures: null }
    const { frameWidth: width, frameHeight: height = 0, framesPerSecond = 0 } = inbound
    return { link, figures: { width, height, framesPerSecond, delayMs } }
  }
}
