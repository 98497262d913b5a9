/** Random scenes of buildings about a camera, full of what is degenerate, against dense rays and against themselves. */
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Proof } from './proof'
import type { SceneOutcome } from './scene-worker'

const SCENES = 10_000
const SEED = 1
const RUN = new URL('../run.mjs', import.meta.url)

export const geometryProof: Proof = {
  name: 'geometry',
  about: `${SCENES} random scenes against rays, the sweep, the count raster, and turned, raised and built up`,
  async run() {
    const workers = Math.max(1, availableParallelism())
    const outcomes = (await Promise.all(Array.from({ length: workers }, (_, i) => outcomesOf(i, workers)))).flat()
    const failed = outcomes.filter(({ faults }) => faults.length > 0)
    const refused = outcomes.filter(({ isRefused }) => isRefused).length
    const leaked = failed.filter(({ isLeaking }) => isLeaking).length
    return {
      result: {
        tried: outcomes.length,
        accepted: outcomes.length - refused,
        refused,
        lost: failed.length - leaked,
        leaked,
        seed: SEED,
      },
      notes: failed.map(({ name, faults }) => `${name}: ${faults.join('; ')}`),
    }
  },
}

/** Every `workers`th scene, checked in a thread of its own. */
function outcomesOf(first: number, workers: number): Promise<SceneOutcome[]> {
  const numbers: number[] = []
  for (let number = SEED + first; number < SEED + SCENES; number += workers) numbers.push(number)
  return new Promise((resolve, reject) => {
    const worker = new Worker(RUN, { argv: ['scripts/proof/scene-worker.ts'], workerData: numbers })
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', () => reject(new Error('a worker ended before it had checked its scenes')))
  })
}
