import { onBehalfOf } from '../../../db/client'
import { listCameraColumns } from '../../../db/queries/cameras'
import { connection } from '../../../server/connection'
import { encodeCameraColumns } from '../../../server/domain/camera-columns'
import { awayProblem, PRIVATE, requirePermission } from '../../_server/guard'

export const dynamic = 'force-dynamic'

/** Every camera in the caller's scope as binary columns. */
export async function GET(request: Request): Promise<Response> {
  const caller = await requirePermission(request, 'camera.read', 'file')
  if (caller instanceof Response) return caller
  const rows = await listCameraColumns(onBehalfOf(connection(), caller).db, caller).catch(awayProblem)
  if (rows instanceof Response) return rows
  return new Response(encodeCameraColumns(rows), {
    headers: { 'Content-Type': 'application/octet-stream', ...PRIVATE },
  })
}
