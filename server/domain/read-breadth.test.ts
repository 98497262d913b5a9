import { describe, expect, it } from 'vitest'
import { breadthOf } from './read-breadth'

const LIMITS = { days: 30, plates: 1, cameras: 20, areaKm2: 25 }
const DAY = 86_400_000
const one = { from: 0, to: DAY, plates: ['测A12345'] }

describe('breadthOf', () => {
  it('lets one person read one plate for as many days as the limit', () => {
    expect(breadthOf(one, LIMITS)).toEqual([])
    expect(breadthOf({ ...one, to: 30 * DAY }, LIMITS)).toEqual([])
    expect(breadthOf({ ...one, cameras: 20, areaKm2: 25 }, LIMITS)).toEqual([])
  })

  it('names each limit that a read goes beyond', () => {
    expect(breadthOf({ ...one, to: 31 * DAY }, LIMITS)).toEqual(['days'])
    expect(breadthOf({ ...one, plates: ['测A12345', '测A12346'] }, LIMITS)).toEqual(['plates'])
    expect(breadthOf({ ...one, cameras: 21, areaKm2: 25.1 }, LIMITS)).toEqual(['cameras', 'area'])
    for (const plate of ['测A1?345', '测A*', '测A%', '测A1234_'])
      expect(breadthOf({ ...one, plates: [plate] }, LIMITS)).toEqual(['wildcard'])
  })
})
