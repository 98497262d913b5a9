import { connection } from '../../../../../../server/connection'
import { readHttpFeed } from '../../../../../../server/services/http-feeds'
import { PRIVATE, requirePermission } from '../../../../../_server/guard'
import { mediaProblem } from '../../../../../_server/media-problem'

export const dynamic = 'force-dynamic'

type Context = { params: Promise<{ lease: string; name: string }> }

/** A playlist, or a part that it named, under a lease of one's own. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const caller = await requirePermission(request, 'feed.open', 'part')
  if (caller instanceof Response) return caller
  const { lease, name } = await params
  try {
    const { contentType, bytes } = await readHttpFeed(connection(), caller, lease, name)
    return new Response(bytes, {
      headers: { 'Content-Type': contentType, 'Content-Length': String(bytes.length), ...PRIVATE },
    })
  } catch (error) {
    return mediaProblem(error)
  }
}
