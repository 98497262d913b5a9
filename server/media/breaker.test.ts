import { describe, expect, it } from 'vitest'
import { withBreaker } from './breaker'
import { MediaError, type MediaGateway, type MediaReason } from './gateway'

function failing(reason: MediaReason) {
  let asked = 0
  const fail = () => {
    asked++
    return Promise.reject(new MediaError(reason))
  }
  const gateway = { kind: 'whep', capabilities: {}, openLive: fail, snapshot: fail } as unknown as MediaGateway
  return { gateway, asked: () => asked }
}

describe('a media server that does not answer', () => {
  it.each(['timeout', 'unreachable'] as const)(
    'is asked once in two seconds after %s, whatever is wanted',
    async (reason) => {
      let now = 0
      const { gateway, asked } = failing(reason)
      const guarded = withBreaker(gateway, () => now)
      for (const call of [
        () => guarded.openLive('a', ''),
        () => guarded.snapshot('b'),
        () => guarded.openLive('c', ''),
      ])
        await expect(call()).rejects.toMatchObject({ reason })
      expect(asked()).toBe(1)
      now = 2_001
      await expect(guarded.openLive('a', '')).rejects.toMatchObject({ reason })
      expect(asked()).toBe(2)
    },
  )

  it.each(['offline', 'unknown-stream', 'codec', 'busy', 'refused'] as const)(
    'answers, when it says %s',
    async (reason) => {
      const { gateway, asked } = failing(reason)
      const guarded = withBreaker(gateway, () => 0)
      for (let i = 0; i < 3; i++) await expect(guarded.openLive('a', '')).rejects.toMatchObject({ reason })
      expect(asked()).toBe(3)
    },
  )
})
