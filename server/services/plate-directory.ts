/** Every plate of the city in this process's memory, kept up with what comes in. It says which plates there are, never where. */
import type { Connection } from '../../db/client'
import { platesAfter } from '../../db/queries/plates'
import { PlateIndex } from '../domain/plate-index'

const AT_ONCE = 200_000
/** Batches that are written at the same time may be seen out of order: so many of the last are looked at again. */
const OVERLAP = 20_000
const FRESH_MS = 1_000

interface Directory {
  index: PlateIndex
  /** The newest that is in it, and those of the last that are. */
  last: number
  recent: Set<number>
  at: number
}

const holder = globalThis as typeof globalThis & {
  sightlinePlates?: { directory: Directory; loading: Promise<Directory> | null }
}
const empty = (): Directory => ({ index: new PlateIndex(), last: 0, recent: new Set(), at: 0 })
holder.sightlinePlates ??= { directory: empty(), loading: null }
const kept = holder.sightlinePlates

/** After a purge: plates that are gone are gone from here, too. */
export function forgetPlates(): void {
  kept.directory = empty()
}

/** All plates that were there a second ago; `at` says when, UTC epoch milliseconds. */
export async function plateDirectory({ system: { db } }: Connection): Promise<{ index: PlateIndex; at: number }> {
  if (Date.now() - kept.directory.at < FRESH_MS) return kept.directory
  kept.loading ??= follow(kept.directory, db).finally(() => {
    kept.loading = null
  })
  return kept.loading
}

async function follow(directory: Directory, db: Connection['db']): Promise<Directory> {
  const startedAt = Date.now()
  for (let from = Math.max(0, directory.last - OVERLAP); ; ) {
    const rows = await platesAfter(db, from, AT_ONCE)
    for (const { id, plate } of rows) {
      if (directory.recent.has(id)) continue
      directory.index.add(plate)
      directory.recent.add(id)
      if (id > directory.last) directory.last = id
    }
    if (rows.length < AT_ONCE) break
    from = rows[rows.length - 1].id
  }
  for (const id of directory.recent) if (id < directory.last - OVERLAP) directory.recent.delete(id)
  directory.at = startedAt
  return directory
}
