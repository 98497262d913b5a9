import { describe, expect, it } from 'vitest'
import { MEDIA_REASONS } from '../../server/media/gateway'
import en from '../_i18n/en.json'
import { FEED_REASONS, isFinal, reasonOf, retryDelay } from './feed-state'

const LONGEST_DELAY_MS = 15_000

describe('why a feed is not live', () => {
  it('is what the app says, where it says something known', () => {
    for (const reason of FEED_REASONS) expect(reasonOf(500, reason)).toBe(reason)
  })

  it.each([
    [401, undefined, 'permission'],
    [403, 'origin', 'permission'],
    [404, 'toString', 'refused'],
    [418, undefined, 'refused'],
    [500, undefined, 'server'],
    [503, 'unheard-of', 'server'],
  ] as const)('follows from status %d with code %s otherwise: %s', (status, code, reason) => {
    expect(reasonOf(status, code)).toBe(reason)
  })

  it('has a word for all that a media server can say of a live stream, but for what the player deals with by itself', () => {
    const unsaid = ['no-recording', 'unsupported', 'incomplete-offer']
    for (const reason of MEDIA_REASONS.filter((reason) => !unsaid.includes(reason)))
      expect(FEED_REASONS).toContain(reason)
  })

  it('is told in words for every reason', () => {
    const texts = JSON.stringify(en)
    for (const reason of FEED_REASONS) expect(texts, reason).toContain(`"${reason}"`)
  })

  it('is final only where trying again cannot help', () => {
    expect(FEED_REASONS.filter(isFinal).toSorted()).toEqual(['b-frames', 'codec', 'permission', 'unknown-stream'])
  })
})

describe('the wait before the next try', () => {
  const delays = Array.from({ length: 40 }, (_, attempt) => retryDelay(attempt, 0.5))

  it('doubles from a second, and is capped', () => {
    expect(delays.slice(0, 4)).toEqual([1_000, 2_000, 4_000, 8_000])
    expect(delays).toEqual(delays.toSorted((a, b) => a - b))
    expect(Math.max(...delays)).toBe(LONGEST_DELAY_MS)
    expect(retryDelay(5_000, 0.5)).toBe(LONGEST_DELAY_MS)
  })

  it('is spread by a third either way, so that a wall of feeds does not return as one', () => {
    for (const attempt of [0, 3, 10]) {
      const middle = retryDelay(attempt, 0.5)
      expect(retryDelay(attempt, 0)).toBeCloseTo(middle * 0.7)
      expect(retryDelay(attempt, 1)).toBeCloseTo(middle * 1.3)
    }
  })
})
