import { z } from 'zod'
import { decideApproval, listApprovals, requestApproval } from '../services/approvals'
import { readOf, traceVehicle } from '../services/trace-vehicle'
import { allowed, allowedFresh, router } from '../trpc'
import { instant, lines, rowId, text } from './inputs'

const trace = z.object({ caseId: rowId, plate: text(20, 2), from: instant, to: instant })
const leave = z.object({ approvalId: rowId.optional(), breakGlass: lines(500).optional() })

export const passagesRouter = router({
  /** A mutation, because it leaves a mark: every trace is an audited consultation. */
  trace: allowedFresh('passage.read')
    .input(trace.extend({ leave: leave.optional() }))
    .mutation(({ ctx: { connection, caller }, input }) => traceVehicle(connection, caller, input)),
  /** Asks a second person of another unit to agree to exactly this trace. */
  askApproval: allowed('passage.read')
    .input(trace)
    .mutation(({ ctx: { connection, caller }, input }) => requestApproval(connection, caller, readOf(input))),
  approvals: allowed('passage.read').query(({ ctx: { connection, caller } }) => listApprovals(connection, caller)),
  decideApproval: allowed('passage.read')
    .input(z.object({ id: rowId, isApproved: z.boolean() }))
    .mutation(({ ctx: { connection, caller }, input }) =>
      decideApproval(connection, caller, input.id, input.isApproved),
    ),
})
