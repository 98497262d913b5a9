import { z } from 'zod'
import { LONGEST_CASE_DAYS, OFFENCE_CLASSES } from '../domain/case-reason'
import { closeCase, listCases, openCase } from '../services/cases'
import { allowed, router } from '../trpc'
import { lines, rowId, text } from './inputs'

const caseInput = z.object({
  number: text(40, 3),
  offenceClass: z.enum(OFFENCE_CLASSES),
  reason: lines(500),
  validDays: z.number().int().min(1).max(LONGEST_CASE_DAYS),
})

export const casesRouter = router({
  list: allowed('case.read').query(async ({ ctx: { connection, caller } }) =>
    (await listCases(connection, caller)).map(({ case: row, openedBy }) => ({
      id: row.id,
      number: row.number,
      offenceClass: row.offenceClass,
      reason: row.reason,
      unit: row.unit,
      openedBy,
      validUntil: row.validUntil.getTime(),
      isOpen: row.closedAt === null && row.validUntil.getTime() > Date.now(),
    })),
  ),
  open: allowed('case.open')
    .input(caseInput)
    .mutation(async ({ ctx: { connection, caller }, input }) => ({
      id: (await openCase(connection, caller, input)).id,
    })),
  close: allowed('case.open')
    .input(z.object({ id: rowId }))
    .mutation(({ ctx: { connection, caller }, input }) => closeCase(connection, caller, input.id)),
})
