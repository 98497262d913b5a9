import { NodeHeap } from '../domain/node-heap'
import type { RoadNetwork } from './road-network'

/** For every pair of nodes the arc by which the quickest way from the one arrives at the other; −1 where it begins. */
export interface PathTable {
  /** The arcs from node to node in the order they are driven; [] when they are the same. */
  path(from: number, to: number): number[]
}

/** Dijkstra from every node. `seconds` gives the time that each arc takes. */
export function pathTable(network: RoadNetwork, seconds: Float64Array): PathTable {
  const count = network.leaving.length
  const arrivals = new Int16Array(count * count).fill(-1)
  for (let source = 0; source < count; source++)
    fillFrom(source, network, seconds, arrivals.subarray(source * count, (source + 1) * count))
  return {
    path(from, to) {
      const arcs: number[] = []
      for (let at = to; at !== from; ) {
        const arc = arrivals[from * count + at]
        if (arc < 0) return []
        arcs.push(arc)
        at = network.arcs[arc].from
      }
      return arcs.reverse()
    },
  }
}

function fillFrom(source: number, { arcs, leaving }: RoadNetwork, seconds: Float64Array, arrivals: Int16Array): void {
  const times = new Float64Array(leaving.length).fill(Infinity)
  const heap = new NodeHeap(times)
  times[source] = 0
  heap.push(source, 0)
  for (let node = heap.pop(); node >= 0; node = heap.pop()) {
    for (const arc of leaving[node]) {
      const { to } = arcs[arc]
      const time = times[node] + seconds[arc]
      if (time >= times[to]) continue
      times[to] = time
      arrivals[to] = arc
      heap.push(to, time)
    }
  }
}
