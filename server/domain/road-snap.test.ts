import { describe, expect, it } from 'vitest'
import { roadGraph } from './road-graph'
import { RoadSnap } from './road-snap'
import { PLAIN_FRAME, roadOf } from './testing/random-roads'

/** A street to the east, another 30 m north of it, one-way to the west. */
const graph = roadGraph(
  [roadOf([[0, 0], [100, 0], [200, 0]]), roadOf([[0, 30], [200, 30]], { oneway: 'backward' })], // biome-ignore format: a line is a street
  PLAIN_FRAME,
)
const snap = new RoadSnap(graph)
const near = (x: number, y: number, bearing: number | null, reachM?: number) => {
  const [lng, lat] = PLAIN_FRAME.toLngLat(x, y)
  return snap.candidates({ lng, lat, bearing }, reachM)
}

describe('where a vehicle may have been read', () => {
  it('is on every edge in reach, both ways where nothing is known of its direction, the nearest first', () => {
    const found = near(120, 5, null)
    expect(found.map(({ edge }) => edge)).toEqual([0, 1, 2])
    expect(found.map(({ alongM }) => Math.round(alongM))).toEqual([120, 80, 80])
    expect(found.map(({ distanceM }) => Math.round(distanceM))).toEqual([5, 5, 25])
  })

  it('is only where roads lead its way', () => {
    expect(near(120, 5, 80).map(({ edge }) => edge)).toEqual([0])
    expect(near(120, 5, 250).map(({ edge }) => edge)).toEqual([1, 2])
    expect(near(120, 5, 0)).toEqual([])
  })

  it('is likelier near the camera and along the bearing', () => {
    const [own, other] = near(120, 10, 270)
    expect(own.edge).toBe(1)
    expect(other.unlikely).toBeGreaterThan(own.unlikely)
    expect(near(120, 5, 90)[0].unlikely).toBeLessThan(near(120, 5, 120)[0].unlikely)
  })

  it('is nowhere out of reach, and nowhere without roads', () => {
    expect(near(120, -60, null)).toEqual([])
    expect(near(120, -60, null, 70)).not.toEqual([])
    expect(new RoadSnap(roadGraph([], PLAIN_FRAME)).candidates({ lng: 126.2, lat: 45.42, bearing: null })).toEqual([])
  })
})
