import { z } from 'zod'
import { streetFlows } from '../services/street-flows'
import { allowed, router } from '../trpc'
import { instant } from './inputs'

/** A day may be 25 hours long. */
const LONGEST_SPAN_MS = 25 * 3_600_000
const span = z
  .object({ from: instant, to: instant })
  .refine(({ from, to }) => to > from && to - from <= LONGEST_SPAN_MS, 'A span of at most 25 hours is needed.')

/** Counts of vehicles where traffic engineers count them; no plate is touched. */
export const flowsRouter = router({
  streets: allowed('heat.read')
    .input(span)
    .query(({ ctx: { connection, caller }, input }) => streetFlows(connection, caller, input)),
})
