/** What a proof is: attempts to break something, counted. */

export interface ProofResult {
  tried: number
  accepted: number
  refused: number
  /** Attempts whose outcome was wrong, and those among them that gave away what must stay hidden. */
  lost: number
  leaked: number
  seed: number
  /** Where something is stored: what is there more than once. */
  duplicated?: number
}

/** One guard, to be taken out of a copy of the project: `find` stands once in `file`. */
export interface Guard {
  about: string
  file: string
  find: string
  replace: string
}

export interface Proof {
  name: string
  about: string
  /** Debian's, without which it cannot run. */
  packages?: readonly string[]
  /** Without any of these the proof must go red. */
  guards?: readonly Guard[]
  /** Files that are no guard: without any of them the proof must stay as green as it is. */
  notGuards?: readonly string[]
  /** Notes say how each failure can be repeated. */
  run(): Promise<{ result: ProofResult; notes: string[] }>
}

export const lineOf = (name: string, { tried, accepted, refused, lost, leaked, seed, duplicated }: ProofResult) =>
  `${name} tried=${tried} accepted=${accepted} refused=${refused} lost=${lost} leaked=${leaked} seed=${seed}${duplicated === undefined ? '' : ` duplicated=${duplicated}`}`
