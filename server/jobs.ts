/** What the app does by itself while it runs. */
import { connection } from './connection'
import { env } from './env'
import { gateway } from './gateway'
import { watchMedia } from './services/watch-media'

export function startJobs(): void {
  if (env.databaseUrl && env.mediaUrl) watchMedia(connection(), gateway())
}
