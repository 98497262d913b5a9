/** What an administrator does with media servers. A secret goes in and never comes out. */
import { isIP } from 'node:net'
import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import type { Connection, Queryable } from '../../db/client'
import { cameras, feedLeases, mediaServers } from '../../db/schema'
import type { Caller } from '../domain/access'
import type { MediaServerKind } from '../domain/media-server'
import type { MediaReason } from '../media/gateway'
import { mayConnectTo } from '../outbound-addresses'
import { appendAudit } from './audit'
import { gatewayOf, networks, sealMediaSecret } from './media-servers'
import { ServiceError } from './service-error'

export interface MediaServerFields {
  name: string
  kind: MediaServerKind
  baseUrl: string
  apiUrl: string | null
  recordingsUrl: string | null
  isLoopback: boolean
  recordingsZone: string
}

type Row = typeof mediaServers.$inferSelect

/** A secret is entered anew for where it goes: a change of these sends it elsewhere. */
const OF_PLACE = ['kind', 'baseUrl', 'apiUrl', 'recordingsUrl', 'isLoopback'] as const

function requireAddress(address: string | null, { isLoopback }: Pick<MediaServerFields, 'isLoopback'>): void {
  if (address === null) return
  const url = URL.canParse(address) ? new URL(address) : null
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || url.hash)
    throw new ServiceError('invalid', 'Expected an address such as http://10.20.0.5:8889, without a password.')
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if ((isIP(host) && !mayConnectTo(host, isLoopback, networks)) || (host === 'localhost' && !isLoopback))
    throw new ServiceError('invalid', `${host} is an address that is not called.`)
}

function requireAddresses(fields: MediaServerFields): void {
  for (const address of [fields.baseUrl, fields.apiUrl, fields.recordingsUrl]) requireAddress(address, fields)
}

const shown = ({ secret, version: _version, ...row }: Row, cameraCount: number) => ({
  ...row,
  hasSecret: secret !== null,
  cameras: cameraCount,
})

export async function listMediaServers({ system }: Connection) {
  const used = sql<number>`(SELECT count(*)::int FROM cameras c WHERE c.media_server_id = media_servers.id AND c.retired_at IS NULL)`
  const rows = await system.db.select({ row: mediaServers, used }).from(mediaServers).orderBy(asc(mediaServers.name))
  return rows.map(({ row, used: count }) => shown(row, count))
}

/** What a camera's editor chooses from. */
export const mediaServerNames = ({ system }: Connection) =>
  system.db.select({ id: mediaServers.id, name: mediaServers.name }).from(mediaServers).orderBy(asc(mediaServers.name))

async function requireFreeName(tx: Queryable, name: string, except: number | null): Promise<void> {
  const [row] = await tx.select({ id: mediaServers.id }).from(mediaServers).where(eq(mediaServers.name, name))
  if (row && row.id !== except) throw new ServiceError('conflict', `There is a media server called ${name} already.`)
}

async function lockServer(tx: Queryable, id: number): Promise<Row> {
  const [row] = await tx.select().from(mediaServers).where(eq(mediaServers.id, id)).for('update')
  if (!row) throw new ServiceError('not-found', 'There is no such media server.')
  return row
}

export function addMediaServer(
  { system }: Connection,
  caller: Caller,
  fields: MediaServerFields,
  secret: string | null,
): Promise<{ id: number }> {
  requireAddresses(fields)
  return system.db.transaction(async (tx) => {
    await requireFreeName(tx, fields.name, null)
    const [{ id }] = await tx.insert(mediaServers).values(fields).returning({ id: mediaServers.id })
    if (secret !== null)
      await tx
        .update(mediaServers)
        .set({ secret: sealMediaSecret(id, secret) })
        .where(eq(mediaServers.id, id))
    await appendAudit(tx, caller, { action: 'media-server-added', object: fields.name, details: { ...fields } })
    return { id }
  })
}

/** `secret`: undefined keeps it, null takes it away. */
export function editMediaServer(
  { system }: Connection,
  caller: Caller,
  id: number,
  fields: MediaServerFields,
  secret: string | null | undefined,
): Promise<void> {
  requireAddresses(fields)
  return system.db.transaction(async (tx) => {
    const before = await lockServer(tx, id)
    await requireFreeName(tx, fields.name, id)
    const changed = (Object.keys(fields) as (keyof MediaServerFields)[]).filter((key) => fields[key] !== before[key])
    if (secret === undefined && before.secret && OF_PLACE.some((key) => changed.includes(key)))
      throw new ServiceError('invalid', 'Enter the secret again: it would go to another place.')
    const sealed = secret === undefined ? before.secret : secret === null ? null : sealMediaSecret(id, secret)
    await tx
      .update(mediaServers)
      .set({ ...fields, secret: sealed, version: before.version + 1 })
      .where(eq(mediaServers.id, id))
    const changes = Object.fromEntries(changed.map((key) => [key, { from: before[key], to: fields[key] }]))
    const details = { ...changes, ...(secret === undefined ? {} : { secret: 'changed' }) }
    await appendAudit(tx, caller, { action: 'media-server-edited', object: fields.name, details })
  })
}

export function removeMediaServer({ system }: Connection, caller: Caller, id: number): Promise<void> {
  return system.db.transaction(async (tx) => {
    const { name } = await lockServer(tx, id)
    const used = await tx.$count(cameras, eq(cameras.mediaServerId, id))
    if (used > 0) throw new ServiceError('conflict', `${used} cameras have their streams on ${name}: move them first.`)
    const running = and(eq(feedLeases.mediaServerId, id), isNull(feedLeases.endedAt))
    if ((await tx.$count(feedLeases, running)) > 0)
      throw new ServiceError('conflict', `Feeds of ${name} are still ending. Try again in a moment.`)
    await tx.delete(feedLeases).where(eq(feedLeases.mediaServerId, id))
    await tx.delete(mediaServers).where(eq(mediaServers.id, id))
    await appendAudit(tx, caller, { action: 'media-server-removed', object: name })
  })
}

/** Whether it answers now, and how long that took. */
export async function testMediaServer(
  connection: Connection,
  id: number,
): Promise<{ reason: MediaReason | null; tookMs: number }> {
  const gateway = await gatewayOf(connection, id)
  const from = performance.now()
  const health = await gateway.health()
  return { reason: health.ok ? null : health.reason, tookMs: Math.round(performance.now() - from) }
}
