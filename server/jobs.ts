/** What the app does by itself while it runs. */
import { connection } from './connection'
import { env } from './env'
import { keepCheckpoints } from './services/audit-checkpoints'
import { countInBackground } from './services/count-hours'
import { resumeCoverage } from './services/coverage-runs'
import { purgeInBackground } from './services/purge'
import { watchExports } from './services/watch-exports'
import { watchLeases } from './services/watch-leases'
import { watchMedia } from './services/watch-media'

export function startJobs(): void {
  resumeCoverage(connection()).catch((error: Error) => console.error('coverage:', error.message))
  keepCheckpoints(connection())
  purgeInBackground(connection())
  countInBackground(connection())
  watchLeases(connection())
  watchExports(connection())
  if (env.databaseUrl) watchMedia(connection())
}
