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

/** A binary heap of nodes by time; stale entries are skipped when they come up. */
class NodeHeap {
  readonly #nodes: number[] = []
  readonly #keys: number[] = []
  readonly #times: Float64Array

  constructor(times: Float64Array) {
    this.#times = times
  }

  push(node: number, key: number): void {
    let i = this.#nodes.length
    while (i > 0) {
      const parent = (i - 1) >> 1
      if (this.#keys[parent] <= key) break
      this.#set(i, this.#nodes[parent], this.#keys[parent])
      i = parent
    }
    this.#set(i, node, key)
  }

  /** The node with the least time, or −1 when none is left. */
  pop(): number {
    while (this.#nodes.length > 0) {
      const [node, key] = [this.#nodes[0], this.#keys[0]]
      this.#removeFirst()
      if (key === this.#times[node]) return node
    }
    return -1
  }

  #removeFirst(): void {
    const node = this.#nodes.pop()!
    const key = this.#keys.pop()!
    const size = this.#nodes.length
    if (size === 0) return
    let i = 0
    for (;;) {
      let child = 2 * i + 1
      if (child >= size) break
      if (child + 1 < size && this.#keys[child + 1] < this.#keys[child]) child++
      if (this.#keys[child] >= key) break
      this.#set(i, this.#nodes[child], this.#keys[child])
      i = child
    }
    this.#set(i, node, key)
  }

  #set(i: number, node: number, key: number): void {
    this.#nodes[i] = node
    this.#keys[i] = key
  }
}
