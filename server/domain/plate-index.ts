/**
 * All plates of a city in memory, to be searched when not everything of one is known. Plates of one length lie together, with lists of
 * who has which character where: of what is known only the rarest is run through, a few ten thousand of a million.
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
const FIRST_LIST = 16

/** The rows that have one character at one place, in order. */
class RowList {
  size = 0
  rows = new Uint32Array(FIRST_LIST)

  add(row: number): void {
    if (this.size === this.rows.length) this.rows = grown(this.rows, new Uint32Array(this.size * 2))
    this.rows[this.size++] = row
  }
}

const NO_ROWS = new RowList()
/** Up to so many times longer a list is run through beside the other; of longer ones it is quicker to look at the plates. */
const SIMILAR = 8

/** Both in order. */
function inBoth(rows: Uint32Array, { rows: others, size }: RowList): Uint32Array {
  const kept = new Uint32Array(rows.length)
  let [count, at] = [0, 0]
  for (let i = 0; i < rows.length && at < size; i++) {
    const row = rows[i]
    while (at < size && others[at] < row) at++
    kept[count] = row
    count += at < size && others[at] === row ? 1 : 0
  }
  return kept.subarray(0, count)
}

function grown<T extends Uint16Array | Uint32Array>(array: T, larger: T): T {
  larger.set(array)
  return larger
}

/** Plates of one length, character beside character, and for each character at each place the rows that have it there. */
class Shelf {
  size = 0
  #codes: Uint16Array
  readonly #rowsHaving: Map<number, RowList>[]
  readonly length: number

  constructor(length: number) {
    this.length = length
    this.#codes = new Uint16Array(FIRST_ROOM * length)
    this.#rowsHaving = Array.from({ length }, () => new Map())
  }

  add(plate: string): void {
    if (this.size * this.length === this.#codes.length)
      this.#codes = grown(this.#codes, new Uint16Array(this.#codes.length * 2))
    for (let i = 0; i < this.length; i++) {
      const code = plate.charCodeAt(i)
      this.#codes[this.size * this.length + i] = code
      const list = this.#rowsHaving[i].get(code) ?? new RowList()
      if (list.size === 0) this.#rowsHaving[i].set(code, list)
      list.add(this.size)
    }
    this.size++
  }

  plate(row: number): string {
    const at = row * this.length
    return String.fromCharCode(...this.#codes.subarray(at, at + this.length))
  }

  /** The rows that have these characters at these places, in order; all rows when there are none. */
  having(wanted: readonly (readonly [place: number, code: number])[]): Uint32Array {
    if (wanted.length === 0) return new Uint32Array(this.size).map((_, row) => row)
    const [first, ...others] = wanted
      .map(([place, code]) => ({ place, code, list: this.#rowsHaving[place].get(code) ?? NO_ROWS }))
      .sort((a, b) => a.list.size - b.list.size)
    let rows: Uint32Array = first.list.rows.subarray(0, first.list.size)
    for (const { place, code, list } of others)
      rows = list.size < SIMILAR * rows.length ? inBoth(rows, list) : this.#withCode(rows, place, code)
    return rows
  }

  #withCode(rows: Uint32Array, place: number, code: number): Uint32Array {
    const kept = new Uint32Array(rows.length)
    let count = 0
    for (let i = 0; i < rows.length; i++) {
      kept[count] = rows[i]
      count += this.#codes[rows[i] * this.length + place] === code ? 1 : 0
    }
    return kept.subarray(0, count)
  }

  /** Calls back with every plate that costs at most `most`. */
  eachLike(meant: string, most: number, found: (row: number, cost: number) => void): void {
    const likeness = likenessTo(meant, most)
    const { length } = this
    for (let row = 0; row < this.size; row++) {
      const cost = likeness(this.#codes, row * length, length)
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
