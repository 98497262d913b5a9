import { describe, expect, it } from 'vitest'
import { gapsOf, outOfService } from './evidence'

const camera = { code: 'A1', name: null, nameEn: null }

describe('what a report says is not known', () => {
  it('are the gaps of each vehicle by itself', () => {
    const passages = [
      { plate: 'A', at: 0 },
      { plate: 'B', at: 5 },
      { plate: 'A', at: 40 },
      { plate: 'A', at: 45 },
      { plate: 'B', at: 100 },
    ]
    expect(gapsOf(passages, 30)).toEqual([
      { plate: 'A', from: 0, to: 40 },
      { plate: 'B', from: 5, to: 100 },
    ])
  })

  it('are the times in which a camera was not known to work, from the window’s beginning to its end', () => {
    const changes = { from: [10, 20, 30, 35], state: ['working', 'fault', 'fault', 'working'] as const }
    expect(outOfService({ ...camera, from: [...changes.from], state: [...changes.state] }, [0, 100])).toEqual([
      { ...camera, from: 0, to: 10, state: 'unknown' },
      { ...camera, from: 20, to: 35, state: 'fault' },
    ])
    expect(outOfService({ ...camera, from: [-5], state: ['working'] }, [0, 100])).toEqual([])
    expect(outOfService({ ...camera, from: [-5], state: ['offline'] }, [0, 100])).toEqual([
      { ...camera, from: 0, to: 100, state: 'offline' },
    ])
  })
})
