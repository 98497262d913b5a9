import { onBehalfOf } from '../../../../db/client'
import { connection } from '../../../../server/connection'
import { openHttpFeed, PLAYLIST } from '../../../../server/services/http-feeds'
import { PRIVATE, problem, requirePermission } from '../../../_server/guard'
import { mediaProblem } from '../../../_server/media-problem'

export const dynamic = 'force-dynamic'

/** Opens `?camera=ID` by HTTP, where WebRTC finds no way: its playlist is at the location. `quality=sub` as for WebRTC. */
export async function POST(request: Request): Promise<Response> {
  const caller = await requirePermission(request, 'feed.open', 'feed')
  if (caller instanceof Response) return caller
  const query = new URL(request.url).searchParams
  const cameraId = Number(query.get('camera'))
  if (!Number.isInteger(cameraId) || cameraId < 1) return problem(404, 'not-found', 'There is no such camera.')
  const quality = query.get('quality') === 'sub' ? 'sub' : 'main'
  try {
    const leaseId = await openHttpFeed(onBehalfOf(connection(), caller), caller, { cameraId, quality })
    return new Response(null, {
      status: 201,
      headers: { Location: `/api/media/hls/${leaseId}/${PLAYLIST}`, ...PRIVATE },
    })
  } catch (error) {
    return mediaProblem(error)
  }
}
