/** Live feeds by HTTP, for browsers that no UDP reaches: the same right, lease and audit as over WebRTC; it lasts while it is read. */
import type { Connection } from '../../db/client'
import { type LeaseRow, renewLeases } from '../../db/queries/feed-leases'
import type { Caller } from '../domain/access'
import { MediaError } from '../media/gateway'
import { type AskedFeed, asOffline, beginLease, makeRoom, ownLease, requireOnline, watchableCamera } from './feeds'
import { endLease } from './leases'
import { gatewayOf } from './media-servers'

export const PLAYLIST = 'index.m3u8'
const RENEW_AFTER_MS = 2_000

/** The lease's id. Throws MediaError, `unsupported` where the media server sends nothing by HTTP, or ServiceError. */
export async function openHttpFeed(connection: Connection, caller: Caller, asked: AskedFeed): Promise<string> {
  const camera = await watchableCamera(connection, caller, asked)
  const gateway = await gatewayOf(connection, camera.mediaServerId)
  if (!gateway.capabilities.hls) throw new MediaError('unsupported')
  await requireOnline(gateway, camera)
  await makeRoom(connection, caller, camera.id, 'http')
  const leaseId = await beginLease(connection, caller, camera, 'http')
  try {
    await gateway.hlsPlaylist(camera.stream)
    return leaseId
  } catch (error) {
    await endLease(connection, leaseId, 'not-opened').catch(() => {})
    throw asOffline(gateway, error)
  }
}

async function renewByReading({ system }: Connection, { id, renewedAt }: LeaseRow): Promise<void> {
  if (Date.now() - renewedAt.getTime() > RENEW_AFTER_MS) await renewLeases(system.db, [id])
}

export interface HttpPart {
  contentType: 'application/vnd.apple.mpegurl' | 'video/mp4'
  bytes: Uint8Array<ArrayBuffer>
}

/** The playlist, or a part that it named. Throws MediaError, `no-session` once the lease is over. */
export async function readHttpFeed(
  connection: Connection,
  caller: Caller,
  leaseId: string,
  name: string,
): Promise<HttpPart> {
  const lease = await ownLease(connection, caller, leaseId)
  if (lease.over !== 'http') throw new MediaError('no-session')
  await renewByReading(connection, lease)
  const gateway = await gatewayOf(connection, lease.mediaServerId)
  if (name !== PLAYLIST) return { contentType: 'video/mp4', bytes: await gateway.hlsPart(lease.stream, name) }
  const text = await gateway.hlsPlaylist(lease.stream).catch((error: unknown) => {
    throw asOffline(gateway, error)
  })
  return { contentType: 'application/vnd.apple.mpegurl', bytes: new Uint8Array(Buffer.from(text)) }
}
