import { listPeople } from '../../db/queries/people'
import { allowed, router } from '../trpc'

export const peopleRouter = router({
  list: allowed('people.manage').query(({ ctx: { connection } }) => listPeople(connection.db)),
})
