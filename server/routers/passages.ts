import { z } from 'zod'
import { decideApproval, listApprovals, requestApproval } from '../services/approvals'
import { evidencePublicKey } from '../services/make-evidence'
import { readOfSearch, searchPlates } from '../services/search-plates'
import { traceRoutes } from '../services/trace-routes'
import { readOf, traceVehicle } from '../services/trace-vehicle'
import { allowed, allowedFresh, router } from '../trpc'
import { finite, instant, lines, rowId, text } from './inputs'

const trace = z.object({ caseId: rowId, plate: text(20, 2), from: instant, to: instant })
const search = trace.extend({
  by: z.enum(['pattern', 'like']),
  colour: text(40, 1).optional(),
  vehicleClass: text(40, 1).optional(),
  brand: text(40, 1).optional(),
  towards: finite(0, 360).optional(),
  around: z.object({ lng: finite(-180, 180), lat: finite(-85, 85), radiusM: finite(10, 50_000) }).optional(),
})
const leave = z.object({ approvalId: rowId.optional(), breakGlass: lines(500).optional() })

export const passagesRouter = router({
  /** A mutation, because it leaves a mark: every trace is an audited consultation. */
  trace: allowedFresh('passage.read')
    .input(trace.extend({ leave: leave.optional() }))
    .mutation(({ ctx: { connection, caller }, input }) => traceVehicle(connection, caller, input)),
  /** What a package of evidence is verified with. */
  evidenceKey: allowed('passage.read').query(() => evidencePublicKey()),
  /** Plates of which not everything is known, or that may have been misread: leads, not proof. */
  search: allowedFresh('passage.read')
    .input(search.extend({ leave: leave.optional() }))
    .mutation(({ ctx: { connection, caller }, input }) => searchPlates(connection, caller, input)),
  askSearchApproval: allowed('passage.read')
    .input(search)
    .mutation(({ ctx: { connection, caller }, input }) => requestApproval(connection, caller, readOfSearch(input))),
  /** The ways between the passages of one trip; a mutation for the same reason. */
  legs: allowedFresh('passage.read')
    .input(trace)
    .mutation(({ ctx: { connection, caller }, input }) => traceRoutes(connection, caller, input)),
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
