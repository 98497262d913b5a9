/** Next calls this once when the server starts. */
export async function register(): Promise<void> {
  if (process.env['NEXT_RUNTIME'] !== 'nodejs') return
  const { env } = await import('./server/env')
  const { noteClientAddresses } = await import('./server/client-address')
  noteClientAddresses(env.proxies)
  const { startJobs } = await import('./server/jobs')
  startJobs()
}
