import { describe, expect, it } from 'vitest'
import { joinedStretches } from './joined-stretches'
import type { UsedEdge } from './plausible-ways'
import { roadGraph } from './road-graph'
import { PLAIN_FRAME, roadOf } from './testing/random-roads'

type Point = [x: number, y: number]
/** Two streets one behind the other, the first with a bend, and one that leaves where they meet. */
const graph = roadGraph(
  [roadOf([[0, 0], [50, 0], [100, 0]]), roadOf([[100, 0], [200, 0]]), roadOf([[100, 0], [100, 70]])], // biome-ignore format: a line is a street
  PLAIN_FRAME,
)
const used = (edge: number, share: number, fromM = 0, toM = graph.lengthM[edge]): UsedEdge => ({
  edge,
  share,
  fromM,
  toM,
})
const metresOf = (edges: UsedEdge[]) =>
  joinedStretches(graph, edges).map(({ path, share }) => ({
    share,
    path: path.map(([lng, lat]): Point => {
      const [x, y] = PLAIN_FRAME.toLocal(lng, lat)
      return [Math.round(x), Math.round(y)]
    }),
  }))

describe('stretches to draw', () => {
  it('are one line where edges follow one another with one share, cut to what was driven', () => {
    expect(metresOf([used(2, 1, 0, 40), used(0, 1, 20)])).toEqual([
      { share: 1, path: [[20, 0], [50, 0], [100, 0], [140, 0]] }, // biome-ignore format: a line is a street
    ])
    expect(metresOf([used(0, 1, 60, 80)])).toEqual([{ share: 1, path: [[60, 0], [80, 0]] }]) // biome-ignore format: as above
  })

  it('are parted where the share changes, where they fork, and where they turn round', () => {
    expect(metresOf([used(0, 1), used(2, 0.5)])).toHaveLength(2)
    expect(metresOf([used(0, 0.5), used(2, 0.5), used(4, 0.5)])).toHaveLength(3)
    expect(metresOf([used(0, 1), used(1, 1)])).toHaveLength(2)
  })

  it('leave out what is a point, and draw every edge once, rings too', () => {
    expect(metresOf([used(0, 1, 100)])).toEqual([])
    const ring = roadGraph([roadOf([[0, 0], [90, 0]]), roadOf([[90, 0], [90, 90]]), roadOf([[90, 90], [0, 0]])], PLAIN_FRAME) // biome-ignore format: as above
    const edges = [0, 2, 4].map((edge): UsedEdge => ({ edge, share: 1, fromM: 0, toM: ring.lengthM[edge] }))
    const [round, ...others] = joinedStretches(ring, edges)
    expect([round.path.length, others.length]).toEqual([4, 0])
    expect(round.path[3]).toEqual(round.path[0])
  })
})
