import { z } from 'zod'
import { HEAT_SUBJECTS, heat, passageProfile } from '../services/heat'
import { allowed, router } from '../trpc'
import { instant } from './inputs'

const LONGEST_SPAN_MS = 31 * 86_400_000
const span = z
  .object({ from: instant, to: instant })
  .refine(({ from, to }) => to > from && to - from <= LONGEST_SPAN_MS, 'A span of at most 31 days is needed.')

export const heatRouter = router({
  hexagons: allowed('heat.read')
    .input(span.and(z.object({ subject: z.enum(HEAT_SUBJECTS), edgeM: z.literal([100, 200, 400]) })))
    .query(({ ctx: { connection, caller }, input }) => heat(connection, caller, input)),
  profile: allowed('heat.read')
    .input(span)
    .query(({ ctx: { connection, caller }, input }) => passageProfile(connection, caller, input.from, input.to)),
})
