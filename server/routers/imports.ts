import { listImportRuns } from '../../db/queries/import-runs'
import { allowed, router } from '../trpc'

export const importsRouter = router({
  list: allowed('import.read').query(({ ctx: { connection } }) => listImportRuns(connection.db)),
})
