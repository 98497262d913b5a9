/** Counts attempts that were let in and refused, and keeps what went wrong. */
import type { ProofResult } from './proof'

export class Tally {
  readonly notes: string[]
  #tried = 0
  #accepted = 0
  #refused = 0
  #lost = 0
  #leaked = 0

  constructor(note: string) {
    this.notes = [note]
  }

  add(name: string, isAccepted: boolean, problem: { leaked?: string; lost?: string } = {}): void {
    this.#tried++
    if (isAccepted) this.#accepted++
    else this.#refused++
    if (problem.leaked) this.#leaked++
    else if (problem.lost) this.#lost++
    const what = problem.leaked ?? problem.lost
    if (what) this.notes.push(`${name}: ${what}`)
  }

  result(): ProofResult {
    const [tried, accepted, refused, lost, leaked] = [
      this.#tried,
      this.#accepted,
      this.#refused,
      this.#lost,
      this.#leaked,
    ]
    return { tried, accepted, refused, lost, leaked, seed: 0 }
  }
}
