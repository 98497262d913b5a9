/** The passages that the proof of ingest sends: each once in a million, the same in every process. */
import { seededRandom } from '../../server/domain/testing/random'

export const SEED = 61
export const BATCHES = 500
export const BATCH_ROWS = 2_000
export const CAMERAS = 50
const DAYS = 3
const DAY_MS = 86_400_000

export interface SentPassage {
  plate: string
  camera: string
  at: number
}

/** The rows of one batch; no two of all batches are of one instant. `from`: UTC epoch milliseconds. */
export function batchRows(batch: number, from: number): SentPassage[] {
  const random = seededRandom(SEED + batch)
  return Array.from({ length: BATCH_ROWS }, (_, i) => {
    const n = batch * BATCH_ROWS + i
    return {
      plate: `测A${String(Math.floor(random() * 100_000)).padStart(5, '0')}`,
      camera: `C${1 + Math.floor(random() * CAMERAS)}`,
      at: from + (n % DAYS) * DAY_MS + n,
    }
  })
}

export const ndjsonOf = (rows: readonly SentPassage[]) =>
  rows.map(({ plate, camera, at }) => JSON.stringify({ plate, camera_code: camera, time: at })).join('\n')
