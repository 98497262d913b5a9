/** A PostGIS server of its own for peers: installed when this is root on Debian, empty, gone afterwards. */
import { Client } from 'pg'
import { installDebianPackages } from '../lib/debian-packages.mjs'
import { startScratchPostgres } from '../lib/scratch-postgres.mjs'

/** What `work` makes of a server that waits for the disk, by its address; null where there can be none. */
export async function withPostgisServer<T>(work: (url: string) => Promise<T>): Promise<T | null> {
  const missing = installDebianPackages(['postgresql-15', 'postgresql-15-postgis-3'], console.error)
  if (missing.length > 0) {
    console.error(`Without a PostGIS server: ${missing.join(', ')} not installed.`)
    return null
  }
  const server = startScratchPostgres({ isDurable: true })
  try {
    return await work(server.url)
  } finally {
    server.stop()
  }
}

/** What `work` makes of one connection to such a server; null where there can be none. */
export const withPostgis = <T>(work: (client: Client) => Promise<T>): Promise<T | null> =>
  withPostgisServer(async (connectionString) => {
    const client = new Client({ connectionString })
    // The server is stopped while this is still connected when a statement fails.
    client.on('error', () => {})
    try {
      await client.connect()
      await client.query('create extension postgis')
      // One process, as ours: what is compared is the work, not how many cores do it.
      await client.query('set max_parallel_workers_per_gather = 0')
      return await work(client)
    } finally {
      await client.end().catch(() => {})
    }
  })

/** Median milliseconds of a statement that answers one row; its last answer. */
export async function timedQuery<Row>(client: Client, sql: string, repetitions = 5): Promise<{ ms: number; row: Row }> {
  const times: number[] = []
  let row: Row | undefined
  for (let i = 0; i <= repetitions; i++) {
    const start = performance.now()
    const { rows } = await client.query(sql)
    row = rows[0]
    if (i > 0) times.push(performance.now() - start)
  }
  return { ms: times.sort((a, b) => a - b)[repetitions >> 1], row: row! }
}
