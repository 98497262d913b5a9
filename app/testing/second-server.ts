/** A camera that is on a media server of another make while a test runs: a stand-in that really sends. */
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import type { Browser } from 'playwright-core'
import type { MediaGateway } from '../../server/media/gateway'
import { ADDRESS, visit } from './browser'
import { changeDatabase, findWatchable } from './demo-city'

const LEASES_END_WITHIN_MS = 15_000

export interface SecondServer {
  kind: MediaGateway['kind']
  baseUrl: string
  secret: string | null
  /** What the server calls the camera's stream. */
  stream: string
}

export interface MovedCamera {
  /** Where the camera is open on the map. */
  address: string
  cameraId: number
  giveBack(): Promise<void>
}

export async function moveToSecondServer(
  browser: Browser,
  { kind, baseUrl, secret, stream }: SecondServer,
): Promise<MovedCamera> {
  const { context } = await visit(browser, 'administrator')
  const ask = async (procedure: string, data: object) => {
    const response = await context.request.post(`${ADDRESS}/api/trpc/${procedure}`, {
      data,
      headers: { origin: ADDRESS },
    })
    if (!response.ok()) throw new Error(`${procedure}: ${response.status()} ${await response.text()}`)
    return ((await response.json()) as { result: { data: { id: number } } }).result.data
  }
  const place = { baseUrl, apiUrl: new URL(baseUrl).origin, recordingsUrl: new URL(baseUrl).origin, isLoopback: true }
  const fields = { name: `${kind} ${Date.now()}`, kind, ...place, recordingsZone: 'Asia/Shanghai' }
  const { id: serverId } = await ask('mediaServers.add', { fields, secret })
  const [{ id: cameraId, lng, lat }] = await findWatchable(1)
  const [before] = await changeDatabase<{ stream_path: string; sub_stream_path: string | null }>(
    sql`SELECT stream_path, sub_stream_path FROM cameras WHERE id = ${cameraId}`,
  )
  const put = (server: number | null, path: string, subPath: string | null) =>
    changeDatabase(sql`UPDATE cameras SET media_server_id = ${server}, stream_path = ${path}, sub_stream_path = ${subPath}
      WHERE id = ${cameraId}`)
  await put(serverId, stream, null)
  return {
    address: `${ADDRESS}/?camera=${cameraId}&at=17/${lat}/${lng}`,
    cameraId,
    async giveBack() {
      await put(null, before.stream_path, before.sub_stream_path)
      const until = Date.now() + LEASES_END_WITHIN_MS
      for (;;) {
        const problem = await ask('mediaServers.remove', { id: serverId }).catch((error: Error) => error)
        if (!(problem instanceof Error)) break
        if (Date.now() > until) throw problem
        await sleep(500)
      }
      await context.close()
    },
  }
}
