import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import { connection } from '../../../../server/connection'
import { appRouter } from '../../../../server/router'
import { addressMustWait, callerMustWait, tooManyCalls } from '../../../_server/call-rate'
import { awayProblem, currentCaller, isSameOrigin, PRIVATE, problem } from '../../../_server/guard'
import { readBody } from '../../../_server/read-body'

export const dynamic = 'force-dynamic'

const MOST_BYTES = 256 * 1024
const MOST_IN_BATCH = 10

/** POST only: inputs hold plates, and must not end up in an address. There is no GET handler. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return problem(403, 'origin', 'This request did not come from Sightline.')
  if (!request.headers.get('content-type')?.startsWith('application/json'))
    return problem(415, 'content-type', 'Expected application/json.')
  const addressWaitS = await addressMustWait(request)
  if (addressWaitS !== null) return tooManyCalls(request, addressWaitS)
  const caller = await currentCaller().catch(awayProblem)
  if (caller instanceof Response) return caller
  const waitS = caller && (await callerMustWait(request, caller))
  if (waitS !== null) return tooManyCalls(request, waitS)
  const body = await readBody(request, MOST_BYTES)
  if (body === null) return problem(413, 'too-large', `A request holds at most ${MOST_BYTES} bytes.`)
  const response = await fetchRequestHandler({
    endpoint: '/api/trpc',
    req: new Request(request.url, { method: 'POST', headers: request.headers, body }),
    router: appRouter,
    allowMethodOverride: true,
    maxBatchSize: MOST_IN_BATCH,
    createContext: () => ({ connection: connection(), caller }),
  })
  for (const [name, value] of Object.entries(PRIVATE)) response.headers.set(name, value)
  return response
}
