import { onBehalfOf } from '../../../../../../../db/client'
import { connection } from '../../../../../../../server/connection'
import { viewshedTile } from '../../../../../../../server/services/viewshed-tile'
import { awayProblem, problem, requirePermission } from '../../../../../../_server/guard'

export const dynamic = 'force-dynamic'

type Context = { params: Promise<{ z: string; x: string; y: string }> }

/** One vector tile of what the cameras in the caller's jurisdictions see. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const caller = await requirePermission(request, 'coverage.read')
  if (caller instanceof Response) return caller
  const { z, x, y } = await params
  const tile = await viewshedTile(onBehalfOf(connection(), caller), caller, {
    z: Number(z),
    x: Number(x),
    y: Number(y),
  }).catch(awayProblem)
  if (tile instanceof Response) return tile
  if (!tile) return problem(404, 'no-tile', 'There is no such tile: 14 ≤ z ≤ 16 and 0 ≤ x, y < 2^z, whole numbers.')
  const headers = { ETag: tile.etag, 'Cache-Control': 'private, no-cache' }
  if (request.headers.get('if-none-match') === tile.etag) return new Response(null, { status: 304, headers })
  return new Response(tile.bytes, { headers: { ...headers, 'Content-Type': 'application/vnd.mapbox-vector-tile' } })
}
