import { expect, test } from 'vitest'
import { facesOf } from './faces'
import { area, type Line } from './plane'
import type { Street } from './street'
import { streetGraph, withEndsJoined } from './street-graph'

const street = (line: Line, kind: Street['kind'] = 'residential'): Street => ({
  line,
  kind,
  name: null,
  nameEn: null,
  oneway: 'no',
})
const frame = street([
  [0, 0],
  [90, 0],
  [90, 60],
  [0, 60],
  [0, 0],
])

test('streets are cut where they cross, and enclose the ground between them', () => {
  const graph = streetGraph([
    frame,
    street([
      [30, -10],
      [30, 70],
    ]),
    street([
      [-10, 20],
      [100, 20],
    ]),
  ])
  const areas = facesOf(graph).map(({ ring }) => Math.round(area(ring)))
  expect(areas.sort((a, b) => a - b)).toEqual([600, 1200, 1200, 2400])
})

test('a dead end that sticks into the ground is no part of its edge', () => {
  const [face, ...others] = facesOf(
    streetGraph([
      frame,
      street([
        [45, -10],
        [45, 30],
      ]),
    ]),
  )
  expect(others).toEqual([])
  expect(area(face.ring)).toBeCloseTo(5400)
  expect(face.edges).toHaveLength(2)
})

test('a loose end runs on to the street ahead, but not across a barrier', () => {
  const ends = (barrier: Street[]) =>
    withEndsJoined(
      [
        frame,
        street([
          [45, 0.5],
          [45, 40],
        ]),
        ...barrier,
      ],
      50,
    )[1].line.at(-1)![1]
  expect(ends([])).toBeCloseTo(60.5)
  expect(
    ends([
      street(
        [
          [0, 50],
          [90, 50],
        ],
        'rail',
      ),
    ]),
  ).toBe(40)
})
