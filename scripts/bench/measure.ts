/** Timing in one process: warm, repeated, medians; the work's result is kept so that nothing is optimised away. */

export interface BenchResult {
  case: string
  n: number
  unit: string
  ours: number
  peers: Record<string, number>
  /** Peer ÷ ours. */
  ratio: Record<string, number>
  /** Difference between ours and the peer's answer, 0 for equal; each case says in what. */
  agreement: Record<string, number>
  seed: number
  /** Other figures of the case, each with its unit in its name. */
  beside?: Record<string, number>
  /** Milliseconds by database, of what was stored and answered over HTTP. */
  stored?: Record<string, { median: number; p95: number; fsync: string }>
  /** Seconds for the same with the answer stored on a server. */
  storedS?: number
}

export interface BenchRun {
  result: BenchResult
  notes: string[]
}

export interface BenchCase {
  name: string
  about: string
  /** Debian's, without which it cannot run. */
  packages?: readonly string[]
  run(): BenchRun | Promise<BenchRun>
}

const WARM_UP = 3
const REPETITIONS = 9

let sink = 0

/** Median milliseconds of `work`, which returns any number that depends on what it did. */
export function medianMs(work: () => number, repetitions = REPETITIONS, warmUp = WARM_UP): number {
  const times: number[] = []
  for (let i = 0; i < warmUp + repetitions; i++) {
    const start = performance.now()
    sink += work()
    if (i >= warmUp) times.push(performance.now() - start)
  }
  if (Number.isNaN(sink)) throw new Error('a benchmark must return a number, got NaN')
  return times.sort((a, b) => a - b)[repetitions >> 1]
}

/** Three significant digits: more would be noise. */
export const rounded = (value: number) => Number(value.toPrecision(3))

/** `oursFor`: what ours takes for the same task as a peer, where that is not the case's own. */
export function resultOf(
  head: Pick<BenchResult, 'case' | 'n' | 'unit' | 'seed'>,
  ours: number,
  peers: Record<string, number>,
  agreement: Record<string, number>,
  oursFor: Record<string, number> = {},
): BenchResult {
  const each = (map: (name: string) => number) =>
    Object.fromEntries(Object.keys(peers).map((name) => [name, rounded(map(name))]))
  const { seed, ...rest } = head
  return {
    ...rest,
    ours: rounded(ours),
    peers: each((name) => peers[name]),
    ratio: each((name) => peers[name] / (oursFor[name] ?? ours)),
    agreement: each((name) => agreement[name]),
    seed,
  }
}
