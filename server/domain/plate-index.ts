/**
 * All plates of a city in memory, to be searched when not everything of one is known. Plates of one length lie together, character
 * beside character, so that a search is a run over numbers: a million of them take milliseconds.
 */
import { likenessTo } from './plate-likeness'
import { fitsPattern, type PlatePattern } from './plate-pattern'

export interface LikePlate {
  plate: string
  /** See `plateDistance`: 0 for the plate itself. */
  cost: number
}

export interface Found<T> {
  found: T[]
  /** There are more than were asked for. */
  isCut: boolean
}

const FIRST_ROOM = 1_024
const SAMPLE = 512

/** Plates of one length. Column by column, and once more row by row. */
class Shelf {
  size = 0
  #rows: Uint16Array
  #columns: Uint16Array[]
  readonly length: number

  constructor(length: number) {
    this.length = length
    this.#rows = new Uint16Array(FIRST_ROOM * length)
    this.#columns = Array.from({ length }, () => new Uint16Array(FIRST_ROOM))
  }

  add(plate: string): void {
    if (this.size * this.length === this.#rows.length) this.#grow()
    for (let i = 0; i < this.length; i++) {
      const code = plate.charCodeAt(i)
      this.#rows[this.size * this.length + i] = code
      this.#columns[i][this.size] = code
    }
    this.size++
  }

  #grow(): void {
    const larger = (array: Uint16Array) => {
      const grown = new Uint16Array(array.length * 2)
      grown.set(array)
      return grown
    }
    this.#rows = larger(this.#rows)
    this.#columns = this.#columns.map(larger)
  }

  plate(row: number): string {
    const at = row * this.length
    return String.fromCharCode(...this.#rows.subarray(at, at + this.length))
  }

  /** The rows that have these characters at these places; all rows when there are none. */
  having(wanted: readonly (readonly [place: number, code: number])[]): Uint32Array {
    const ordered = wanted
      .map(([place, code]) => ({ column: this.#columns[place], code, share: this.#shareOf(place, code) }))
      .sort((a, b) => a.share - b.share)
    const rows = new Uint32Array(this.size)
    let count = 0
    const [first, ...others] = ordered
    if (!first) for (; count < this.size; count++) rows[count] = count
    else
      for (let row = 0; row < this.size; row++) {
        rows[count] = row
        count += first.column[row] === first.code ? 1 : 0
      }
    for (const { column, code } of others) {
      let kept = 0
      for (let i = 0; i < count; i++) {
        const row = rows[i]
        rows[kept] = row
        kept += column[row] === code ? 1 : 0
      }
      count = kept
    }
    return rows.subarray(0, count)
  }

  /** How common a character is at a place, by some of the plates. */
  #shareOf(place: number, code: number): number {
    const column = this.#columns[place]
    const step = Math.max(1, Math.floor(this.size / SAMPLE))
    let hits = 0
    for (let row = 0; row < this.size; row += step) if (column[row] === code) hits++
    return hits
  }

  /** Calls back with every plate that costs at most `most`. */
  eachLike(meant: string, most: number, found: (row: number, cost: number) => void): void {
    const likeness = likenessTo(meant, most)
    const { length } = this
    for (let row = 0; row < this.size; row++) {
      const cost = likeness(this.#rows, row * length, length)
      if (cost <= most) found(row, cost)
    }
  }
}

/** Plates are given in their normal form, each once. */
export class PlateIndex {
  readonly #shelves = new Map<number, Shelf>()
  size = 0

  add(plate: string): void {
    const shelf = this.#shelves.get(plate.length) ?? new Shelf(plate.length)
    this.#shelves.set(plate.length, shelf)
    shelf.add(plate)
    this.size++
  }

  /** The first `most` plates that fit, shorter ones first, then in the order they were added. */
  matching(pattern: PlatePattern, most: number): Found<string> {
    const found: string[] = []
    let isCut = false
    for (const shelf of this.#inOrder()) {
      const wanted = placesOf(pattern, shelf.length)
      if (wanted === null) continue
      // With more than one star what stands between them has no fixed place.
      const isLoose = pattern.parts.length > 2
      for (const row of shelf.having(wanted)) {
        const plate = shelf.plate(row)
        if (isLoose && !fitsPattern(pattern, plate)) continue
        if (found.length === most) {
          isCut = true
          break
        }
        found.push(plate)
      }
      if (isCut) break
    }
    return { found, isCut }
  }

  /** The `most` likeliest plates that cost at most `mostCost` (0 or more and below 2), the likeliest first. */
  like(meant: string, mostCost: number, most: number): Found<LikePlate> {
    const found: LikePlate[] = []
    for (const shelf of this.#inOrder())
      if (Math.abs(shelf.length - meant.length) <= mostCost)
        shelf.eachLike(meant, mostCost, (row, cost) => found.push({ plate: shelf.plate(row), cost }))
    found.sort((a, b) => a.cost - b.cost || (a.plate < b.plate ? -1 : 1))
    return { found: found.slice(0, most), isCut: found.length > most }
  }

  #inOrder = (): Shelf[] => [...this.#shelves.values()].sort((a, b) => a.length - b.length)
}

/** Where which character must stand in a plate of this length; null when no plate of this length fits. */
function placesOf({ parts }: PlatePattern, length: number): (readonly [place: number, code: number])[] | null {
  const fixed = parts.reduce((sum, part) => sum + part.length, 0)
  if (parts.length === 1 ? length !== fixed : length < fixed) return null
  const known = (part: string, from: number) =>
    [...part].flatMap((character, i) => (character === '?' ? [] : [[from + i, character.charCodeAt(0)] as const]))
  const last = parts[parts.length - 1]
  return [...known(parts[0], 0), ...(parts.length > 1 ? known(last, length - last.length) : [])]
}
