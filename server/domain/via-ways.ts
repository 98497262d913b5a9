/**
 * Ways between two places that are quickest through some edge: quickest to that edge, and quickest from it on. Every edge that a driver
 * without a strange detour may have used lies on one of them (single-via paths; Abraham, Delling, Goldberg, Werneck, "Alternative
 * Routes in Road Networks", ACM Journal of Experimental Algorithmics 18, 2013). Ways that come by one node twice are left out.
 */

import { type Beginning, type Costs, quickestEdges, type Tree, turnSeconds } from './quickest-edges'
import type { RoadGraph } from './road-graph'
import type { Candidate } from './road-snap'

export interface ViaWay {
  /** In the order of travel, at least one. */
  edges: number[]
  /** Places on the first and on the last edge. */
  start: Candidate
  end: Candidate
  /** What driving it costs, turns included. */
  seconds: number
  /** The same, and what its ends cost for being unlikely: what ways are ordered by. */
  cost: number
  lengthM: number
}

/** What a place costs for each step that makes it e times less likely. */
const SECONDS_PER_UNLIKELY = 8
/** How far a first search goes, in seconds per metre of straight line and in seconds; each next goes four times as far. */
const FIRST_REACH = { perM: 0.4, atLeast: 60 }
const SAME_COST = 1e-6

/** Ways in the order of their cost, none above what `most` allows for the cost of the best; [] where no way leads. */
export function viaWays(
  graph: RoadGraph,
  costs: Costs,
  from: readonly Candidate[],
  to: readonly Candidate[],
  most: (quickest: number) => number,
): ViaWay[] {
  const search = new ViaSearch(graph, costs, from, to)
  const quickest = search.quickest()
  return quickest === Number.POSITIVE_INFINITY ? [] : search.ways(most(quickest))
}

/** What the cheapest way costs; Infinity where none leads. */
export const quickestCost = (...ends: ConstructorParameters<typeof ViaSearch>) => new ViaSearch(...ends).quickest()

class ViaSearch {
  readonly #graph: RoadGraph
  readonly #costs: Costs
  readonly #starts: Map<number, Candidate>
  readonly #ends: Map<number, Candidate>
  readonly #direct: ViaWay[]

  constructor(graph: RoadGraph, costs: Costs, from: readonly Candidate[], to: readonly Candidate[]) {
    this.#graph = graph
    this.#costs = costs
    this.#starts = new Map(from.map((place) => [place.edge, place]))
    this.#ends = new Map(to.map((place) => [place.edge, place]))
    this.#direct = from.flatMap((start) => {
      const end = this.#ends.get(start.edge)
      return end && end.alongM >= start.alongM ? [this.#wayOf([start.edge])] : []
    })
  }

  quickest(): number {
    const direct = Math.min(...this.#direct.map(({ cost }) => cost))
    let found = Number.POSITIVE_INFINITY
    for (let reach = this.#firstReach(); ; reach *= 4) {
      const onward = this.#onward(Math.min(reach, direct))
      for (const end of this.#ends.values()) found = Math.min(found, this.#arrival(onward, end))
      const isAll = onward.isWhole || reach >= direct
      if (found <= reach || isAll) return Math.min(found, direct)
    }
  }

  ways(limit: number): ViaWay[] {
    const onward = this.#onward(limit)
    const back = this.#back(limit)
    const isDone = new Uint8Array(this.#graph.edgeCount)
    const vias = onward.reached
      .map((edge) => ({ edge, ...this.#bestAfter(back, edge) }))
      .map(({ edge, after, seconds }) => ({ edge, after, cost: onward.seconds[edge] + seconds }))
      .filter(({ cost }) => cost <= limit)
      .sort((a, b) => a.cost - b.cost || a.edge - b.edge)
    const costOf = new Map(vias.map(({ edge, cost }) => [edge, cost]))
    const ways = this.#direct.filter(({ cost }) => cost <= limit)
    for (const { edge, after, cost } of vias) {
      if (isDone[edge]) continue
      const edges = [...walk(onward, edge).reverse(), ...walk(back, after)]
      for (const passed of edges) if (costOf.get(passed)! >= cost - SAME_COST) isDone[passed] = 1
      if (this.#isSimple(edges)) ways.push(this.#wayOf(edges))
    }
    return ways.sort((a, b) => a.cost - b.cost)
  }

  #firstReach(): number {
    const at = ({ edge }: Candidate) => this.#graph.lines[edge]
    const [[start], [end]] = [[...this.#starts.values()], [...this.#ends.values()]]
    if (!start || !end) return FIRST_REACH.atLeast
    const distance = Math.hypot(at(start)[0] - at(end)[0], at(start)[1] - at(end)[1])
    return FIRST_REACH.atLeast + FIRST_REACH.perM * distance
  }

  #onward(most: number): Tree {
    const beginnings = [...this.#starts.values()].map((place): Beginning => {
      const left = this.#graph.lengthM[place.edge] - place.alongM
      return { edge: place.edge, seconds: this.#secondsOn(place.edge, left) + SECONDS_PER_UNLIKELY * place.unlikely }
    })
    return quickestEdges(this.#graph, this.#costs, beginnings, 'onward', most)
  }

  #back(most: number): Tree {
    const beginnings = [...this.#ends.values()].map((place) => ({ edge: place.edge, seconds: this.#endCost(place) }))
    return quickestEdges(this.#graph, this.#costs, beginnings, 'back', most)
  }

  #secondsOn(edge: number, metres: number): number {
    return (this.#costs.edges[edge] * metres) / this.#graph.lengthM[edge]
  }

  #endCost = (place: Candidate) => this.#secondsOn(place.edge, place.alongM) + SECONDS_PER_UNLIKELY * place.unlikely

  #arrival({ seconds }: Tree, end: Candidate): number {
    const { arriving, from } = this.#graph
    let least = Number.POSITIVE_INFINITY
    for (let i = arriving.at[from[end.edge]]; i < arriving.at[from[end.edge] + 1]; i++) {
      const edge = arriving.edges[i]
      least = Math.min(least, seconds[edge] + turnSeconds(this.#graph, this.#costs, edge, end.edge))
    }
    return least + this.#endCost(end)
  }

  /** The edge by which a way goes on best from the end of this one. */
  #bestAfter({ seconds }: Tree, edge: number): { after: number; seconds: number } {
    const { leaving, to } = this.#graph
    let best = { after: -1, seconds: Number.POSITIVE_INFINITY }
    for (let i = leaving.at[to[edge]]; i < leaving.at[to[edge] + 1]; i++) {
      const after = leaving.edges[i]
      const left = turnSeconds(this.#graph, this.#costs, edge, after) + seconds[after]
      if (left < best.seconds) best = { after, seconds: left }
    }
    return best
  }

  #isSimple(edges: readonly number[]): boolean {
    const nodes = edges.slice(0, -1).map((edge) => this.#graph.to[edge])
    return new Set(nodes).size === nodes.length
  }

  #wayOf(edges: number[]): ViaWay {
    const graph = this.#graph
    const [start, end] = [this.#starts.get(edges[0])!, this.#ends.get(edges.at(-1)!)!]
    let seconds = this.#secondsOn(end.edge, end.alongM) - this.#secondsOn(start.edge, start.alongM)
    let lengthM = end.alongM - start.alongM
    for (let i = 0; i < edges.length - 1; i++) {
      seconds += this.#costs.edges[edges[i]] + turnSeconds(graph, this.#costs, edges[i], edges[i + 1])
      lengthM += graph.lengthM[edges[i]]
    }
    return {
      edges,
      start,
      end,
      seconds,
      cost: seconds + SECONDS_PER_UNLIKELY * (start.unlikely + end.unlikely),
      lengthM,
    }
  }
}

/** From an edge along a tree to where it begins. */
function walk({ next }: Tree, from: number): number[] {
  const edges: number[] = []
  for (let edge = from; edge >= 0; edge = next[edge]) edges.push(edge)
  return edges
}
