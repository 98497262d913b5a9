import { describe, expect, it } from 'vitest'
import { frameAround } from './drawn-area'
import { namedStreets } from './named-streets'
import type { MeasuredRoad } from './reader-roads'
import { seededRandom } from './testing/random'

const FRAME = frameAround([[126.2, 45.42]])
const road = (id: number, name: string | null, x: number, lengthM = 100): MeasuredRoad => ({
  id,
  geometry: { type: 'LineString', coordinates: [FRAME.toLngLat(x, 0), FRAME.toLngLat(x + lengthM, 0)] },
  ...{ roadClass: 'primary', name, nameEn: null, oneway: 'no', isTunnel: false },
})
const idsOf = (roads: MeasuredRoad[]) =>
  namedStreets(roads)
    .map((street) => street.roads.map(({ id }) => id).sort((a, b) => a - b))
    .sort((a, b) => a[0] - b[0])

describe('streets', () => {
  it('are roads of one name that lie near one another, also over a gap', () => {
    expect(idsOf([road(1, 'a', 0), road(2, 'a', 350), road(3, 'b', 100), road(4, null, 0)])).toEqual([[1, 2], [3]])
  })

  it('are two where one name lies in two places', () => {
    expect(idsOf([road(1, 'a', 0), road(2, 'a', 900)])).toEqual([[1], [2]])
    expect(idsOf([road(1, 'a', 0), road(2, 'a', 900), road(3, 'a', 300, 400)])).toEqual([[1, 2, 3]])
  })

  it('do not hang on the order of roads', () => {
    const random = seededRandom(3)
    const roads = Array.from({ length: 60 }, (_, id) => road(id, `${id % 3}`, random() * 12_000))
    const expected = idsOf(roads)
    expect(expected.flat()).toHaveLength(60)
    for (let i = 0; i < 20; i++) expect(idsOf(roads.toSorted(() => random() - 0.5))).toEqual(expected)
  })
})
