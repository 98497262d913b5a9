import { z } from 'zod'
import { onBehalfOf } from '../../../../db/client'
import { connection } from '../../../../server/connection'
import { FairTurns, TooManyWaiting } from '../../../../server/fair-turns'
import { instant, rowId, text } from '../../../../server/routers/inputs'
import { openPicture, PICTURES } from '../../../../server/services/open-picture'
import { PRIVATE, problem, requirePermission, tooMany } from '../../../_server/guard'
import { mediaProblem } from '../../../_server/media-problem'
import { readJson } from '../../../_server/read-body'

export const dynamic = 'force-dynamic'

const MOST_BYTES = 4 * 1024
/** Devices are no servers, and each picture may take megabytes here on its way. */
const turns = new FairTurns({ atOnce: 8, mostEach: 2, mostWaiting: 32 })
const asked = z.object({
  caseId: rowId,
  plate: text(20, 2),
  at: instant,
  cameraId: rowId,
  sourceId: text(200),
  picture: z.enum(PICTURES),
})

/** A picture of a passage, as its device gives it now. A POST: plates never stand in an address, and each look leaves a mark in the audit. */
export async function POST(request: Request): Promise<Response> {
  const caller = await requirePermission(request, 'passage.read', 'file')
  if (caller instanceof Response) return caller
  const input = asked.safeParse(await readJson(request, MOST_BYTES))
  if (!input.success) return problem(400, 'invalid', 'Say which case, which passage, and which of its pictures.')
  try {
    const image = await turns.run(String(caller.personId), request.signal, () =>
      openPicture(onBehalfOf(connection(), caller), caller, input.data),
    )
    // A gateway's trouble, not ours: the link, the device, or what it sent.
    if ('problem' in image) return problem(image.problem === 'none' ? 404 : 502, image.problem, image.why)
    return new Response(new Uint8Array(image.bytes), {
      headers: {
        ...PRIVATE,
        'Content-Type': image.contentType,
        'Content-Length': String(image.bytes.length),
        'X-Content-Type-Options': 'nosniff',
      },
    })
  } catch (error) {
    if (error instanceof TooManyWaiting) return tooMany(1)
    if (request.signal.aborted) return problem(499, 'gone', 'Nobody waits for this any more.')
    return mediaProblem(error)
  }
}
