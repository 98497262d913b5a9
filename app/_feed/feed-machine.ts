/**
 * What a live feed does next, as a pure function: it holds no timer, no connection and no clock. The session feeds it events and
 * carries out its effects. Where WebRTC finds no way the feed goes over HTTP, and tries WebRTC beside it now and then. Instants are
 * epoch milliseconds.
 */
import { type FeedReason, type FeedState, type FeedTransport, isFinal, mayReturn, retryDelay } from './feed-state'

/**
 * Over HTTP pictures come out of a buffer as steadily as by WebRTC, but a segment that is late by half its length holds them, and is
 * no stall yet.
 */
export const STALE_AFTER_MS: Record<FeedTransport, number> = { webrtc: 2_000, http: 2_500 }
/** A connection that has been silent for so long is given up and asked for anew. */
export const GIVE_UP_STALE_MS = 8_000
/** Over HTTP a server that was not asked before first has to make a segment. */
export const FIRST_PICTURE_LIMIT_MS: Record<FeedTransport, number> = { webrtc: 8_000, http: 15_000 }
/** A picture that stood for so long clears the count of tries. */
const STEADY_MS = 5_000
/** How long pictures come over HTTP before WebRTC is tried beside them; twice as long after every try that failed. */
export const FIRST_TRIAL_AFTER_MS = 60_000
const LONGEST_BETWEEN_TRIALS_MS = 10 * 60_000

/** WebRTC beside pictures that come over HTTP. */
interface Trial {
  /** When the next one begins. */
  at: number
  /** When the running one began. */
  since: number | null
  failed: number
}

export interface Feed {
  state: FeedState
  /** What the running try goes by, or the next one. */
  over: FeedTransport
  /** False once the server has said that it sends nothing by HTTP that can be shown. */
  mayGoByHttp: boolean
  /** Null: pictures come by WebRTC, or none come. */
  trial: Trial | null
  /** Tries since the picture last stood. */
  tries: number
  /** When the running try began, or the picture first showed. */
  since: number
  lastPictureAt: number | null
}

/** How far the connection has come: nothing arrives, it stands, or data flows. */
export type FeedLink = 'none' | 'up' | 'flowing'

/** What a connection lacks that has brought no picture in time. */
const LACKS: Record<FeedTransport, Record<FeedLink, FeedReason>> = {
  webrtc: { none: 'no-route', up: 'silent', flowing: 'codec' },
  http: { none: 'timeout', up: 'silent', flowing: 'codec' },
}

/** Over HTTP these mean that WebRTC was the only way. */
const NOT_BY_HTTP: readonly FeedReason[] = ['no-route', 'codec', 'b-frames']

export type FeedEvent =
  | { kind: 'shown' }
  | { kind: 'hidden' }
  | { kind: 'picture' }
  | { kind: 'failed'; reason: FeedReason }
  /** The server says that the camera's stream is back. */
  | { kind: 'returned' }
  /** `behindMs`: how old the pictures are that show now. */
  | { kind: 'tick'; link: FeedLink; behindMs?: number }
  | { kind: 'trial-stands' }
  | { kind: 'trial-failed' }
  | { kind: 'network-changed' }

/**
 * `connect` replaces whatever connection there was, by what `over` says. `try-webrtc` opens one beside it, which `end-trial` ends and
 * `take-over` puts in its place; `drop` ends both.
 */
export type FeedEffect = 'connect' | 'drop' | 'try-webrtc' | 'end-trial' | 'take-over' | null

export interface FeedStep {
  feed: Feed
  effect: FeedEffect
}

export const idleFeed = (): Feed => ({
  state: { kind: 'idle' },
  over: 'webrtc',
  mayGoByHttp: true,
  trial: null,
  tries: 0,
  since: 0,
  lastPictureAt: null,
})

const stay = (feed: Feed): FeedStep => ({ feed, effect: null })

function connect(feed: Feed, now: number): FeedStep {
  // The reason of the last failure stays to be read until a picture shows.
  const state: FeedState =
    feed.state.kind === 'retrying' ? { ...feed.state, at: null } : { kind: 'connecting', over: feed.over }
  return { feed: { ...feed, state, trial: null, since: now, lastPictureAt: null }, effect: 'connect' }
}

/** What is known of ways stays known while nobody looks. */
const hide = ({ over, mayGoByHttp }: Feed): FeedStep => ({ feed: { ...idleFeed(), over, mayGoByHttp }, effect: 'drop' })

const goByHttp = (feed: Feed, now: number): FeedStep =>
  connect({ ...feed, over: 'http', state: { kind: 'connecting', over: 'http' } }, now)

function retry(feed: Feed, reason: FeedReason, now: number, random: number): FeedStep {
  const state: FeedState = isFinal(reason)
    ? { kind: 'failed', reason }
    : { kind: 'retrying', reason, at: now + retryDelay(feed.tries, random) }
  return { feed: { ...feed, state, trial: null, tries: feed.tries + 1, lastPictureAt: null }, effect: 'drop' }
}

function fail(feed: Feed, reason: FeedReason, now: number, random: number): FeedStep {
  if (feed.over === 'webrtc')
    return reason === 'no-route' && feed.mayGoByHttp ? goByHttp(feed, now) : retry(feed, reason, now, random)
  // What was shown over HTTP is asked for over HTTP again.
  if (feed.lastPictureAt !== null) return retry(feed, reason, now, random)
  const next: Feed = { ...feed, over: 'webrtc' }
  return NOT_BY_HTTP.includes(reason)
    ? retry({ ...next, mayGoByHttp: false }, 'no-route', now, random)
    : retry(next, reason, now, random)
}

function showPicture(feed: Feed, now: number): FeedStep {
  if (feed.state.kind === 'idle' || feed.state.kind === 'failed') return stay(feed)
  const isFirst = feed.lastPictureAt === null
  const since = isFirst ? now : feed.since
  const tries = now - since >= STEADY_MS ? 0 : feed.tries
  const trial = feed.over === 'http' ? (feed.trial ?? { at: now + FIRST_TRIAL_AFTER_MS, since: null, failed: 0 }) : null
  return stay({ ...feed, state: { kind: 'live', over: feed.over }, trial, tries, since, lastPictureAt: now })
}

function endTrial(feed: Feed, now: number): FeedStep {
  if (feed.trial?.since == null) return stay(feed)
  const failed = feed.trial.failed + 1
  const waitMs = Math.min(LONGEST_BETWEEN_TRIALS_MS, FIRST_TRIAL_AFTER_MS * 2 ** failed)
  return { feed: { ...feed, trial: { at: now + waitMs, since: null, failed } }, effect: 'end-trial' }
}

function takeOver(feed: Feed, now: number): FeedStep {
  if (feed.trial?.since == null) return stay(feed)
  const state: FeedState = { kind: 'live', over: 'webrtc' }
  return { feed: { ...feed, state, over: 'webrtc', trial: null, since: now, lastPictureAt: now }, effect: 'take-over' }
}

function tickTrial(feed: Feed, now: number): FeedStep {
  const { trial } = feed
  if (!trial) return stay(feed)
  if (trial.since !== null) return now - trial.since > FIRST_PICTURE_LIMIT_MS.webrtc ? endTrial(feed, now) : stay(feed)
  return now >= trial.at ? { feed: { ...feed, trial: { ...trial, since: now } }, effect: 'try-webrtc' } : stay(feed)
}

function tickPictures(feed: Feed, lastPictureAt: number, behindMs: number, now: number, random: number): FeedStep {
  const silentMs = now - lastPictureAt
  if (silentMs > GIVE_UP_STALE_MS) return fail(feed, 'silent', now, random)
  const isStale = silentMs > STALE_AFTER_MS[feed.over]
  return tickTrial(
    isStale && feed.state.kind === 'live'
      ? { ...feed, state: { kind: 'stale', since: lastPictureAt - behindMs } }
      : feed,
    now,
  )
}

function tick(feed: Feed, link: FeedLink, behindMs: number, now: number, random: number): FeedStep {
  const { state, over, lastPictureAt } = feed
  if (state.kind === 'idle' || state.kind === 'failed') return stay(feed)
  if (lastPictureAt !== null) return tickPictures(feed, lastPictureAt, behindMs, now, random)
  if (state.kind === 'retrying' && state.at !== null) return now >= state.at ? connect(feed, now) : stay(feed)
  return now - feed.since > FIRST_PICTURE_LIMIT_MS[over] ? fail(feed, LACKS[over][link], now, random) : stay(feed)
}

/** `random` in [0, 1) spreads the waits of a wall of feeds. */
export function stepFeed(feed: Feed, event: FeedEvent, now: number, random: number): FeedStep {
  switch (event.kind) {
    case 'shown':
      return feed.state.kind === 'idle' ? connect(feed, now) : stay(feed)
    case 'hidden':
      return feed.state.kind === 'idle' ? stay(feed) : hide(feed)
    case 'picture':
      return showPicture(feed, now)
    case 'failed':
      return feed.state.kind === 'idle' || feed.state.kind === 'failed'
        ? stay(feed)
        : fail(feed, event.reason, now, random)
    case 'returned':
      return feed.state.kind === 'stale' || (feed.state.kind === 'retrying' && mayReturn(feed.state.reason))
        ? connect({ ...feed, tries: 0 }, now)
        : stay(feed)
    case 'tick':
      return tick(feed, event.link, event.behindMs ?? 0, now, random)
    case 'trial-stands':
      return takeOver(feed, now)
    case 'trial-failed':
      return endTrial(feed, now)
    case 'network-changed':
      return feed.trial?.since === null ? stay({ ...feed, trial: { ...feed.trial, at: now } }) : stay(feed)
  }
}
