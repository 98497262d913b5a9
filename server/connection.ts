/** The app's one connection, as Sightline itself; `onBehalfOf` makes a caller's of it. It hangs on globalThis because Next loads modules once per bundle. */
import { asSystem, type Connection, connect } from '../db/client'
import { env } from './env'

const holder = globalThis as typeof globalThis & { sightlineConnection?: Connection }

export function connection(): Connection {
  if (!env.databaseUrl) throw new Error('DATABASE_URL is not set; start Sightline with "npm start".')
  holder.sightlineConnection ??= asSystem(
    connect(env.databaseUrl, { onError: (error) => console.warn(`database: ${error.message}`) }),
  )
  return holder.sightlineConnection
}
