/** Makes the exports that wait, one at a time, and takes away what may be there no longer. */
import type { Connection } from '../../db/client'
import { expireExports, exportsWithFiles, queueInterrupted, takeNextExport } from '../../db/queries/exports'
import { sweepExportFiles } from './export-files'
import { installedFfmpeg } from './installed-ffmpeg'
import { makeExport, type Tools, usualLimits } from './make-export'

const LOOK_EVERY_MS = 1_000
const TIDY_EVERY_MS = 60_000

/** Makes all that wait. Nothing else in the city makes any: what is running now was left by an app that ended. Returns how many. */
export async function makeWaitingExports({ system }: Connection, tools?: Tools): Promise<number> {
  await queueInterrupted(system.db)
  let made = 0
  for (let row = await takeNextExport(system.db); row !== null; row = await takeNextExport(system.db)) {
    await makeExport(system, row, tools ?? { ffmpeg: await installedFfmpeg(), limits: usualLimits })
    made++
  }
  return made
}

/** Ends what is over, and removes every file that belongs to nothing that is there. */
export async function tidyExports({ system: { db } }: Connection): Promise<void> {
  await expireExports(db)
  await sweepExportFiles(() => exportsWithFiles(db))
}

const holder = globalThis as typeof globalThis & { sightlineExportWatch?: NodeJS.Timeout[] }

/** `work`, again and again, never twice at once. */
function repeat(work: () => Promise<unknown>, everyMs: number): NodeJS.Timeout {
  let isAtWork = false
  const once = async () => {
    if (isAtWork) return
    isAtWork = true
    await work().catch((error: Error) => console.warn(`exports: ${error.message}`))
    isAtWork = false
  }
  void once()
  return setInterval(once, everyMs).unref()
}

/** Starts, once per process. */
export function watchExports(connection: Connection): void {
  holder.sightlineExportWatch ??= [
    repeat(() => makeWaitingExports(connection), LOOK_EVERY_MS),
    repeat(() => tidyExports(connection), TIDY_EVERY_MS),
  ]
}
