/** A seeded generator of numbers (sfc32). The same seed gives the same city; each part forks its own by name, so parts do not disturb each other. */
export class Random {
  #a: number
  #b: number
  #c: number
  #counter = 1

  constructor(
    readonly seed: number,
    readonly label = '',
  ) {
    if (!Number.isSafeInteger(seed)) throw new RangeError(`seed must be a whole number, got ${seed}`)
    this.#a = hash(`a${label}`, seed)
    this.#b = hash(`b${label}`, Math.floor(seed / 2 ** 32))
    this.#c = hash(`c${label}`, seed ^ 0x9e3779b9)
    for (let i = 0; i < 12; i++) this.next()
  }

  fork(label: string | number): Random {
    return new Random(this.seed, `${this.label}/${label}`)
  }

  /** 0 ≤ n < 1. */
  next(): number {
    const t = (this.#a + this.#b + this.#counter++) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + t) | 0
    return (t >>> 0) / 2 ** 32
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.next()
  }

  /** A whole number, both ends included. */
  integer(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1))
  }

  chance(probability: number): boolean {
    return this.next() < probability
  }

  pick<T>(items: readonly T[]): T {
    return items[Math.floor(this.next() * items.length)]
  }

  weighted<T>(items: readonly (readonly [item: T, weight: number])[]): T {
    let left = this.next() * items.reduce((sum, [, weight]) => sum + weight, 0)
    for (const [item, weight] of items) {
      left -= weight
      if (left < 0) return item
    }
    return items[items.length - 1][0]
  }

  /** Normally distributed, by the sum of twelve uniform numbers. */
  normal(mean: number, deviation: number): number {
    let sum = -6
    for (let i = 0; i < 12; i++) sum += this.next()
    return mean + deviation * sum
  }

  shuffled<T>(items: readonly T[]): T[] {
    const result = [...items]
    for (let i = result.length - 1; i > 0; i--) {
      const j = this.integer(0, i)
      ;[result[i], result[j]] = [result[j], result[i]]
    }
    return result
  }
}

/** FNV-1a with a final stir. */
function hash(text: string, seed: number): number {
  let value = 0x811c9dc5 ^ seed
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d)
  return value ^ (value >>> 13)
}
