/** The one way to the database. On the embedded one all clients share a session, so a process holds a single connection. */
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import { contextOf, GuardedPool, type OnBehalf, SYSTEM_CONTEXT } from './guarded-pool'
import * as schema from './schema'

export type Database = NodePgDatabase<typeof schema>
/** What a query needs: the database, or the transaction it is part of. Inside a transaction only `tx` is passed on. */
export type Queryable = Database | Parameters<Parameters<Database['transaction']>[0]>[0]

export interface Connection {
  db: Database
  pool: pg.Pool
  isEmbedded: boolean
  /** The same for the whole city: for what is counted from everybody's cameras. The caller's own where it is unguarded. */
  system: Connection
  close(): Promise<void>
}

pg.types.setTypeParser(pg.types.builtins.INT8, Number)

/** Opens a pool. Without error handlers, on idle clients and on those in a transaction, a database restart would end the process. */
export function connect(url: string, options: { max?: number; onError?: (error: Error) => void } = {}): Connection {
  const isEmbedded = new URL(url).searchParams.has('embedded')
  const pool = new pg.Pool({
    connectionString: url,
    max: isEmbedded ? 1 : (options.max ?? 10),
    connectionTimeoutMillis: isEmbedded ? 60_000 : 2_000,
    keepAlive: true,
  })
  pool.on('connect', (client) => client.on('error', () => {}))
  pool.on('error', (error) => options.onError?.(error))
  const connection: Connection = {
    db: drizzle(pool, { schema }),
    pool,
    isEmbedded,
    close: () => pool.end(),
    get system() {
      return connection
    },
  }
  return connection
}

/** The connection as Sightline itself has it: every statement as the role that sees the whole city and owns nothing. */
export function asSystem({ pool, isEmbedded, close }: Connection): Connection {
  const guarded: Connection = {
    db: drizzle(new GuardedPool(pool, SYSTEM_CONTEXT, !isEmbedded) as unknown as pg.Pool, { schema }),
    pool,
    isEmbedded,
    close,
    get system() {
      return guarded
    },
  }
  return guarded
}

/** The connection on somebody's behalf: row-level security lets through what they may see, whatever a query asks for. */
export function onBehalfOf(connection: Connection, who: OnBehalf): Connection {
  const { pool, isEmbedded, close, system } = connection
  const db = drizzle(new GuardedPool(pool, contextOf(who), !isEmbedded) as unknown as pg.Pool, { schema })
  return { db, pool, isEmbedded, close, system }
}
