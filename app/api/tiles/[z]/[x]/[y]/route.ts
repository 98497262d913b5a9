import { connection } from '../../../../../../server/connection'
import { baseTile } from '../../../../../../server/services/base-tile'
import { awayProblem, problem, requirePermission } from '../../../../../_server/guard'

export const dynamic = 'force-dynamic'

type Context = { params: Promise<{ z: string; x: string; y: string }> }

/** One vector tile of the base map: ground, water, streets, buildings, names and borders. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const caller = await requirePermission(request, 'map.read')
  if (caller instanceof Response) return caller
  const { z, x, y } = await params
  const tile = await baseTile(connection(), Number(z), Number(x), Number(y.replace(/\.mvt$/, ''))).catch(awayProblem)
  if (tile instanceof Response) return tile
  if (!tile) return problem(404, 'no-tile', 'There is no such tile: 0 ≤ z ≤ 16 and 0 ≤ x, y < 2^z, whole numbers.')
  const headers = { ETag: tile.etag, 'Cache-Control': 'private, no-cache' }
  if (request.headers.get('if-none-match') === tile.etag) return new Response(null, { status: 304, headers })
  return new Response(tile.bytes, { headers: { ...headers, 'Content-Type': 'application/vnd.mapbox-vector-tile' } })
}
