import { z } from 'zod'
import { connection } from '../../../server/connection'
import { takeAttempt } from '../../../server/rate-limits'
import { redeemPasswordLink } from '../../../server/services/password-links'
import { addressOf, isSameOrigin, problem, tooMany } from '../../_server/guard'
import { readJson } from '../../_server/read-body'

export const dynamic = 'force-dynamic'

const MOST_BYTES = 4_096

const choice = z.object({ token: z.string().min(20).max(128), password: z.string().min(10).max(256) })

/** Sets the password of whoever holds a one-time link. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return problem(403, 'origin', 'This request did not come from Sightline.')
  const waitS = await takeAttempt('oneTimeLink', addressOf(request), 1)
  if (waitS !== null) return tooMany(waitS)
  const parsed = choice.safeParse(await readJson(request, MOST_BYTES))
  if (!parsed.success) return problem(400, 'invalid', 'A password of at least ten characters is needed.')
  if (!(await redeemPasswordLink(connection(), parsed.data.token, parsed.data.password)))
    return problem(410, 'used', 'This link was used already or has expired. Ask an administrator for a new one.')
  return Response.json({ ok: true })
}
