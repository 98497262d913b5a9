import { fileURLToPath } from 'node:url'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import type { Connection } from './client'

/** Brings the schema up to date. Safe to repeat. */
export async function migrateDatabase(connection: Connection): Promise<void> {
  await migrate(connection.db, { migrationsFolder: fileURLToPath(new URL('./migrations', import.meta.url)) })
}
