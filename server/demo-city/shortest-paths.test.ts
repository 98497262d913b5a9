import { expect, test } from 'vitest'
import { Random } from './random'
import { type RoadNetwork, strongComponents } from './road-network'
import { pathTable } from './shortest-paths'

/** Twenty nodes joined at random by one-way arcs. */
function randomNetwork(random: Random): RoadNetwork {
  const arcs = Array.from({ length: 46 }, (_, edge) => ({
    edge,
    from: random.integer(0, 19),
    to: random.integer(0, 19),
    isForward: true,
    metres: 1,
    seconds: random.between(1, 9),
  }))
  const leaving = Array.from({ length: 20 }, (_, node) => arcs.flatMap(({ from }, i) => (from === node ? [i] : [])))
  return { graph: { nodes: [], edges: [] }, arcs, leaving }
}

/** Relaxes every arc until nothing changes (Bellman–Ford): slow and plain. */
function timesFrom(source: number, { arcs }: RoadNetwork): number[] {
  const times = Array.from({ length: 20 }, (_, node) => (node === source ? 0 : Infinity))
  for (let round = 0; round < 20; round++)
    for (const { from, to, seconds } of arcs) times[to] = Math.min(times[to], times[from] + seconds)
  return times
}

test('paths are as quick as Bellman–Ford says, and run unbroken from start to end', () => {
  for (let seed = 1; seed <= 25; seed++) {
    const network = randomNetwork(new Random(seed))
    const table = pathTable(
      network,
      Float64Array.from(network.arcs, ({ seconds }) => seconds),
    )
    for (let from = 0; from < 20; from++) {
      timesFrom(from, network).forEach((time, to) => {
        const path = table.path(from, to).map((arc) => network.arcs[arc])
        if (from === to || time === Infinity) {
          expect(path).toEqual([])
          return
        }
        expect(path.reduce((sum, { seconds }) => sum + seconds, 0)).toBeCloseTo(time, 9)
        expect([path[0].from, path.at(-1)!.to]).toEqual([from, to])
        for (let i = 1; i < path.length; i++) expect(path[i].from).toBe(path[i - 1].to)
      })
    }
  }
})

test('nodes share a component exactly when each can be reached from the other', () => {
  for (let seed = 1; seed <= 25; seed++) {
    const network = randomNetwork(new Random(seed))
    const component = strongComponents(network)
    const reach = Array.from({ length: 20 }, (_, node) => timesFrom(node, network).map((time) => time < Infinity))
    for (let a = 0; a < 20; a++)
      for (let b = 0; b < 20; b++) expect(component[a] === component[b]).toBe(reach[a][b] && reach[b][a])
  }
})
