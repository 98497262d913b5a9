/** What the doors for passages do first: which source is it, and does it send too often? */
import type { PassageSourceRow } from '../../db/queries/passage-sources'
import { takeAttempt, takeForAddress, takeForSource } from '../../server/rate-limits'
import { addressOf, awayProblem, problem, tooMany } from './guard'

/** The source that `find` knows by what the request proves, or the refusal to answer with; a request that proves nothing yet is no attempt. */
export async function requireSource(
  request: Request,
  find: () => Promise<PassageSourceRow | null>,
  isAttempt = true,
): Promise<PassageSourceRow | Response> {
  const address = addressOf(request)
  const waitS = (await takeForAddress('ingest', address)) ?? (await takeAttempt('wrongKey', address, 0))
  if (waitS !== null) return tooMany(waitS)
  const source = await find().catch(awayProblem)
  if (source instanceof Response) return source
  if (!source) {
    if (isAttempt) await takeAttempt('wrongKey', address, 1)
    return problem(401, 'key', 'This source is not known here, or it was switched off.')
  }
  const sourceWaitS = await takeForSource(source.id)
  return sourceWaitS === null ? source : tooMany(sourceWaitS)
}
