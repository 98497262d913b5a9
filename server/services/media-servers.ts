/** The media servers of a city, and the gateway to each. Secrets leave this file only towards their own server. */
import { eq } from 'drizzle-orm'
import type { Connection } from '../../db/client'
import { mediaServers } from '../../db/schema'
import { env } from '../env'
import { gateway as embedded } from '../gateway'
import { withBreaker } from '../media/breaker'
import { MediaError, type MediaGateway } from '../media/gateway'
import { openGateway } from '../media/open-gateway'
import { networksOf } from '../outbound-addresses'
import { seal, unseal } from './data-key'

const KEY = 'media-secrets'
type Row = typeof mediaServers.$inferSelect

const ownerOf = (id: number) => `media-server/${id}`

export const sealMediaSecret = (id: number, secret: string) => seal(KEY, ownerOf(id), secret)

/** On globalThis because Next loads modules once per route bundle; a session's candidates go by the gateway that opened it. */
const holder = globalThis as typeof globalThis & {
  sightlineGateways?: Map<number, { version: number; gateway: MediaGateway }>
}
holder.sightlineGateways ??= new Map()
const opened = holder.sightlineGateways

export const networks = env.mediaNetworks === null ? null : networksOf(env.mediaNetworks)

function gatewayFor(row: Row): MediaGateway {
  const { id, kind, secret, isLoopback: isLoopbackExpected, ...address } = row
  const plain = secret && unseal(KEY, ownerOf(id), secret)
  return openGateway(kind, { ...address, secret: plain, isLoopbackExpected, networks })
}

/** The gateway to a server; null: the embedded one. Throws MediaError `unreachable` when there is no such server. */
export async function gatewayOf({ system }: Connection, id: number | null): Promise<MediaGateway> {
  if (id === null) return embedded()
  const [row] = await system.db.select().from(mediaServers).where(eq(mediaServers.id, id))
  if (!row) throw new MediaError('unreachable', 'There is no such media server any more.')
  const known = opened.get(id)
  if (known?.version === row.version) return known.gateway
  const gateway = withBreaker(gatewayFor(row))
  opened.set(id, { version: row.version, gateway })
  return gateway
}

/** Every server that cameras may have: null is the embedded one, where it runs. */
export async function mediaServerIds({ system }: Connection): Promise<(number | null)[]> {
  const rows = await system.db.select({ id: mediaServers.id }).from(mediaServers).orderBy(mediaServers.id)
  return [...(env.mediaUrl ? [null] : []), ...rows.map(({ id }) => id)]
}
