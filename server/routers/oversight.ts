import { z } from 'zod'
import { overseeCases, overseeJurisdictions } from '../../db/queries/oversight'
import { setHold } from '../services/retention'
import { allowed, allowedFresh, router } from '../trpc'
import { rowId } from './inputs'

export const oversightRouter = router({
  cases: allowed('case.oversee').query(({ ctx: { connection } }) => overseeCases(connection.db)),
  setHold: allowedFresh('city.edit')
    .input(z.object({ id: rowId, isHeld: z.boolean() }))
    .mutation(({ ctx: { connection, caller }, input }) => setHold(connection, caller, input.id, input.isHeld)),
  jurisdictions: allowed('people.manage').query(({ ctx: { connection, caller } }) =>
    overseeJurisdictions(connection.db, caller),
  ),
})
