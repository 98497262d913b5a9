import { describe, expect, it } from 'vitest'
import { stateAt } from './camera-past'

describe('the state that a camera had', () => {
  const changes = { from: [10, 20, 20], state: ['working' as const, 'offline' as const, 'fault' as const] }
  it('holds from its change on, the later of two at one instant', () => {
    expect([10, 19, 20, 99].map((time) => stateAt(changes, time))).toEqual(['working', 'working', 'fault', 'fault'])
  })
  it('is unknown where nobody had said', () => {
    expect(stateAt(changes, 9)).toBe('unknown')
    expect(stateAt({ from: [], state: [] }, 9)).toBe('unknown')
  })
})
