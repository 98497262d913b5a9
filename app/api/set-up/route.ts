import { z } from 'zod'
import { connection } from '../../../server/connection'
import { takeAttempt } from '../../../server/rate-limits'
import { redeemSetupLink } from '../../../server/services/set-up-link'
import { addressOf, isSameOrigin, problem, tooMany } from '../../_server/guard'
import { readJson } from '../../_server/read-body'

export const dynamic = 'force-dynamic'

const MOST_BYTES = 4_096

const setUp = z.object({
  token: z.string().min(20).max(128),
  username: z.string().regex(/^[\w.-]{2,64}$/),
  password: z.string().min(10).max(256),
})

/** Makes the first administrator, once. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return problem(403, 'origin', 'This request did not come from Sightline.')
  const waitS = await takeAttempt('oneTimeLink', addressOf(request), 1)
  if (waitS !== null) return tooMany(waitS)
  const parsed = setUp.safeParse(await readJson(request, MOST_BYTES))
  if (!parsed.success)
    return problem(
      400,
      'invalid',
      'A user name of letters and digits and a password of at least ten characters are needed.',
    )
  const { token, username, password } = parsed.data
  if (!(await redeemSetupLink(connection(), token, username, password)))
    return problem(410, 'used', 'This link was used already or has expired. Start Sightline again for a new one.')
  return Response.json({ ok: true })
}
