import { z } from 'zod'
import { listAudit } from '../../db/queries/audit'
import { normalisePlate } from '../domain/plate'
import { plateMark } from '../services/audit'
import { allowed, router } from '../trpc'

export const auditRouter = router({
  list: allowed('audit.read')
    .input(z.object({ before: z.number().int().min(1).optional(), plate: z.string().trim().min(2).max(20).optional() }))
    .query(({ ctx: { connection }, input }) =>
      listAudit(connection.db, {
        before: input.before,
        object: input.plate && plateMark(normalisePlate(input.plate).normalised),
      }),
    ),
})
