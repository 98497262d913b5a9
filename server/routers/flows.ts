import { z } from 'zod'
import { BOARD_AREA_KINDS } from '../domain/board-area'
import { boardAreas } from '../services/board-areas'
import { inOutBoard } from '../services/in-out-board'
import { streetFlows } from '../services/street-flows'
import { allowed, router } from '../trpc'
import { instant, rowId, shortText } from './inputs'

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
  /** What a board can be asked of, by name. */
  areas: allowed('heat.read')
    .input(z.object({ text: shortText() }))
    .query(({ ctx: { connection, caller }, input }) => boardAreas(connection, caller, input.text)),
  board: allowed('heat.read')
    .input(span.and(z.object({ area: z.object({ kind: z.enum(BOARD_AREA_KINDS), id: rowId }) })))
    .query(({ ctx: { connection, caller }, input }) => inOutBoard(connection, caller, input.area, input)),
})
