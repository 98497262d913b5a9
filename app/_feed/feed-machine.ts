/**
 * What a live feed does next, as a pure function: it holds no timer, no connection and no clock. The session feeds it events and
 * carries out its effects. Instants are epoch milliseconds.
 */
import { type FeedReason, type FeedState, isFinal, mayReturn, retryDelay } from './feed-state'

export const STALE_AFTER_MS = 2_000
/** A connection that has been silent for so long is given up and asked for anew. */
export const GIVE_UP_STALE_MS = 8_000
export const FIRST_PICTURE_LIMIT_MS = 8_000
/** A picture that stood for so long clears the count of tries. */
const STEADY_MS = 5_000

export interface Feed {
  state: FeedState
  /** Tries since the picture last stood. */
  tries: number
  /** When the running try began, or the picture first showed. */
  since: number
  lastPictureAt: number | null
}

/** How far the connection has come: nothing arrives, it stands, or data flows. */
export type FeedLink = 'none' | 'up' | 'flowing'

/** What a connection lacks that has brought no picture in time. */
const LACKS: Record<FeedLink, FeedReason> = { none: 'no-route', up: 'silent', flowing: 'codec' }

export type FeedEvent =
  | { kind: 'shown' }
  | { kind: 'hidden' }
  | { kind: 'picture' }
  | { kind: 'failed'; reason: FeedReason }
  /** The server says that the camera's stream is back. */
  | { kind: 'returned' }
  | { kind: 'tick'; link: FeedLink }

/** `connect` replaces whatever connection there was. */
export type FeedEffect = 'connect' | 'drop' | null

export interface FeedStep {
  feed: Feed
  effect: FeedEffect
}

export const idleFeed = (): Feed => ({ state: { kind: 'idle' }, tries: 0, since: 0, lastPictureAt: null })

const stay = (feed: Feed): FeedStep => ({ feed, effect: null })

function connect(feed: Feed, now: number): FeedStep {
  // The reason of the last failure stays to be read until a picture shows.
  const state: FeedState = feed.state.kind === 'retrying' ? { ...feed.state, at: null } : { kind: 'connecting' }
  return { feed: { ...feed, state, since: now, lastPictureAt: null }, effect: 'connect' }
}

function fail(feed: Feed, reason: FeedReason, now: number, random: number): FeedStep {
  const state: FeedState = isFinal(reason)
    ? { kind: 'failed', reason }
    : { kind: 'retrying', reason, at: now + retryDelay(feed.tries, random) }
  return { feed: { ...feed, state, tries: feed.tries + 1, lastPictureAt: null }, effect: 'drop' }
}

function showPicture(feed: Feed, now: number): FeedStep {
  if (feed.state.kind === 'idle' || feed.state.kind === 'failed') return stay(feed)
  const isFirst = feed.lastPictureAt === null
  const since = isFirst ? now : feed.since
  const tries = now - since >= STEADY_MS ? 0 : feed.tries
  return stay({ state: { kind: 'live' }, tries, since, lastPictureAt: now })
}

function tick(feed: Feed, link: FeedLink, now: number, random: number): FeedStep {
  const { state, lastPictureAt } = feed
  if (state.kind === 'idle' || state.kind === 'failed') return stay(feed)
  if (lastPictureAt !== null) {
    const silentMs = now - lastPictureAt
    if (silentMs > GIVE_UP_STALE_MS) return fail(feed, 'silent', now, random)
    return silentMs > STALE_AFTER_MS && state.kind === 'live'
      ? stay({ ...feed, state: { kind: 'stale', since: lastPictureAt } })
      : stay(feed)
  }
  if (state.kind === 'retrying' && state.at !== null) return now >= state.at ? connect(feed, now) : stay(feed)
  return now - feed.since > FIRST_PICTURE_LIMIT_MS ? fail(feed, LACKS[link], now, random) : stay(feed)
}

/** `random` in [0, 1) spreads the waits of a wall of feeds. */
export function stepFeed(feed: Feed, event: FeedEvent, now: number, random: number): FeedStep {
  switch (event.kind) {
    case 'shown':
      return feed.state.kind === 'idle' ? connect(feed, now) : stay(feed)
    case 'hidden':
      return feed.state.kind === 'idle' ? stay(feed) : { feed: idleFeed(), effect: 'drop' }
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
      return tick(feed, event.link, now, random)
  }
}
