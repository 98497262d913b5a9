/**
 * Leases: a person's right to watch one camera, in a table, so that a restart of the app neither forgets a view nor its end. Each has
 * one row in the audit when it begins and one when it ends.
 */
import type { Connection } from '../../db/client'
import { findLease, forgetLease, type LeaseRow, markEnded, unrenewed } from '../../db/queries/feed-leases'
import { MediaError } from '../media/gateway'
import { appendAudit } from './audit'
import { gatewayOf } from './media-servers'

/** Renewed far more often while the app runs; without it, it is over. */
export const LEASE_MS = 30_000

export type LeaseEnd = 'closed' | 'not-opened' | 'made-room' | 'signed-out' | 'out-of-reach' | 'unwatched' | 'lapsed'

/** A session that the media server has ended already, because the browser went away, is ended. */
async function endMediaSession(connection: Connection, { mediaServerId, mediaSession }: LeaseRow): Promise<void> {
  if (mediaSession === null) return
  const gateway = await gatewayOf(connection, mediaServerId)
  await gateway.closeLive(mediaSession).catch((error: unknown) => {
    if (!(error instanceof MediaError && error.reason === 'no-session')) throw error
  })
}

/** Ends it at the media server, and then for good. Throws MediaError when that does not answer; it is tried again. */
export async function finishLease(connection: Connection, lease: LeaseRow): Promise<void> {
  await endMediaSession(connection, lease)
  await forgetLease(connection.system.db, lease.id)
}

/** Ends a lease, in the audit first. One that has ended before stays as it is. Throws MediaError as above. */
export async function endLease(connection: Connection, id: string, why: LeaseEnd): Promise<void> {
  const { system } = connection
  const ended = await system.db.transaction(async (tx) => {
    const row = await markEnded(tx, id, why === 'lapsed' ? 'renewed' : 'now')
    if (!row) return null
    const { lease, code, ...person } = row
    const durationMs = Math.max(0, lease.endedAt!.getTime() - lease.openedAt.getTime())
    await appendAudit(
      tx,
      { ...person },
      { action: 'feed-closed', object: code, details: { durationMs, why, lease: id } },
    )
    return lease
  })
  const lease = ended ?? (await findLease(system.db, id))
  if (lease) await finishLease(connection, lease)
}

/** Ends what an app that was killed has left behind. Returns how many. */
export async function endLapsedLeases(connection: Connection): Promise<number> {
  const rows = await unrenewed(connection.system.db, LEASE_MS)
  for (const { id } of rows) await endLease(connection, id, 'lapsed').catch(() => {})
  return rows.length
}
