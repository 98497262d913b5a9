/** Why somebody was not let in, as the sign-in page tells it. */

const REFUSALS = ['wrong', 'wrong-code', 'provider-state', 'provider-failed', 'provider-unknown', 'failed'] as const
type Refusal = (typeof REFUSALS)[number]

/** `waitS`: seconds until the next try is looked at. */
export type SignInProblem = { kind: Refusal } | { kind: 'wait'; waitS: number }

const asRefusal = (text: string | undefined): Refusal => REFUSALS.find((known) => known === text) ?? 'failed'
const LONGEST_WAIT_S = 3_600

function asWait(text: string | null | undefined): SignInProblem {
  const waitS = Number(text)
  return waitS >= 1 && waitS <= LONGEST_WAIT_S ? { kind: 'wait', waitS } : { kind: 'failed' }
}

/** What the address says of a sign-in that was tried elsewhere; null when it says nothing. */
export interface Came {
  problem?: string
  wait?: string
}
export const problemThatCame = ({ problem, wait }: Came): SignInProblem | null =>
  problem === undefined ? null : problem === 'too-many' ? asWait(wait) : { kind: asRefusal(problem) }

/** `code` when the password was right and a code is wanted besides; null is no answer at all. */
export async function problemOf(response: Response | null): Promise<SignInProblem | 'code'> {
  if (response?.status === 429) return asWait(response.headers.get('retry-after'))
  const { code } = ((await response?.json().catch(() => null)) ?? {}) as { code?: string }
  return code === 'code' ? code : { kind: asRefusal(code) }
}

/** In the unit that people wait in. */
export const waitWords = (waitS: number) =>
  waitS < 60
    ? ({ unit: 'waitSeconds', count: waitS } as const)
    : ({ unit: 'waitMinutes', count: Math.ceil(waitS / 60) } as const)
