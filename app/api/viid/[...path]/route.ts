import { connection } from '../../../../server/connection'
import { answerViid, mustProve, type ViidAnswer, type ViidRequest, viidSource } from '../../../../server/services/viid'
import { addressOf, awayProblem, PRIVATE, problem } from '../../../_server/guard'
import { readBytes } from '../../../_server/read-body'
import { requireSource } from '../../../_server/source-guard'

export const dynamic = 'force-dynamic'

const MOST_BYTES = 8 * 1024 * 1024
const LONGEST_MS = 30_000

const sent = ({ status, body, challenges = [] }: ViidAnswer): Response => {
  const headers = new Headers({ ...PRIVATE, 'Content-Type': 'application/VIID+JSON' })
  for (const challenge of challenges) headers.append('WWW-Authenticate', challenge)
  return new Response(JSON.stringify(body), { status, headers })
}

/** Reached as /VIID/…, as devices know it. */
async function answer(request: Request, { params }: { params: Promise<{ path: string[] }> }): Promise<Response> {
  const asked: ViidRequest = {
    method: request.method,
    path: `/VIID/${(await params).path.join('/')}`,
    authorization: request.headers.get('authorization'),
    userIdentify: request.headers.get('user-identify'),
    address: addressOf(request),
  }
  const source = await requireSource(request, () => viidSource(connection(), asked), asked.authorization !== null)
  if (source instanceof Response) return source.status === 401 ? sent(mustProve(asked)) : source
  const bytes = await readBytes(request, MOST_BYTES, LONGEST_MS)
  if (!bytes) return problem(413, 'too-large', `A batch holds at most ${MOST_BYTES} bytes.`)
  try {
    return sent(await answerViid(connection(), source, asked, bytes))
  } catch (error) {
    return awayProblem(error)
  }
}

export { answer as GET, answer as POST }
