import { Readable } from 'node:stream'
import { onBehalfOf } from '../../../../../db/client'
import { connection } from '../../../../../server/connection'
import { attachment } from '../../../../../server/domain/content-disposition'
import { EXPORT_PARTS, type ExportPart } from '../../../../../server/domain/export-terms'
import { openExport } from '../../../../../server/services/exports'
import { PRIVATE, problem, requirePermission } from '../../../../_server/guard'
import { mediaProblem } from '../../../../_server/media-problem'

export const dynamic = 'force-dynamic'

const isPart = (part: string): part is ExportPart => EXPORT_PARTS.includes(part as ExportPart)

/** A file of one's own export, whole. Each download is audited under its case. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ id: string; part: string }> },
): Promise<Response> {
  const caller = await requirePermission(request, 'passage.read', 'file')
  if (caller instanceof Response) return caller
  // Next answers HEAD by this too; it would count as a download and leave the file open.
  if (request.method === 'HEAD')
    return problem(405, 'method', 'A file of an export is fetched whole.', { Allow: 'GET' })
  const { id, part } = await params
  if (!isPart(part)) return problem(404, 'not-found', 'There is no such part of an export.')
  try {
    const { file, bytes, fileName, contentType } = await openExport(onBehalfOf(connection(), caller), caller, id, part)
    const content = Readable.toWeb(file.createReadStream({ autoClose: true })) as ReadableStream<Uint8Array>
    return new Response(content, {
      headers: {
        ...PRIVATE,
        'Content-Type': contentType,
        'Content-Length': String(bytes),
        'Content-Disposition': attachment(fileName),
        'X-Content-Type-Options': 'nosniff',
      },
    })
  } catch (error) {
    return mediaProblem(error)
  }
}
