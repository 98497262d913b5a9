/** Threads that count tiles: all cores work, and whoever started them stays free to answer. */
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { CoverageTileRow } from '../../db/queries/coverage-tiles'
import type { TilesToCount } from './counted-rows'

export class CountThreads {
  readonly #idle: Worker[]
  readonly #all: Worker[]
  readonly #waiting: ((worker: Worker) => void)[] = []

  constructor(count = availableParallelism()) {
    // By path and not by module, since the app's bundle would take the worker along.
    const run = join(/*turbopackIgnore: true*/ process.cwd(), 'scripts', 'run.mjs')
    this.#all = Array.from(
      { length: count },
      () => new Worker(/*turbopackIgnore: true*/ run, { argv: ['server/services/count-worker.ts'] }),
    )
    this.#idle = [...this.#all]
  }

  get size(): number {
    return this.#all.length
  }

  /** Counts in the next thread that is free. Rejects with what went wrong there. */
  async count(tiles: TilesToCount): Promise<CoverageTileRow[]> {
    const worker = this.#idle.pop() ?? (await new Promise<Worker>((resolve) => this.#waiting.push(resolve)))
    try {
      worker.postMessage(tiles)
      const [rows] = await once(worker, 'message')
      return rows as CoverageTileRow[]
    } finally {
      const next = this.#waiting.shift()
      if (next) next(worker)
      else this.#idle.push(worker)
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#all.map((worker) => worker.terminate()))
  }
}
