import { describe, expect, it } from 'vitest'
import { type Costs, quickestEdges, turnSeconds } from './quickest-edges'
import { type RoadGraph, roadGraph } from './road-graph'
import type { Candidate } from './road-snap'
import { seededRandom } from './testing/random'
import { PLAIN_FRAME, randomRoads } from './testing/random-roads'
import { quickestCost, viaWays } from './via-ways'

const costsOf = ({ usualS }: RoadGraph): Costs => ({ edges: usualS, turn: 4, uTurn: 30 })
const middleOf = ({ lengthM }: RoadGraph, edge: number): Candidate => ({
  edge,
  alongM: lengthM[edge] / 2,
  ...{ distanceM: 0, angle: 0 },
  unlikely: 0,
})

/** Every way that comes by no node twice, by trying them all. */
function everyWay(graph: RoadGraph, costs: Costs, from: number, to: number): { edges: number[]; cost: number }[] {
  const ways: { edges: number[]; cost: number }[] = []
  const goOn = (edges: number[], nodes: Set<number>, cost: number) => {
    const edge = edges.at(-1)!
    const node = graph.to[edge]
    if (nodes.has(node)) return
    for (let next = 0; next < graph.edgeCount; next++) {
      if (graph.from[next] !== node) continue
      const turned = cost + turnSeconds(graph, costs, edge, next)
      if (next === to) ways.push({ edges: [...edges, next], cost: turned + costs.edges[to] / 2 })
      goOn([...edges, next], new Set(nodes).add(node), turned + costs.edges[next])
    }
  }
  goOn([from], new Set(), costs.edges[from] / 2)
  return ways
}

const cases = Array.from({ length: 60 }, (_, i) => {
  const graph = roadGraph(randomRoads(i + 1, 4), PLAIN_FRAME)
  const random = seededRandom(i + 1)
  const from = Math.floor(random() * graph.edgeCount)
  const to = (from + 1 + Math.floor(random() * (graph.edgeCount - 1))) % graph.edgeCount
  return { graph, from, to, all: everyWay(graph, costsOf(graph), from, to) }
})

describe('ways through every edge', () => {
  it('begin with the cheapest of all ways there are, or are none', () => {
    let joined = 0
    for (const { graph, from, to, all } of cases) {
      const ends = [[middleOf(graph, from)], [middleOf(graph, to)]] as const
      const least = Math.min(...all.map(({ cost }) => cost))
      expect(quickestCost(graph, costsOf(graph), ...ends)).toBeCloseTo(least, 6)
      const [best] = viaWays(graph, costsOf(graph), ...ends, (quickest) => quickest + 60)
      expect(best?.cost ?? Number.POSITIVE_INFINITY).toBeCloseTo(least, 6)
      if (best) joined++
    }
    expect(joined).toBeGreaterThan(40)
  })

  it('are ways that can be driven, at the cost that driving them has, in order and none twice', () => {
    for (const { graph, from, to, all } of cases) {
      const costs = new Map(all.map(({ edges, cost }) => [edges.join(), cost]))
      const ways = viaWays(
        graph,
        costsOf(graph),
        [middleOf(graph, from)],
        [middleOf(graph, to)],
        (quickest) => quickest + 60,
      )
      for (const { edges, cost } of ways) expect(cost).toBeCloseTo(costs.get(edges.join())!, 6)
      expect(ways.map(({ cost }) => cost)).toEqual(ways.map(({ cost }) => cost).sort((a, b) => a - b))
      expect(new Set(ways.map(({ edges }) => edges.join())).size).toBe(ways.length)
    }
  })

  it('use every edge through which the quickest way comes by no node twice', () => {
    let used = 0
    for (const { graph, from, to, all } of cases) {
      const costs = costsOf(graph)
      const limit = Math.min(...all.map(({ cost }) => cost)) + 60
      if (limit === Number.POSITIVE_INFINITY) continue
      const ways = viaWays(graph, costs, [middleOf(graph, from)], [middleOf(graph, to)], () => limit)
      const found = new Set(ways.flatMap(({ edges }) => edges))
      const onward = quickestEdges(graph, costs, [{ edge: from, seconds: costs.edges[from] / 2 }], 'onward')
      const back = quickestEdges(graph, costs, [{ edge: to, seconds: costs.edges[to] / 2 }], 'back')
      for (let edge = 0; edge < graph.edgeCount; edge++) {
        const simple = Math.min(...all.filter(({ edges }) => edges.includes(edge)).map(({ cost }) => cost))
        const any = Math.min(
          ...Array.from({ length: graph.edgeCount }, (_, next) =>
            graph.from[next] === graph.to[edge]
              ? onward.seconds[edge] + turnSeconds(graph, costs, edge, next) + back.seconds[next]
              : Number.POSITIVE_INFINITY,
          ),
        )
        if (edge === to || !(simple <= limit - 1e-6) || simple > any + 1e-6) continue
        used++
        expect(found.has(edge)).toBe(true)
      }
    }
    expect(used).toBeGreaterThan(200)
  })

  it('are the stretch itself where both places lie on one edge, in order', () => {
    const [{ graph }] = cases
    const [early, late] = [0.2, 0.8].map((share) => ({ ...middleOf(graph, 3), alongM: graph.lengthM[3] * share }))
    const [way] = viaWays(graph, costsOf(graph), [early], [late], (quickest) => quickest)
    expect(way.edges).toEqual([3])
    expect([way.seconds / graph.usualS[3], way.lengthM / graph.lengthM[3]]).toEqual(
      [0.6, 0.6].map((n) => expect.closeTo(n, 6)),
    )
    expect(viaWays(graph, costsOf(graph), [late], [early], (quickest) => quickest)[0]?.edges).not.toEqual([3])
  })
})
