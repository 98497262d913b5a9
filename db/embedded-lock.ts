import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Who owns an embedded data folder, and where it answers; port 0 while it is starting. */
export interface EmbeddedLock {
  pid: number
  port: number
}

export const lockPath = (folder: string) => join(folder, 'embedded.lock')

export function isAlive(pid: number): boolean {
  if (!pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** The living owner of a data folder, or null. */
export function readLock(folder: string): EmbeddedLock | null {
  try {
    const lock = JSON.parse(readFileSync(lockPath(folder), 'utf8')) as EmbeddedLock
    return isAlive(lock.pid) ? lock : null
  } catch {
    return null
  }
}
