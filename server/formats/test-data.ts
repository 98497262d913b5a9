import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Real extracts lie beside the project, not in it: `../shared/data`. Tests that need them are skipped where they are missing. */
const folder = fileURLToPath(new URL('../../../shared/data/', import.meta.url))

export const hasRealData = existsSync(folder)

export function readRealData(path: string): Uint8Array {
  return readFileSync(folder + path)
}
