import { onBehalfOf } from '../../../../../db/client'
import { connection } from '../../../../../server/connection'
import { openFeed } from '../../../../../server/services/feeds'
import { PRIVATE, problem, requirePermission } from '../../../../_server/guard'
import { mediaProblem } from '../../../../_server/media-problem'
import { readBody } from '../../../../_server/read-body'

export const dynamic = 'force-dynamic'

const MOST_OFFER_BYTES = 64 * 1024

/**
 * WHEP: an SDP offer in, an answer out, and a location of our own. `?quality=sub` takes the smaller stream where there is one;
 * `candidates=all` says that none will follow, without which a server that takes no late ones is answered for with 422.
 */
export async function POST(request: Request, { params }: { params: Promise<{ camera: string }> }): Promise<Response> {
  const caller = await requirePermission(request, 'feed.open', 'feed')
  if (caller instanceof Response) return caller
  if (!request.headers.get('content-type')?.startsWith('application/sdp'))
    return problem(415, 'content-type', 'Expected application/sdp.')
  const cameraId = Number((await params).camera)
  if (!Number.isInteger(cameraId) || cameraId < 1) return problem(404, 'not-found', 'There is no such camera.')
  const query = new URL(request.url).searchParams
  const quality = query.get('quality') === 'sub' ? 'sub' : 'main'
  const isGathered = query.get('candidates') === 'all'
  const sdp = await readBody(request, MOST_OFFER_BYTES)
  if (sdp === null) return problem(413, 'too-large', 'The offer is too long.')
  try {
    const { leaseId, answerSdp } = await openFeed(
      onBehalfOf(connection(), caller),
      caller,
      { cameraId, quality },
      { sdp, isGathered },
    )
    const headers = {
      'Content-Type': 'application/sdp',
      Location: `/api/media/session/${leaseId}`,
      ETag: `"${leaseId}"`,
      ...PRIVATE,
    }
    return new Response(answerSdp, { status: 201, headers })
  } catch (error) {
    return mediaProblem(error)
  }
}
