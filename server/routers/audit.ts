import { z } from 'zod'
import { auditByDay, listAudit, sampleAudit } from '../../db/queries/audit'
import { AUDIT_ACTIONS } from '../domain/audit-actions'
import { normalisePlate } from '../domain/plate'
import { plateMark } from '../services/audit'
import { auditSeal } from '../services/audit-export'
import { allowed, router } from '../trpc'
import { instant, rowId, text } from './inputs'

const SAMPLE = 20

const search = z.object({
  before: rowId.optional(),
  plate: text(20, 2).optional(),
  person: text(60).optional(),
  action: z.enum(AUDIT_ACTIONS).optional(),
  from: instant.optional(),
  to: instant.optional(),
})

/** A plate is looked for by its mark: whether it was ever searched, without seeing any other. */
const searchOf = ({ plate, from, to, ...rest }: z.infer<typeof search>) => ({
  ...rest,
  object: plate && plateMark(normalisePlate(plate).normalised),
  from: from === undefined ? undefined : new Date(from),
  to: to === undefined ? undefined : new Date(to),
})

export const auditRouter = router({
  list: allowed('audit.read')
    .input(search)
    .query(({ ctx: { connection }, input }) => listAudit(connection.db, searchOf(input))),
  /** How often each thing was done, by day. */
  byDay: allowed('audit.read')
    .input(search)
    .query(({ ctx: { connection }, input }) => auditByDay(connection.db, searchOf(input))),
  /** Rows by lot, to be looked into. */
  sample: allowed('audit.read')
    .input(search)
    .query(({ ctx: { connection }, input }) => sampleAudit(connection.db, searchOf(input), SAMPLE)),
  /** Whether it is what was signed. */
  seal: allowed('audit.read').query(({ ctx: { connection } }) => auditSeal(connection)),
})
