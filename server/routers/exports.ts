import { z } from 'zod'
import { askExport, askExportApproval, listExports, retryExport } from '../services/exports'
import { allowed, allowedFresh, router } from '../trpc'
import { instant, rowId } from './inputs'

const asked = z.object({ caseId: rowId, cameraId: rowId, from: instant, to: instant })

export const exportsRouter = router({
  /** Those of a case, and whether this installation can mask and mark them. */
  list: allowed('passage.read')
    .input(z.object({ caseId: rowId }))
    .query(({ ctx: { connection, caller }, input }) => listExports(connection, caller, input.caseId)),
  /** With an approval the picture is sharp, without it is masked. */
  ask: allowedFresh('passage.read')
    .input(asked.extend({ approvalId: rowId.optional() }))
    .mutation(({ ctx: { connection, caller }, input }) => askExport(connection, caller, input)),
  retry: allowedFresh('passage.read')
    .input(z.object({ id: z.uuid().max(36) }))
    .mutation(({ ctx: { connection, caller }, input }) => retryExport(connection, caller, input.id)),
  /** Asks a second person of another unit to agree to exactly this export, unmasked. */
  askApproval: allowed('passage.read')
    .input(asked)
    .mutation(({ ctx: { connection, caller }, input }) => askExportApproval(connection, caller, input)),
})
