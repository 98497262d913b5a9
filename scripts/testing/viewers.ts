/** Many viewers without a browser, watched from here. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

/** What they got in the last second: bytes, gaps in their packets, and how many got nothing. */
export interface Told {
  bytes: number
  gaps: number
  idle: number
}

export const viewers = (...args: string[]): ChildProcess =>
  spawn(process.execPath, ['scripts/run.mjs', 'scripts/testing/video-viewers.ts', ...args], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })

/** Waits until all watch; throws when that process ends before. */
export const allWatch = (watching: ChildProcess) =>
  Promise.race([
    once(watching, 'message'),
    once(watching, 'exit').then(() => Promise.reject(new Error('The viewers ended.'))),
  ])
