import { overseeCases, overseeJurisdictions } from '../../db/queries/oversight'
import { allowed, router } from '../trpc'

export const oversightRouter = router({
  cases: allowed('case.oversee').query(({ ctx: { connection } }) => overseeCases(connection.db)),
  jurisdictions: allowed('people.manage').query(({ ctx: { connection, caller } }) =>
    overseeJurisdictions(connection.db, caller),
  ),
})
