/** Positions of all nodes of an extract, 24 bytes each: a town has a few million of them. */
export class OsmNodeTable {
  #ids = new Float64Array(1024)
  #lngs = new Float64Array(1024)
  #lats = new Float64Array(1024)
  #isSorted = true
  size = 0

  add(id: number, lng: number, lat: number): void {
    if (this.size === this.#ids.length) this.#grow()
    if (this.size > 0 && id < this.#ids[this.size - 1]) this.#isSorted = false
    this.#ids[this.size] = id
    this.#lngs[this.size] = lng
    this.#lats[this.size] = lat
    this.size++
  }

  /** `[lng, lat]`, or null when the extract does not hold the node. */
  position(id: number): [number, number] | null {
    if (!this.#isSorted) this.#sort()
    let low = 0
    let high = this.size - 1
    while (low <= high) {
      const middle = (low + high) >> 1
      if (this.#ids[middle] === id) return [this.#lngs[middle], this.#lats[middle]]
      if (this.#ids[middle] < id) low = middle + 1
      else high = middle - 1
    }
    return null
  }

  #grow(): void {
    const copy = (old: Float64Array) => {
      const wider = new Float64Array(old.length * 2)
      wider.set(old)
      return wider
    }
    this.#ids = copy(this.#ids)
    this.#lngs = copy(this.#lngs)
    this.#lats = copy(this.#lats)
  }

  #sort(): void {
    const order = Uint32Array.from({ length: this.size }, (_, i) => i).sort((a, b) => this.#ids[a] - this.#ids[b])
    const pick = (old: Float64Array) => Float64Array.from(order, (i) => old[i])
    const [ids, lngs, lats] = [this.#ids, this.#lngs, this.#lats].map(pick)
    this.#ids = ids
    this.#lngs = lngs
    this.#lats = lats
    this.#isSorted = true
  }
}
