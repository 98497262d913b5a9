import { z } from 'zod'
import { onBehalfOf } from '../../../db/client'
import { connection } from '../../../server/connection'
import { attachment } from '../../../server/domain/content-disposition'
import { instant, lines, rowId, text } from '../../../server/routers/inputs'
import { makeEvidence } from '../../../server/services/make-evidence'
import { PRIVATE, problem, requirePermission } from '../../_server/guard'
import { mediaProblem } from '../../_server/media-problem'
import { readJson } from '../../_server/read-body'

export const dynamic = 'force-dynamic'

const MOST_BYTES = 16 * 1024
const asked = z.object({
  caseId: rowId,
  vehicles: z
    .array(
      z.object({
        plate: text(20, 2),
        from: instant,
        to: instant,
        leave: z.object({ approvalId: rowId.optional(), breakGlass: lines(500).optional() }).optional(),
      }),
    )
    .min(1)
    .max(10),
  note: lines(500).nullable(),
  images: z.boolean(),
  locale: z.enum(['en', 'zh-CN']),
})

/** A signed package of evidence. A POST: plates never stand in an address, and making it leaves marks in the audit. */
export async function POST(request: Request): Promise<Response> {
  const caller = await requirePermission(request, 'passage.read', 'file')
  if (caller instanceof Response) return caller
  if (!caller.session?.isFresh) return problem(412, 'unproved', 'Confirm first that it is you.')
  const input = asked.safeParse(await readJson(request, MOST_BYTES))
  if (!input.success) return problem(400, 'invalid', 'Say which case, which vehicles, when, and in which language.')
  try {
    const { bytes, fileName, manifestSha256 } = await makeEvidence(onBehalfOf(connection(), caller), caller, input.data)
    return new Response(new Uint8Array(bytes), {
      headers: {
        ...PRIVATE,
        'Content-Type': 'application/zip',
        'Content-Length': String(bytes.length),
        'Content-Disposition': attachment(fileName),
        'X-Content-Type-Options': 'nosniff',
        'X-Manifest-Sha256': manifestSha256,
      },
    })
  } catch (error) {
    return mediaProblem(error)
  }
}
