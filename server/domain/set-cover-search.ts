/** Local search for a small cover: drop a set, cover an open element again, and let open elements weigh more and more. */
import type { CoverProblem } from './set-cover-reduction'

export interface SearchOptions {
  seed: number
  iterations: number
  /** Stop at so few sets. */
  enough: number
}

/** The sets of a small cover of every element, ascending; the best one met. */
export function searchCover(problem: CoverProblem, { seed, iterations, enough }: SearchOptions): number[] {
  const state = new CoverState(problem)
  const random = xorshift(seed)
  while (state.open.length > 0) state.add(state.bestToAdd(problem.members.keys()))
  let best: number[] = []
  for (let iteration = 0; iteration <= iterations; iteration++) {
    while (state.open.length === 0) {
      state.dropUnneeded()
      best = [...state.chosen]
      if (best.length <= enough) return best.sort((a, b) => a - b)
      state.remove(state.cheapestToRemove(-1))
    }
    state.remove(state.cheapestToRemove(state.lastAdded))
    const element = state.open[Math.floor(random() * state.open.length)]
    state.add(state.bestToAdd(problem.holders[element]))
    state.weighOpen()
  }
  return best.sort((a, b) => a - b)
}

/** Which sets are chosen, what that leaves open, and what a change of each set would gain. */
class CoverState {
  readonly chosen: number[] = []
  readonly open: number[]
  lastAdded = -1
  #problem: CoverProblem
  /** Where each set stands in `chosen`, each element in `open`; −1: nowhere. */
  #chosenAt: Int32Array
  #openAt: Int32Array
  #weights: Float64Array
  /** How many chosen sets hold each element. */
  #counts: Int32Array
  /** Weight that adding the set would cover; for a chosen set, less than 0: what removing it would open. */
  #gains: Float64Array
  /** When each set, and any set that holds the element, last changed. */
  #setChange: Int32Array
  #elementChange: Int32Array
  #time = 0

  constructor(problem: CoverProblem) {
    const { members, holders } = problem
    this.#problem = problem
    this.open = Array.from(holders.keys())
    this.#openAt = Int32Array.from(this.open)
    this.#chosenAt = new Int32Array(members.length).fill(-1)
    this.#weights = new Float64Array(holders.length).fill(1)
    this.#counts = new Int32Array(holders.length)
    this.#gains = Float64Array.from(members, (elements) => elements.length)
    this.#setChange = new Int32Array(members.length)
    this.#elementChange = new Int32Array(holders.length)
  }

  add(set: number): void {
    this.#flip(set)
    this.lastAdded = set
    insert(this.chosen, this.#chosenAt, set)
    for (const element of this.#problem.members[set]) {
      const count = ++this.#counts[element]
      if (count === 1) {
        erase(this.open, this.#openAt, element)
        this.#gainForOthers(element, set, -this.#weights[element])
      } else if (count === 2) this.#gains[this.#soleHolder(element, set)] += this.#weights[element]
    }
  }

  remove(set: number): void {
    this.#flip(set)
    erase(this.chosen, this.#chosenAt, set)
    for (const element of this.#problem.members[set]) {
      const count = --this.#counts[element]
      if (count === 0) {
        insert(this.open, this.#openAt, element)
        this.#gainForOthers(element, set, this.#weights[element])
      } else if (count === 1) this.#gains[this.#soleHolder(element, set)] -= this.#weights[element]
    }
  }

  /** Removes what holds nothing alone. */
  dropUnneeded(): void {
    for (const set of [...this.chosen]) if (this.#gains[set] === 0) this.remove(set)
  }

  /** The chosen set whose removal opens least, not `except` unless it is the only one; the longest unchanged of equals. */
  cheapestToRemove(except: number): number {
    let best = -1
    for (const set of this.chosen) if (set !== except && (best < 0 || this.#isBetter(set, best))) best = set
    return best < 0 ? except : best
  }

  /** The set that covers most open weight; one around which nothing changed since it was removed would only go round in circles. */
  bestToAdd(sets: Iterable<number>): number {
    let best = -1
    let bestFresh = -1
    for (const set of sets) {
      if (best < 0 || this.#isBetter(set, best)) best = set
      if ((bestFresh < 0 || this.#isBetter(set, bestFresh)) && this.#isFresh(set)) bestFresh = set
    }
    return bestFresh < 0 ? best : bestFresh
  }

  weighOpen(): void {
    for (const element of this.open) {
      this.#weights[element]++
      this.#gainForOthers(element, -1, 1)
    }
  }

  #isBetter(set: number, other: number): boolean {
    const difference = this.#gains[set] - this.#gains[other]
    return difference > 0 || (difference === 0 && this.#setChange[set] < this.#setChange[other])
  }

  #isFresh(set: number): boolean {
    const since = this.#setChange[set]
    return since === 0 || this.#problem.members[set].some((element) => this.#elementChange[element] > since)
  }

  #flip(set: number): void {
    this.#time++
    this.#gains[set] = -this.#gains[set]
    this.#setChange[set] = this.#time
    for (const element of this.#problem.members[set]) this.#elementChange[element] = this.#time
  }

  #gainForOthers(element: number, set: number, weight: number): void {
    for (const other of this.#problem.holders[element]) if (other !== set) this.#gains[other] += weight
  }

  /** The one chosen set, other than `set`, that holds the element. */
  #soleHolder(element: number, set: number): number {
    const holders = this.#problem.holders[element]
    let i = 0
    while (holders[i] === set || this.#chosenAt[holders[i]] < 0) i++
    return holders[i]
  }
}

function insert(list: number[], places: Int32Array, item: number): void {
  places[item] = list.length
  list.push(item)
}

function erase(list: number[], places: Int32Array, item: number): void {
  const last = list.pop()!
  if (last !== item) {
    list[places[item]] = last
    places[last] = places[item]
  }
  places[item] = -1
}

/** A seeded generator of numbers 0 ≤ n < 1. */
function xorshift(seed: number): () => number {
  let state = (Math.imul(seed, 0x9e3779b1) ^ 0x85ebca6b) | 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 4294967296
  }
}
