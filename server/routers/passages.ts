import { z } from 'zod'
import { traceVehicle } from '../services/trace-vehicle'
import { allowed, router } from '../trpc'
import { instant, rowId } from './inputs'

export const passagesRouter = router({
  /** A mutation, because it leaves a mark: every trace is an audited consultation. */
  trace: allowed('passage.read')
    .input(z.object({ caseId: rowId, plate: z.string().trim().min(2).max(20), from: instant, to: instant }))
    .mutation(({ ctx: { connection, caller }, input }) => traceVehicle(connection, caller, input)),
})
