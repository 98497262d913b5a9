/** The states a live feed can be in, and the closed list of reasons why it is not live. */
export const FEED_REASONS = [
  'unreachable',
  'unknown-stream',
  'offline',
  'silent',
  'codec',
  'b-frames',
  'busy',
  'timeout',
  'no-session',
  'refused',
  'permission',
  'no-route',
  'server',
] as const
export type FeedReason = (typeof FEED_REASONS)[number]

/** By what pictures come: over HTTP they are some seconds behind, and need no way for UDP. */
export type FeedTransport = 'webrtc' | 'http'

export type FeedState =
  | { kind: 'idle' }
  | { kind: 'connecting'; over: FeedTransport }
  | { kind: 'live'; over: FeedTransport }
  /** The picture stands still since then. */
  | { kind: 'stale'; since: number }
  /** The next try begins at `at`; null: it runs. */
  | { kind: 'retrying'; reason: FeedReason; at: number | null }
  | { kind: 'failed'; reason: FeedReason }

/** Trying again does not help these. */
const FINAL: readonly FeedReason[] = ['codec', 'b-frames', 'permission', 'unknown-stream']

export const isFinal = (reason: FeedReason) => FINAL.includes(reason)

/** These end when the camera's stream is back. */
const RETURNING: readonly FeedReason[] = ['offline', 'silent', 'unreachable', 'timeout', 'no-session', 'server']

export const mayReturn = (reason: FeedReason) => RETURNING.includes(reason)

const FIRST_DELAY_MS = 1_000
const LONGEST_DELAY_MS = 15_000

/** How long to wait before try number `attempt` (from 0): doubling, with jitter so that a wall does not return as one. */
export function retryDelay(attempt: number, random: number): number {
  return Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** attempt) * (0.7 + 0.6 * random)
}

/** What the app's answer to an offer means. */
export function reasonOf(status: number, code: string | undefined): FeedReason {
  if (code && (FEED_REASONS as readonly string[]).includes(code)) return code as FeedReason
  if (status === 401 || status === 403) return 'permission'
  return status >= 500 ? 'server' : 'refused'
}
