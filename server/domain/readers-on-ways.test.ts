import { describe, expect, it } from 'vitest'
import { placeReaders, type Reader, stateBetween } from './readers-on-ways'
import { roadGraph } from './road-graph'
import { RoadSnap } from './road-snap'
import { PLAIN_FRAME, roadOf } from './testing/random-roads'

/** A street of two carriageways, the southern one eastward. */
const graph = roadGraph(
  [
    roadOf([[0, 0], [200, 0]], { oneway: 'forward' }), // biome-ignore format: a line is a street
    roadOf([[0, 12], [200, 12]], { oneway: 'backward' }), // biome-ignore format: a line is a street
  ],
  PLAIN_FRAME,
)
const reader = (bearing: number | null, x = 100, y = 6): Reader => {
  const [lng, lat] = PLAIN_FRAME.toLngLat(x, y)
  return { id: 1, lng, lat, bearing, states: [] }
}
const placed = (...readers: Reader[]) => placeReaders(readers, graph, new RoadSnap(graph))

describe('a plate reader', () => {
  it('reads the traffic that comes towards it, some way ahead', () => {
    expect(placed(reader(270))).toEqual([{ id: 1, edge: 0, alongM: expect.closeTo(85, 1) }])
    expect(placed(reader(90))).toEqual([{ id: 1, edge: 1, alongM: expect.closeTo(85, 1) }])
    expect(placed(reader(295))).toHaveLength(1)
  })

  it('reads none when it looks across the street, away from it, or nobody knows where', () => {
    expect(placed(reader(0), reader(235), reader(null), reader(270, 100, 60))).toEqual([])
  })

  it('worked between two instants when it worked throughout', () => {
    const states = [
      { from: 10, state: 'working' as const },
      { from: 50, state: 'offline' as const },
      { from: 60, state: 'working' as const },
    ]
    const between = (from: number, to: number) => stateBetween({ states }, from, to)
    expect([between(10, 49), between(60, 99)]).toEqual(['working', 'working'])
    expect([between(10, 50), between(55, 70), between(5, 20)]).toEqual(['offline', 'offline', 'unknown'])
    expect(stateBetween({ states: [] }, 0, 1)).toBe('unknown')
  })
})
