import { fileURLToPath } from 'node:url'
import { sql } from 'drizzle-orm'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import type { Connection } from './client'

/** A server that cannot hold this city; the message says what to do. */
export class UnsuitableDatabase extends Error {}

async function checkPostgis({ db }: Connection): Promise<void> {
  const { rows } = await db.execute<{ available: boolean }>(
    sql`SELECT count(*) > 0 AS available FROM pg_available_extensions WHERE name = 'postgis'`,
  )
  if (!rows[0]?.available)
    throw new UnsuitableDatabase(
      'This PostgreSQL server has no PostGIS. Install PostGIS 3.3 or newer on it (Debian: postgresql-15-postgis-3), or unset DATABASE_URL to use the embedded database.',
    )
}

/** Brings the schema up to date. Safe to repeat. Throws UnsuitableDatabase when the server lacks PostGIS. */
export async function migrateDatabase(connection: Connection): Promise<void> {
  await checkPostgis(connection)
  await migrate(connection.db, { migrationsFolder: fileURLToPath(new URL('./migrations', import.meta.url)) })
}
