/** How often procedures may be called: every member of a batch counts, and traces count twice over. */
import type { Caller } from '../../server/domain/access'
import { takeForAddress, takeForPerson } from '../../server/rate-limits'
import { addressOf } from './guard'

/** What tells where vehicles went. */
const TRACES = ['passages.trace', 'passages.search']

/** The procedures that a request names. */
export const namedProcedures = (request: Request): string[] => {
  const { pathname, searchParams } = new URL(request.url)
  const names = decodeURIComponent(pathname.split('/').at(-1) ?? '')
  return searchParams.has('batch') ? names.split(',') : [names]
}

/** Seconds to wait, or null; to be asked before anybody is looked up. */
export const addressMustWait = (request: Request): Promise<number | null> =>
  takeForAddress('call', addressOf(request), namedProcedures(request).length)

/** Seconds to wait, or null. */
export async function callerMustWait(request: Request, caller: Caller): Promise<number | null> {
  const names = namedProcedures(request)
  const traces = names.filter((name) => TRACES.includes(name)).length
  return (
    (await takeForPerson('call', caller, names.length)) ??
    (traces > 0 ? await takeForPerson('trace', caller, traces) : null)
  )
}

const TOO_MANY_REQUESTS = -32_029

/** A refusal that the browser's client understands, for each member of the batch. */
export function tooManyCalls(request: Request, waitS: number): Response {
  const errors = namedProcedures(request).map((path) => ({
    error: {
      message: `Too many requests. Try again in ${waitS} s.`,
      code: TOO_MANY_REQUESTS,
      data: { code: 'TOO_MANY_REQUESTS', httpStatus: 429, path },
    },
  }))
  const isBatch = new URL(request.url).searchParams.has('batch')
  return Response.json(isBatch ? errors : errors[0], { status: 429, headers: { 'Retry-After': String(waitS) } })
}
