import { LRUCache } from 'lru-cache'
import { onBehalfOf } from '../../../../../db/client'
import { connection } from '../../../../../server/connection'
import type { Clip } from '../../../../../server/media/gateway'
import { openRecordedClip } from '../../../../../server/services/feeds'
import { PRIVATE, problem, requirePermission } from '../../../../_server/guard'
import { mediaProblem } from '../../../../_server/media-problem'

export const dynamic = 'force-dynamic'

const LONGEST_CLIP_MS = 5 * 60_000
const clips = new LRUCache<string, Promise<Clip>>({ max: 64, ttl: 10 * 60_000 })

/** `bytes=a-b` of a file of this length, or null when it asks for something else. */
function rangeOf(header: string | null, length: number): { start: number; end: number } | null {
  const match = /^bytes=(\d+)-(\d*)$/.exec(header ?? '')
  if (!match) return null
  const start = Number(match[1])
  const end = match[2] ? Math.min(Number(match[2]), length - 1) : length - 1
  return start <= end ? { start, end } : null
}

/** A recorded clip as a seekable file: `?case=ID&from=EPOCH_MS&duration=MS`. Each first look is audited under the case. */
export async function GET(request: Request, { params }: { params: Promise<{ camera: string }> }): Promise<Response> {
  const caller = await requirePermission(request, 'passage.read', 'file')
  if (caller instanceof Response) return caller
  const query = new URL(request.url).searchParams
  const [cameraId, caseId, from, durationMs] = [
    Number((await params).camera),
    ...['case', 'from', 'duration'].map((name) => Number(query.get(name))),
  ]
  if (
    ![cameraId, caseId, from, durationMs].every((value) => Number.isInteger(value) && value > 0) ||
    durationMs > LONGEST_CLIP_MS
  )
    return problem(
      400,
      'invalid',
      `Expected case, from and duration as whole numbers; a clip lasts ${LONGEST_CLIP_MS} ms at most.`,
    )
  const key = [caller.personId, caseId, cameraId, from, durationMs].join('/')
  try {
    const known = clips.get(key)
    const load = await openRecordedClip(onBehalfOf(connection(), caller), caller, {
      cameraId,
      caseId,
      from,
      durationMs,
      isRepeat: known !== undefined,
    })
    const made = known ?? load()
    clips.set(key, made)
    made.catch(() => clips.delete(key))
    const clip = await made
    const headers = {
      'Content-Type': clip.contentType,
      'Accept-Ranges': 'bytes',
      'X-Clip-From': String(clip.from),
      'X-Clip-To': String(clip.to),
      ...PRIVATE,
    }
    const range = rangeOf(request.headers.get('range'), clip.bytes.length)
    if (!range)
      return new Response(clip.bytes, { headers: { ...headers, 'Content-Length': String(clip.bytes.length) } })
    const part = clip.bytes.subarray(range.start, range.end + 1)
    return new Response(part, {
      status: 206,
      headers: {
        ...headers,
        'Content-Length': String(part.length),
        'Content-Range': `bytes ${range.start}-${range.end}/${clip.bytes.length}`,
      },
    })
  } catch (error) {
    return mediaProblem(error)
  }
}
