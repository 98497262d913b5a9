/** A binary heap of nodes by time; stale entries are skipped when they come up. */
export class NodeHeap {
  readonly #nodes: number[] = []
  readonly #keys: number[] = []
  readonly #times: Float64Array

  /** `times` holds the least time of each node; an entry with a greater one is stale. */
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
