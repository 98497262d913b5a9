import type { RoadRecord } from '../../formats/records'
import type { RoadGraph } from '../road-graph'

export interface Fix {
  /** Seconds. */
  at: number
  x: number
  y: number
  /** Degrees clockwise from north. */
  bearing: number
  lane: string
}

export interface DrivenEdge {
  edge: number
  metres: number
}

interface Matched {
  edge: number
  alongM: number
}

const NEAR_M = 20
const MOST_TURN = 75
/** Between two fixes. */
const MOST_BETWEEN_M = 150
/** A fix may lie this far behind the one before, since lanes are beside the road's line. */
const BACK_M = 12

/** Finds the edges that a vehicle truly drove: the nearest of its lane's way at each fix, and the shortest way between two. */
export class TrackMatcher {
  readonly #graph: RoadGraph
  readonly #edges = new Map<string, number[]>()
  readonly #ways: ReadonlyMap<string, readonly string[]>
  /** Fixes that were not matched, and all. */
  readonly tally = { unmatched: 0, fixes: 0 }

  /** `waysOfLanes`: the ways that each lane was made of. */
  constructor(graph: RoadGraph, roads: readonly RoadRecord[], waysOfLanes: ReadonlyMap<string, readonly string[]>) {
    this.#graph = graph
    this.#ways = waysOfLanes
    for (let edge = 0; edge < graph.edgeCount; edge++) {
      const way = roads[graph.road[edge]].sourceId.slice(1)
      this.#edges.set(way, [...(this.#edges.get(way) ?? []), edge])
    }
  }

  edgesOf(fixes: readonly Fix[]): DrivenEdge[] | null {
    const matched = fixes.flatMap((fix) => {
      if (fix.lane.startsWith(':')) return []
      this.tally.fixes++
      const match = this.#match(fix)
      if (!match) this.tally.unmatched++
      return match ? [match] : []
    })
    if (matched.length === 0) return null
    const edges: DrivenEdge[] = [{ edge: matched[0].edge, metres: 0 }]
    let at = matched[0]
    for (const next of matched.slice(1)) {
      if (next.edge === at.edge && next.alongM >= at.alongM - BACK_M) {
        edges.at(-1)!.metres += Math.max(0, next.alongM - at.alongM)
        if (next.alongM > at.alongM) at = next
        continue
      }
      const between = this.#between(at.edge, next.edge)
      if (!between) return null
      edges.at(-1)!.metres += this.#graph.lengthM[at.edge] - at.alongM
      for (const edge of between) edges.push({ edge, metres: this.#graph.lengthM[edge] })
      edges.push({ edge: next.edge, metres: next.alongM })
      at = next
    }
    return edges
  }

  #match({ x, y, bearing, lane }: Fix): Matched | null {
    const ways = this.#ways.get(lane) ?? []
    let best: (Matched & { distance: number }) | null = null
    for (const edge of ways.flatMap((way) => this.#edges.get(way) ?? [])) {
      const line = this.#graph.lines[edge]
      let passed = 0
      for (let i = 2; i < line.length; i += 2) {
        const [dx, dy] = [line[i] - line[i - 2], line[i + 1] - line[i - 1]]
        const length = Math.hypot(dx, dy)
        const share = Math.min(1, Math.max(0, ((x - line[i - 2]) * dx + (y - line[i - 1]) * dy) / length ** 2))
        const distance = Math.hypot(line[i - 2] + share * dx - x, line[i - 1] + share * dy - y)
        const leads = (Math.atan2(dx, dy) * 180) / Math.PI
        const turn = Math.abs(((((leads - bearing) % 360) + 540) % 360) - 180)
        if (distance <= NEAR_M && turn <= MOST_TURN && (!best || distance < best.distance))
          best = { edge, alongM: passed + share * length, distance }
        passed += length
      }
    }
    return best
  }

  /** The edges between two, the shortest way; null when it is too far. */
  #between(from: number, to: number): number[] | null {
    const { at, edges } = this.#graph.leaving
    const metres = new Map([[from, 0]])
    const before = new Map<number, number>()
    const open = [from]
    while (open.length > 0) {
      open.sort((a, b) => metres.get(b)! - metres.get(a)!)
      const edge = open.pop()!
      for (let i = at[this.#graph.to[edge]]; i < at[this.#graph.to[edge] + 1]; i++) {
        const next = edges[i]
        if (next === to) {
          const way: number[] = []
          for (let passed = edge; passed !== from; passed = before.get(passed)!) way.unshift(passed)
          return way
        }
        const reached = metres.get(edge)! + this.#graph.lengthM[next]
        if (reached > MOST_BETWEEN_M || reached >= (metres.get(next) ?? Infinity)) continue
        metres.set(next, reached)
        before.set(next, edge)
        open.push(next)
      }
    }
    return null
  }
}
