/** Dijkstra's algorithm from edge to edge, so that turns cost time. */
import { angleBetween } from './bearings'
import { NodeHeap } from './node-heap'
import type { RoadGraph } from './road-graph'

/** What driving costs, in seconds. */
export interface Costs {
  /** Per edge of the graph, 0 or more. */
  edges: Float64Array
  turn: number
  uTurn: number
}

/** The cost of what lies between a place on an edge and its end (onward) or its beginning (back). */
export interface Beginning {
  edge: number
  seconds: number
}

export interface Tree {
  /** Per edge, from the beginnings to its end (onward), or from its beginning to them (back); Infinity beyond `most`. */
  seconds: Float64Array
  /** Per edge the one before it (onward) or after it (back); −1 where a way begins or ends on it. */
  next: Int32Array
  /** The edges that were reached, in the order of their seconds. */
  reached: number[]
  /** False when something lay beyond `most`. */
  isWhole: boolean
}

/** What turns by less is straight on. */
const STRAIGHT = 40

export function turnSeconds(graph: RoadGraph, { turn, uTurn }: Costs, edge: number, next: number): number {
  if (graph.reverse[edge] === next) return uTurn
  return angleBetween(graph.reachesAt[edge], graph.leavesAt[next]) < STRAIGHT ? 0 : turn
}

/** The quickest ways from or to the beginnings, as far as `most` seconds. */
export function quickestEdges(
  graph: RoadGraph,
  costs: Costs,
  beginnings: readonly Beginning[],
  heading: 'onward' | 'back',
  most = Number.POSITIVE_INFINITY,
): Tree {
  const isOnward = heading === 'onward'
  const seconds = new Float64Array(graph.edgeCount).fill(Number.POSITIVE_INFINITY)
  const next = new Int32Array(graph.edgeCount).fill(-1)
  const reached: number[] = []
  let isWhole = true
  const heap = new NodeHeap(seconds)
  for (const beginning of beginnings) {
    if (beginning.seconds > most) isWhole = false
    else if (beginning.seconds < seconds[beginning.edge]) {
      seconds[beginning.edge] = beginning.seconds
      heap.push(beginning.edge, beginning.seconds)
    }
  }
  const lists = isOnward ? graph.leaving : graph.arriving
  const nodes = isOnward ? graph.to : graph.from
  for (let edge = heap.pop(); edge >= 0; edge = heap.pop()) {
    reached.push(edge)
    const node = nodes[edge]
    for (let i = lists.at[node]; i < lists.at[node + 1]; i++) {
      const other = lists.edges[i]
      const turn = isOnward ? turnSeconds(graph, costs, edge, other) : turnSeconds(graph, costs, other, edge)
      const arrival = seconds[edge] + turn + costs.edges[other]
      if (arrival >= seconds[other]) continue
      if (arrival > most) isWhole = false
      else {
        seconds[other] = arrival
        next[other] = edge
        heap.push(other, arrival)
      }
    }
  }
  return { seconds, next, reached, isWhole }
}
