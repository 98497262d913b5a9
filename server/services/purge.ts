/** Takes away what is kept no longer, batch by batch: each with its count and its audit row, or not at all. */
import type { Connection } from '../../db/client'
import { expireExports } from '../../db/queries/exports'
import { forgetPassageDays } from '../../db/queries/passage-ingest'
import { dropEmptyPassageDays, finishPurge, notePurged, purgeBatch, startPurge } from '../../db/queries/retention'
import type { PurgeCounts, PurgedKind } from '../domain/retention'
import { type Actor, appendAudit } from './audit'
import { forgetPlates } from './plate-directory'

const BATCH_ROWS = 20_000
const DAY_MS = 86_400_000
const SIGHTLINE: Actor = { personId: 0, displayName: 'Sightline', role: 'system', unit: 'Sightline' }

const added = (sum: PurgeCounts, counts: PurgeCounts): PurgeCounts => ({
  ...sum,
  ...Object.fromEntries(Object.entries(counts).map(([kind, count]) => [kind, count + (sum[kind as PurgedKind] ?? 0)])),
})

/** Until nothing is left that is too old or over. May be ended anywhere and run again. Returns what went, by kind. */
export async function purge(connection: Connection, batchRows = BATCH_ROWS): Promise<PurgeCounts> {
  const { db } = connection.system
  const run = await startPurge(db)
  await expireExports(db)
  let total: PurgeCounts = {}
  for (let isMore = true; isMore; ) {
    const counts = await db.transaction(async (tx) => {
      const gone = await purgeBatch(tx, batchRows)
      if (Object.keys(gone).length === 0) return gone
      await notePurged(tx, run, added(total, gone))
      await appendAudit(tx, SIGHTLINE, { action: 'purged', object: 'retention', details: { ...gone } })
      return gone
    })
    total = added(total, counts)
    isMore = Object.values(counts).some((count) => count >= batchRows)
  }
  await dropEmptyPassageDays(db)
  forgetPassageDays(connection)
  if (total.plates) forgetPlates()
  await finishPurge(db, run)
  return total
}

const holder = globalThis as typeof globalThis & { sightlinePurge?: { timer: NodeJS.Timeout; running: Promise<void> } }

/** One at a time in this process; what fails is tried again the next day. */
export function purgeInBackground(connection: Connection): void {
  const before = holder.sightlinePurge?.running ?? Promise.resolve()
  const running = before
    .then(() => purge(connection))
    .then(
      () => {},
      (error: Error) => console.error('purge:', error.message),
    )
  if (holder.sightlinePurge) holder.sightlinePurge.running = running
  else holder.sightlinePurge = { running, timer: setInterval(() => purgeInBackground(connection), DAY_MS).unref() }
}
