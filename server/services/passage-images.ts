/** Pictures of passages, fetched from where the device keeps them, when somebody asks for them under a case. They are not kept. */
import { imageKind } from '../domain/image-kind'
import { AnswerNotTaken, callOut, OutboundError } from '../outbound'
import { networks } from './media-servers'

const MOST_BYTES = 8 * 1024 * 1024
const TIMEOUT_MS = 3_000

/** Why there is none: its link may not be called, nobody gave it, or what came is no picture that is taken. */
export type ImageProblem = 'not-allowed' | 'not-reached' | 'no-picture'

export type PassageImage =
  | { bytes: Uint8Array; contentType: 'image/jpeg' | 'image/png' | 'image/webp' }
  | { problem: ImageProblem; why: string }

/** The address came from a device: only networks that cameras are in are called, and only a picture is taken. */
export async function fetchPassageImage(address: string, isLoopbackExpected = false): Promise<PassageImage> {
  const url = URL.canParse(address) ? new URL(address) : null
  if (!url || !/^https?:$/.test(url.protocol)) return { problem: 'not-allowed', why: 'this is no address' }
  try {
    const { status, body } = await callOut(
      { baseUrl: url.origin, isLoopbackExpected, networks },
      { method: 'GET', path: `${url.pathname}${url.search}`, timeoutMs: TIMEOUT_MS, mostBytes: MOST_BYTES },
    )
    if (status !== 200) return { problem: 'not-reached', why: `the device answered ${status}` }
    const contentType = imageKind(body)
    return contentType ? { bytes: body, contentType } : { problem: 'no-picture', why: 'what came is no picture' }
  } catch (error) {
    if (error instanceof AnswerNotTaken) return { problem: 'no-picture', why: 'what came is too large, or encoded' }
    if (!(error instanceof OutboundError)) throw error
    const problem = error.reason === 'refused' ? 'not-allowed' : 'not-reached'
    return { problem, why: `the device was not reached (${error.reason})` }
  }
}
