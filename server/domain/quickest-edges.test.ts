import { describe, expect, it } from 'vitest'
import { type Costs, quickestEdges, turnSeconds } from './quickest-edges'
import { type RoadGraph, roadGraph } from './road-graph'
import { seededRandom } from './testing/random'
import { PLAIN_FRAME, randomRoads, roadOf } from './testing/random-roads'

const costsOf = ({ usualS }: RoadGraph): Costs => ({ edges: usualS, turn: 4, uTurn: 30 })

/** Bellman and Ford: every pair of edges is tried until nothing gets quicker. */
function slowly(graph: RoadGraph, costs: Costs, edge: number, isOnward: boolean): number[] {
  const seconds = Array<number>(graph.edgeCount).fill(Number.POSITIVE_INFINITY)
  seconds[edge] = 1
  for (let isBetter = true; isBetter; ) {
    isBetter = false
    for (let a = 0; a < graph.edgeCount; a++)
      for (let b = 0; b < graph.edgeCount; b++) {
        if (graph.to[a] !== graph.from[b]) continue
        const [known, open] = isOnward ? [a, b] : [b, a]
        const reached = seconds[known] + turnSeconds(graph, costs, a, b) + costs.edges[open]
        if (reached >= seconds[open]) continue
        seconds[open] = reached
        isBetter = true
      }
  }
  return seconds
}

describe('the quickest ways from edge to edge', () => {
  it('are those that trying everything finds, onward and back, in 40 random networks', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const graph = roadGraph(randomRoads(seed, 5), PLAIN_FRAME)
      const edge = Math.floor(seededRandom(seed)() * graph.edgeCount)
      for (const heading of ['onward', 'back'] as const) {
        const { seconds } = quickestEdges(graph, costsOf(graph), [{ edge, seconds: 1 }], heading)
        const expected = slowly(graph, costsOf(graph), edge, heading === 'onward')
        expect([...seconds].map((value) => value.toFixed(6))).toEqual(expected.map((value) => value.toFixed(6)))
      }
    }
  })

  it('go no farther than told, and say that there is more', () => {
    const graph = roadGraph(randomRoads(7, 6), PLAIN_FRAME)
    const whole = quickestEdges(graph, costsOf(graph), [{ edge: 0, seconds: 0 }], 'onward')
    const part = quickestEdges(graph, costsOf(graph), [{ edge: 0, seconds: 0 }], 'onward', 30)
    expect([whole.isWhole, part.isWhole]).toEqual([true, false])
    expect(part.reached).toEqual(whole.reached.filter((edge) => whole.seconds[edge] <= 30))
  })

  it('cost time where they turn, and more where they turn round', () => {
    const graph = roadGraph([roadOf([[0, 0], [100, 0]]), roadOf([[100, 0], [200, 5]]), roadOf([[100, 0], [100, 90]])], PLAIN_FRAME) // biome-ignore format: a line is a street
    const from0 = (next: number) => turnSeconds(graph, costsOf(graph), 0, next)
    expect([from0(2), from0(4), from0(1)]).toEqual([0, 4, 30])
  })
})
