import { sql } from 'drizzle-orm'
import { connection } from '../../../server/connection'
import { gateway } from '../../../server/gateway'

export const dynamic = 'force-dynamic'

/** 200 as soon as a signed-in user can be served; the media server's state is told, but does not decide. */
export async function GET(): Promise<Response> {
  const headers = { 'Cache-Control': 'no-store' }
  try {
    await connection().db.execute(sql`SELECT 1 FROM city_settings`)
  } catch {
    return Response.json({ ok: false, database: 'unreachable' }, { status: 503, headers })
  }
  const media = await gateway().health()
  return Response.json({ ok: true, database: 'ok', media: media.ok ? 'ok' : media.reason }, { headers })
}
