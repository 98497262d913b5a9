/**
 * Looks after leases: they end with the session that opened them, with the right to the camera, and when nobody watches any more;
 * all others are renewed. Whoever is signed out sees nothing a few seconds later.
 */
import type { Connection } from '../../db/client'
import { forgetLease, type LeaseRow, listLeases, renewLeases } from '../../db/queries/feed-leases'
import { endLapsedLeases, endLease, finishLease, type LeaseEnd } from './leases'
import { gatewayOf } from './media-servers'
import { livingSessions } from './sessions'

const LOOK_EVERY_MS = 2_000
const RENEW_AFTER_MS = 8_000
/** What is read over HTTP is read every second or two; nobody reads it any more. */
const IDLE_AFTER_MS = 20_000
/** A stream without viewers for so long after a lease began is watched by nobody. */
const UNWATCHED_AFTER_MS = 20_000
const COUNT_EVERY_LOOKS = 5
/** A media server that never came back took its sessions with it. */
const GIVE_UP_AFTER_MS = 60 * 60_000

const sinceRenewed = ({ renewedAt }: LeaseRow) => Date.now() - renewedAt.getTime()

async function endings(connection: Connection, rows: { lease: LeaseRow; holds: boolean }[]) {
  const asked = rows.flatMap(({ lease }) => lease.callerSession ?? [])
  const living = await livingSessions(connection.system.db, [...new Set(asked)])
  return rows.flatMap(({ lease, holds }): { id: string; why: LeaseEnd }[] => {
    if (lease.callerSession === null || !living.has(lease.callerSession)) return [{ id: lease.id, why: 'signed-out' }]
    if (!holds) return [{ id: lease.id, why: 'out-of-reach' }]
    return lease.over === 'http' && sinceRenewed(lease) > IDLE_AFTER_MS ? [{ id: lease.id, why: 'unwatched' }] : []
  })
}

/** One look. One that its media server does not end is tried again the next time. Returns how many it ended. */
export async function lookAfterLeases(connection: Connection): Promise<number> {
  const { db } = connection.system
  const all = await listLeases(db)
  const running = all.filter(({ lease }) => lease.endedAt === null)
  const over = await endings(connection, running)
  const ended = new Set(over.map(({ id }) => id))
  // Over HTTP it is renewed by reading.
  const stale = running.filter(({ lease }) => lease.over === 'webrtc' && sinceRenewed(lease) > RENEW_AFTER_MS)
  await renewLeases(
    db,
    stale.flatMap(({ lease }) => (ended.has(lease.id) ? [] : lease.id)),
  )
  await Promise.allSettled([
    ...over.map(({ id, why }) => endLease(connection, id, why)),
    ...all.flatMap(({ lease }) => {
      if (lease.endedAt === null) return []
      const isHopeless = Date.now() - lease.endedAt.getTime() > GIVE_UP_AFTER_MS
      return isHopeless ? forgetLease(db, lease.id) : finishLease(connection, lease)
    }),
  ])
  return over.length
}

/** Ends leases on streams that their server says nobody watches: browsers that vanished never say goodbye. */
export async function endUnwatched(connection: Connection, now = Date.now()): Promise<number> {
  const rows = await listLeases(connection.system.db)
  const old = rows
    .map(({ lease }) => lease)
    .filter(({ over, endedAt }) => over === 'webrtc' && endedAt === null)
    .filter(({ openedAt }) => now - openedAt.getTime() > UNWATCHED_AFTER_MS)
  const counts = await Promise.all(
    [...new Set(old.map(({ mediaServerId }) => mediaServerId))].map(async (server) => {
      const own = old.filter(({ mediaServerId }) => mediaServerId === server)
      try {
        const gateway = await gatewayOf(connection, server)
        if (gateway.capabilities.states === 'none') return 0
        const states = await gateway.cameraState([...new Set(own.map(({ stream }) => stream))])
        const unwatched = own.filter(({ stream }) => states.get(stream)?.viewers === 0)
        await Promise.all(unwatched.map(({ id }) => endLease(connection, id, 'unwatched')))
        return unwatched.length
      } catch {
        // A server that does not answer says nothing about who watches.
        return 0
      }
    }),
  )
  return counts.reduce((sum, each) => sum + each, 0)
}

const holder = globalThis as typeof globalThis & { sightlineLeaseWatch?: NodeJS.Timeout }

/** Starts looking, once per process; what an app before this one left behind ends first. */
export function watchLeases(connection: Connection): void {
  let isLooking = false
  let hasEndedLapsed = false
  let looks = 0
  const look = async () => {
    if (!hasEndedLapsed) await endLapsedLeases(connection)
    hasEndedLapsed = true
    await lookAfterLeases(connection)
    if (++looks % COUNT_EVERY_LOOKS === 0) await endUnwatched(connection)
  }
  holder.sightlineLeaseWatch ??= setInterval(async () => {
    if (isLooking) return
    isLooking = true
    await look().catch((error: Error) => console.warn(`feeds: ${error.message}`))
    isLooking = false
  }, LOOK_EVERY_MS)
  holder.sightlineLeaseWatch.unref()
}
