/** Pictures of passages, fetched from where the device keeps them, when somebody asks for them under a case. They are not kept. */
import { imageKind } from '../domain/image-kind'
import { callOut, OutboundError } from '../outbound'
import { networks } from './media-servers'

const MOST_BYTES = 8 * 1024 * 1024
const TIMEOUT_MS = 3_000

export type PassageImage =
  | { bytes: Uint8Array; contentType: 'image/jpeg' | 'image/png' | 'image/webp' }
  | { problem: string }

/** The address came from a device: only networks that cameras are in are called, and only a picture is taken. */
export async function fetchPassageImage(address: string): Promise<PassageImage> {
  if (!URL.canParse(address)) return { problem: 'this is no address' }
  const url = new URL(address)
  try {
    const { status, body } = await callOut(
      { baseUrl: url.origin, isLoopbackExpected: false, networks },
      { method: 'GET', path: `${url.pathname}${url.search}`, timeoutMs: TIMEOUT_MS, mostBytes: MOST_BYTES },
    )
    if (status !== 200) return { problem: `the device answered ${status}` }
    const contentType = imageKind(body)
    return contentType ? { bytes: body, contentType } : { problem: 'what came is no picture' }
  } catch (error) {
    if (error instanceof OutboundError) return { problem: `the device was not reached (${error.reason})` }
    throw error
  }
}
