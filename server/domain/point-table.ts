/** Points on an integer grid, each kept once: a hash table over typed arrays, since a city has millions of corners. */
export class PointTable {
  x: Int32Array
  y: Int32Array
  #count = 0
  #slots: Int32Array

  /** `expected` is how many points are likely to come; more are taken as well. */
  constructor(expected: number) {
    const room = Math.max(16, expected)
    this.x = new Int32Array(room)
    this.y = new Int32Array(room)
    this.#slots = new Int32Array(2 ** Math.ceil(Math.log2(room * 2))).fill(-1)
  }

  /** The number of the point at x, y, rounded to the grid. */
  add(x: number, y: number): number {
    const column = Math.round(x)
    const row = Math.round(y)
    let slot = this.#slotOf(column, row)
    for (; this.#slots[slot] !== -1; slot = (slot + 1) & (this.#slots.length - 1)) {
      const known = this.#slots[slot]
      if (this.x[known] === column && this.y[known] === row) return known
    }
    if (this.#count === this.x.length) {
      this.#grow()
      return this.add(column, row)
    }
    this.#slots[slot] = this.#count
    this.x[this.#count] = column
    this.y[this.#count] = row
    return this.#count++
  }

  get count(): number {
    return this.#count
  }

  #slotOf(column: number, row: number): number {
    const mixed = Math.imul(column, 0x9e3779b1) ^ Math.imul(row, 0x85ebca6b)
    return (mixed ^ (mixed >>> 15)) & (this.#slots.length - 1)
  }

  #grow(): void {
    const { x, y } = this
    this.x = new Int32Array(2 * x.length)
    this.y = new Int32Array(2 * y.length)
    this.x.set(x)
    this.y.set(y)
    this.#slots = new Int32Array(2 * this.#slots.length).fill(-1)
    for (let point = 0; point < this.#count; point++) {
      let slot = this.#slotOf(x[point], y[point])
      while (this.#slots[slot] !== -1) slot = (slot + 1) & (this.#slots.length - 1)
      this.#slots[slot] = point
    }
  }
}
