import { connection } from '../../../../server/connection'
import { auditExportStream } from '../../../../server/services/audit-export'
import { PRIVATE, problem, requirePermission } from '../../../_server/guard'

export const dynamic = 'force-dynamic'

/** The whole audit with its signed checkpoints, for `npm run verify-audit`. A POST, since it leaves a mark. */
export async function POST(request: Request): Promise<Response> {
  const caller = await requirePermission(request, 'audit.read', 'file')
  if (caller instanceof Response) return caller
  if (!caller.session?.isFresh) return problem(412, 'unproved', 'Confirm first that it is you.')
  const stream = await auditExportStream(connection(), caller)
  return new Response(stream, {
    headers: {
      ...PRIVATE,
      'Content-Type': 'application/x-ndjson; charset=utf-8',
      'Content-Disposition': 'attachment; filename="sightline-audit.ndjson"',
    },
  })
}
