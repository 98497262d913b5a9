import { expect, test } from 'vitest'
import { OsmNodeTable } from './osm-node-table'
import { joinRings, polygonFrom, ringPositions } from './osm-rings'

const square = (x: number, y: number, size: number) => [
  [x, y],
  [x + size, y],
  [x + size, y + size],
  [x, y + size],
  [x, y],
]

test('a ring split over several ways, some of them backwards, is put together', () => {
  const { rings, openWays } = joinRings([
    [1, 2, 3],
    [5, 4, 3],
    [5, 6, 1],
    [10, 11, 12, 10],
  ])
  expect(rings.map((ring) => [...new Set(ring)].sort((a, b) => a - b))).toEqual([
    [1, 2, 3, 4, 5, 6],
    [10, 11, 12],
  ])
  expect(rings.every((ring) => ring[0] === ring.at(-1))).toBe(true)
  expect(openWays).toBe(0)
})

test('two rings that touch in a node stay two rings', () => {
  const { rings } = joinRings([
    [1, 2, 3],
    [3, 4, 5],
    [5, 6, 3],
    [3, 7, 1],
  ])
  expect(rings.map((ring) => ring.length).sort()).toEqual([5, 5])
})

test('ways that close no ring are counted, not dropped in silence', () => {
  expect(
    joinRings([
      [1, 2, 3],
      [3, 4],
      [8, 9, 10, 8],
    ]),
  ).toMatchObject({ openWays: 2, rings: [[8, 9, 10, 8]] })
  expect(joinRings([[]])).toEqual({ rings: [], openWays: 1 })
})

test('every hole goes into the smallest ring around it; rings turn as RFC 7946 says', () => {
  const { geometry, strayHoles } = polygonFrom(
    [square(0, 0, 10), [...square(4, 4, 2)].reverse()],
    [square(1, 1, 1), square(4.5, 4.5, 1), square(3, 3, 4), square(20, 20, 1)],
  )
  expect(strayHoles).toBe(1)
  expect(geometry).toEqual({
    type: 'MultiPolygon',
    coordinates: [
      [square(4, 4, 2), [...square(4.5, 4.5, 1)].reverse()],
      [square(0, 0, 10), [...square(1, 1, 1)].reverse(), [...square(3, 3, 4)].reverse()],
    ],
  })
})

test('a ring with a missing node or without extent is none', () => {
  const nodes = new OsmNodeTable()
  ;[
    [3, 1, 0],
    [1, 0, 0],
    [2, 1, 1],
    [4, 2, 2],
    [5, 3, 3],
  ].forEach(([id, lng, lat]) => {
    nodes.add(id, lng, lat)
  })
  expect(ringPositions([1, 3, 2, 1], nodes)).toEqual([
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 0],
  ])
  expect(ringPositions([1, 3, 9, 1], nodes)).toBeNull()
  expect(ringPositions([1, 2, 4, 1], nodes)).toBeNull()
})
