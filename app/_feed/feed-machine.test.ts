import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../server/domain/testing/random'
import {
  type Feed,
  type FeedEffect,
  type FeedEvent,
  FIRST_PICTURE_LIMIT_MS,
  FIRST_TRIAL_AFTER_MS,
  GIVE_UP_STALE_MS,
  idleFeed,
  STALE_AFTER_MS,
  stepFeed,
} from './feed-machine'
import { FEED_REASONS, isFinal, mayReturn } from './feed-state'

/** A feed whose server sends nothing by HTTP, as is known. */
const onlyByWebrtc = (): Feed => ({ ...idleFeed(), mayGoByHttp: false })

/** Plays events at their instants, a tick every 500 ms between them; tells the effects with their instants. */
function play(events: [number, FeedEvent][], until: number, first = onlyByWebrtc()) {
  let feed = first
  const effects: [number, FeedEffect][] = []
  const states: [number, string][] = []
  const step = (event: FeedEvent, now: number) => {
    const before = feed.state.kind
    const next = stepFeed(feed, event, now, 0.5)
    feed = next.feed
    if (next.effect) effects.push([now, next.effect])
    if (feed.state.kind !== before) states.push([now, feed.state.kind])
  }
  const all: [number, FeedEvent][] = [...events]
  for (let at = 0; at <= until; at += 500) all.push([at, { kind: 'tick', link: 'none' }])
  for (const [at, event] of all.sort((a, b) => a[0] - b[0])) step(event, at)
  return { feed, effects, states }
}

const pictures = (from: number, to: number): [number, FeedEvent][] =>
  Array.from({ length: Math.floor((to - from) / 100) + 1 }, (_, i) => [from + 100 * i, { kind: 'picture' }])

describe('a live feed', () => {
  it('connects when shown, is live with the first picture, and ends when hidden', () => {
    const { effects, states } = play(
      [[0, { kind: 'shown' }], ...pictures(200, 3_000), [3_050, { kind: 'hidden' }]],
      4_000,
    )
    expect(effects).toEqual([
      [0, 'connect'],
      [3_050, 'drop'],
    ])
    expect(states).toEqual([
      [0, 'connecting'],
      [200, 'live'],
      [3_050, 'idle'],
    ])
  })

  it('says within 3 s that the picture stands still, and since when', () => {
    const { feed, states } = play([[0, { kind: 'shown' }], ...pictures(200, 3_000)], 6_000)
    expect(feed.state).toEqual({ kind: 'stale', since: 3_000 })
    expect(states.at(-1)![0] - 3_000).toBeLessThanOrEqual(3_000)
    expect(states.at(-1)![0] - 3_000).toBeGreaterThan(STALE_AFTER_MS.webrtc)
  })

  it('goes on by itself when pictures come again on the same connection', () => {
    const { effects, feed } = play([[0, { kind: 'shown' }], ...pictures(200, 3_000), ...pictures(8_000, 9_000)], 9_000)
    expect(feed.state.kind).toBe('live')
    expect(effects).toEqual([[0, 'connect']])
  })

  it('gives a silent connection up and asks for a new one', () => {
    const { effects, feed } = play([[0, { kind: 'shown' }], ...pictures(200, 3_000)], 3_000 + GIVE_UP_STALE_MS + 600)
    expect(feed.state).toMatchObject({ kind: 'retrying', reason: 'silent' })
    expect(effects.map(([, effect]) => effect)).toEqual(['connect', 'drop'])
  })

  it('connects at once when the server says that the stream is back', () => {
    for (const reason of FEED_REASONS.filter((each) => !isFinal(each))) {
      const { effects } = play(
        [
          [0, { kind: 'shown' }],
          [100, { kind: 'failed', reason }],
          [200, { kind: 'returned' }],
        ],
        600,
      )
      expect(
        effects.filter(([, effect]) => effect === 'connect').map(([at]) => at),
        reason,
      ).toEqual(mayReturn(reason) ? [0, 200] : [0])
    }
  })

  it('does not try again while a try that a return began still runs', () => {
    const { effects } = play(
      [
        [0, { kind: 'shown' }],
        [100, { kind: 'failed', reason: 'offline' }],
        [200, { kind: 'returned' }],
      ],
      6_000,
    )
    expect(effects.filter(([, effect]) => effect === 'connect')).toHaveLength(2)
  })

  it('waits longer with every failure, and anew from the start once a picture has stood', () => {
    const waits = (events: [number, FeedEvent][]) => play(events, 60_000).effects.filter(([, e]) => e === 'connect')
    const failing: [number, FeedEvent][] = [[0, { kind: 'shown' }]]
    const tries = waits(failing).map(([at]) => at)
    const gaps = tries.slice(1).map((at, i) => at - tries[i] - FIRST_PICTURE_LIMIT_MS.webrtc)
    expect(gaps.length).toBeGreaterThan(3)
    expect(gaps).toEqual(gaps.toSorted((a, b) => a - b))
    const { feed } = play(
      [[0, { kind: 'shown' }], [10, { kind: 'failed', reason: 'busy' }], ...pictures(1_500, 8_000)],
      8_000,
    )
    expect(feed.tries).toBe(0)
  })

  it('tells a network that lets nothing through from a camera that sends nothing and from one that cannot be played', () => {
    const reasons = (['none', 'up', 'flowing'] as const).map((link) => {
      const { feed } = stepFeed(onlyByWebrtc(), { kind: 'shown' }, 0, 0.5)
      return stepFeed(feed, { kind: 'tick', link }, FIRST_PICTURE_LIMIT_MS.webrtc + 1, 0.5).feed.state
    })
    expect(reasons).toMatchObject([
      { kind: 'retrying', reason: 'no-route' },
      { kind: 'retrying', reason: 'silent' },
      { kind: 'failed', reason: 'codec' },
    ])
  })

  it('never tries again after what trying cannot help', () => {
    for (const reason of FEED_REASONS.filter(isFinal)) {
      const { feed, effects } = play([[0, { kind: 'shown' }], [100, { kind: 'failed', reason }], [200, { kind: 'returned' }]], 60_000) // biome-ignore format: one life
      expect(feed.state).toEqual({ kind: 'failed', reason })
      expect(effects.map(([, effect]) => effect)).toEqual(['connect', 'drop'])
    }
  })

  it('holds one connection at most, whatever happens: 2,000 random lives, seed 11', () => {
    const random = seededRandom(11)
    for (let life = 0; life < 2_000; life++) {
      let feed: Feed = idleFeed()
      let isOpen = false
      let isTried = false
      let now = 0
      for (let turn = 0; turn < 60; turn++) {
        now += Math.floor(random() * 3_000)
        const kinds: FeedEvent[] = [
          { kind: 'shown' },
          { kind: 'hidden' },
          { kind: 'tick', link: 'none' },
          { kind: 'returned' },
          { kind: 'network-changed' },
          isTried ? { kind: 'trial-stands' } : { kind: 'trial-failed' },
          { kind: 'trial-failed' },
          // A picture or a failure comes from a connection only.
          isOpen ? { kind: 'picture' } : { kind: 'tick', link: 'none' },
          isOpen
            ? { kind: 'failed', reason: FEED_REASONS[Math.floor(random() * FEED_REASONS.length)] }
            : { kind: 'tick', link: 'none' },
        ]
        const step = stepFeed(feed, kinds[Math.floor(random() * kinds.length)], now, random())
        feed = step.feed
        if (step.effect === 'connect') isOpen = true
        if (step.effect === 'drop') isOpen = false
        if (step.effect === 'try-webrtc' || step.effect === 'take-over' || step.effect === 'end-trial') {
          expect(isOpen).toBe(true)
          expect(isTried).toBe(step.effect !== 'try-webrtc')
        }
        if (step.effect) isTried = step.effect === 'try-webrtc'
        expect(feed.trial?.since != null).toBe(isTried)
        if (feed.state.kind === 'idle' || feed.state.kind === 'failed') expect(isOpen).toBe(false)
        if (feed.state.kind === 'live' || feed.state.kind === 'stale' || feed.state.kind === 'connecting')
          expect(isOpen).toBe(true)
        if (feed.state.kind === 'retrying') expect(isOpen).toBe(feed.state.at === null)
      }
    }
  })
})

/** Pictures over HTTP from `from` on, after WebRTC has found no way at 100. */
const byHttp = (from: number, to: number): [number, FeedEvent][] => [
  [0, { kind: 'shown' }],
  [100, { kind: 'failed', reason: 'no-route' }],
  ...pictures(from, to),
]

describe('a feed that WebRTC finds no way for', () => {
  it('goes over HTTP at once, says so while it connects, and is live over HTTP', () => {
    const { feed: asked } = play(byHttp(9_000, 0), 200, idleFeed())
    expect(asked.state).toEqual({ kind: 'connecting', over: 'http' })
    const { feed, effects } = play(byHttp(1_000, 3_000), 3_000, idleFeed())
    expect(feed.state).toEqual({ kind: 'live', over: 'http' })
    expect(effects).toEqual([
      [0, 'connect'],
      [100, 'connect'],
    ])
  })

  it('goes nowhere else for any other reason', () => {
    for (const reason of FEED_REASONS.filter((each) => each !== 'no-route')) {
      const { feed } = play(
        [
          [0, { kind: 'shown' }],
          [100, { kind: 'failed', reason }],
        ],
        100,
        idleFeed(),
      )
      expect([feed.over, feed.state.kind], reason).toEqual(['webrtc', isFinal(reason) ? 'failed' : 'retrying'])
    }
  })

  it('keeps to WebRTC, and to its reason, when the server sends nothing by HTTP that can be shown', () => {
    for (const reason of ['no-route', 'codec', 'b-frames'] as const) {
      const { feed, effects } = play([...byHttp(9_000, 0), [200, { kind: 'failed', reason }]], 9_600, idleFeed())
      expect(feed).toMatchObject({
        state: { kind: 'retrying', reason: 'no-route' },
        over: 'webrtc',
        mayGoByHttp: false,
      })
      expect(effects.filter(([, effect]) => effect === 'connect').map(([at]) => at)).toEqual([0, 100, 1_500])
    }
  })

  it('begins with WebRTC again when HTTP has failed before a picture, and with HTTP when it had shown one', () => {
    const never = play([...byHttp(9_000, 0), [200, { kind: 'failed', reason: 'busy' }]], 300, idleFeed())
    expect(never.feed).toMatchObject({ state: { kind: 'retrying', reason: 'busy' }, over: 'webrtc', mayGoByHttp: true })
    const once = play([...byHttp(1_000, 3_000), [3_100, { kind: 'failed', reason: 'offline' }]], 3_200, idleFeed())
    expect(once.feed).toMatchObject({ state: { kind: 'retrying', reason: 'offline' }, over: 'http' })
  })

  it('says within 3 s that the picture stands still, and how old it is', () => {
    let feed = play(byHttp(1_000, 3_000), 3_000, idleFeed()).feed
    let at = 3_000
    for (; feed.state.kind === 'live'; at += 500)
      feed = stepFeed(feed, { kind: 'tick', link: 'up', behindMs: 2_400 }, at + 500, 0.5).feed
    expect(at - 3_000).toBeLessThanOrEqual(3_000)
    expect(at - 3_000).toBeGreaterThan(STALE_AFTER_MS.http)
    expect(feed.state).toEqual({ kind: 'stale', since: 3_000 - 2_400 })
  })

  it('tries WebRTC beside the picture after a minute, and half as often after every try that failed', () => {
    const events: [number, FeedEvent][] = byHttp(1_000, 900_000)
    const { feed, effects } = play(events, 900_000, idleFeed())
    const tried = effects.filter(([, effect]) => effect === 'try-webrtc').map(([at]) => at)
    expect(tried[0] - 1_000).toBeLessThan(FIRST_TRIAL_AFTER_MS + 600)
    const waits = tried.slice(1).map((at, i) => Math.round((at - tried[i]) / FIRST_TRIAL_AFTER_MS))
    expect(waits).toEqual([2, 4])
    expect(effects.filter(([, effect]) => effect === 'end-trial')).toHaveLength(tried.length)
    expect(feed.state).toEqual({ kind: 'live', over: 'http' })
  })

  it('tries it at once on another network, and puts it in the picture’s place when it stands', () => {
    const events: [number, FeedEvent][] = [
      ...byHttp(1_000, 12_000),
      [5_000, { kind: 'network-changed' }],
      [6_000, { kind: 'trial-stands' }],
    ]
    const { feed, effects, states } = play(events, 12_000, idleFeed())
    expect(effects.slice(2)).toEqual([
      [5_000, 'try-webrtc'],
      [6_000, 'take-over'],
    ])
    expect(feed).toMatchObject({ state: { kind: 'live', over: 'webrtc' }, over: 'webrtc', trial: null })
    expect(states.map(([, kind]) => kind)).toEqual(['connecting', 'live'])
  })

  it('remembers the way while nobody looks', () => {
    const events: [number, FeedEvent][] = [
      ...byHttp(1_000, 3_000),
      [3_100, { kind: 'hidden' }],
      [9_000, { kind: 'shown' }],
    ]
    expect(play(events, 9_000, idleFeed()).feed.state).toEqual({ kind: 'connecting', over: 'http' })
  })
})
