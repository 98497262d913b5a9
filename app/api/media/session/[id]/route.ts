import { connection } from '../../../../../server/connection'
import { addFeedCandidates, closeFeed } from '../../../../../server/services/feeds'
import { problem, requirePermission } from '../../../../_server/guard'
import { mediaProblem } from '../../../../_server/media-problem'
import { readBody } from '../../../../_server/read-body'

export const dynamic = 'force-dynamic'

type Context = { params: Promise<{ id: string }> }
const MOST_FRAGMENT_BYTES = 64 * 1024

/** Late ICE candidates. */
export async function PATCH(request: Request, { params }: Context): Promise<Response> {
  const caller = await requirePermission(request, 'feed.open', 'file')
  if (caller instanceof Response) return caller
  if (!request.headers.get('content-type')?.startsWith('application/trickle-ice-sdpfrag'))
    return problem(415, 'content-type', 'Expected application/trickle-ice-sdpfrag.')
  const fragment = await readBody(request, MOST_FRAGMENT_BYTES)
  if (fragment === null) return problem(413, 'too-large', 'The fragment is too long.')
  try {
    await addFeedCandidates(connection(), caller, (await params).id, fragment)
    return new Response(null, { status: 204 })
  } catch (error) {
    return mediaProblem(error)
  }
}

export async function DELETE(request: Request, { params }: Context): Promise<Response> {
  const caller = await requirePermission(request, 'feed.open', 'file')
  if (caller instanceof Response) return caller
  try {
    await closeFeed(connection(), caller, (await params).id)
    return new Response(null, { status: 200 })
  } catch (error) {
    return mediaProblem(error)
  }
}
