import { z } from 'zod'
import { listIncidents } from '../../db/queries/incidents'
import { allowed, router } from '../trpc'
import { instant } from './inputs'

export const incidentsRouter = router({
  list: allowed('incident.read')
    .input(z.object({ from: instant, to: instant }))
    .query(({ ctx: { connection, caller }, input }) =>
      listIncidents(connection.db, caller, new Date(input.from), new Date(input.to)),
    ),
})
