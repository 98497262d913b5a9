import { lineLength, pointAlong, type Vec } from './plane'
import { isRoad, ROAD_SIZES, type StreetKind } from './street'
import type { StreetEdge, StreetGraph } from './street-graph'

/** One edge driven in one direction. */
export interface Arc {
  edge: number
  from: number
  to: number
  isForward: boolean
  metres: number
  /** Free flow, seconds. */
  seconds: number
}

export interface RoadNetwork {
  graph: StreetGraph
  arcs: Arc[]
  /** Arcs that leave each node. */
  leaving: number[][]
}

export const isDrivable = (kind: StreetKind) => isRoad(kind) && ROAD_SIZES[kind].lanes > 0 && kind !== 'service'

export function roadNetwork(graph: StreetGraph): RoadNetwork {
  const arcs = graph.edges.flatMap((edge, i) => arcsOf(edge, i))
  const leaving = graph.nodes.map((): number[] => [])
  arcs.forEach((arc, i) => {
    leaving[arc.from].push(i)
  })
  return { graph, arcs, leaving }
}

function arcsOf({ street, from, to, line }: StreetEdge, edge: number): Arc[] {
  const { kind, oneway } = street
  if (!isRoad(kind) || !isDrivable(kind)) return []
  const metres = lineLength(line)
  const seconds = metres / (ROAD_SIZES[kind].speedKmh / 3.6)
  return [
    ...(oneway === 'backward' ? [] : [{ edge, from, to, isForward: true, metres, seconds }]),
    ...(oneway === 'forward' ? [] : [{ edge, from: to, to: from, isForward: false, metres, seconds }]),
  ]
}

/** Place and direction of travel `metres` after the start of the arc. */
export function alongArc({ graph }: RoadNetwork, arc: Arc, metres: number): { point: Vec; along: Vec } {
  const { line } = graph.edges[arc.edge]
  const { point, along } = pointAlong(line, arc.isForward ? metres : arc.metres - metres)
  return { point, along: arc.isForward ? along : [-along[0], -along[1]] }
}

/** Components from within which every node can be reached from every other (Tarjan, 1972; without recursion). */
export function strongComponents({ arcs, leaving }: RoadNetwork): Int32Array {
  const count = leaving.length
  const component = new Int32Array(count).fill(-1)
  const order = new Int32Array(count).fill(-1)
  const low = new Int32Array(count)
  const next = new Int32Array(count)
  const stack: number[] = []
  let [found, components] = [0, 0]
  for (let start = 0; start < count; start++) {
    if (order[start] >= 0) continue
    const path = [start]
    while (path.length > 0) {
      const node = path[path.length - 1]
      if (order[node] < 0) {
        order[node] = low[node] = found++
        stack.push(node)
      }
      if (next[node] < leaving[node].length) {
        const { to } = arcs[leaving[node][next[node]++]]
        if (order[to] < 0) path.push(to)
        else if (component[to] < 0) low[node] = Math.min(low[node], order[to])
        continue
      }
      path.pop()
      if (path.length > 0) low[path[path.length - 1]] = Math.min(low[path[path.length - 1]], low[node])
      if (low[node] !== order[node]) continue
      for (let member = stack.pop()!; ; member = stack.pop()!) {
        component[member] = components
        if (member === node) break
      }
      components++
    }
  }
  return component
}
