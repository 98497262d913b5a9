/** A real database for tests: the one DATABASE_URL names, else an embedded one of its own; emptied before each use. */
import { sql } from 'drizzle-orm'
import { type Connection, connect } from '../../db/client'
import { migrateDatabase } from '../../db/migrate'
import { type OpenedDatabase, openDatabase } from '../../db/open-database'
import { citySettings, people } from '../../db/schema'
import type { Caller, Role } from '../domain/access'
import { env } from '../env'

export interface TestCity {
  connection: Connection
  close(): Promise<void>
}

let opened: OpenedDatabase | null = null

async function emptyTables({ db }: Connection): Promise<void> {
  const { rows } = await db.execute<{ name: string }>(sql`
    SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE 'spatial_ref_sys' AND tablename NOT LIKE 'passages\_%'`)
  await db.execute(sql.raw(`TRUNCATE ${rows.map((row) => row.name).join(', ')} RESTART IDENTITY CASCADE`))
}

export async function openTestCity(): Promise<TestCity> {
  opened ??= await openDatabase(env)
  const connection = connect(opened.url)
  await migrateDatabase(connection)
  await emptyTables(connection)
  await connection.db.insert(citySettings).values({ name: '测试市', nameEn: 'Testville' })
  return { connection, close: () => connection.close() }
}

/** Adds a person of this role and answers as them. */
export async function addCaller(
  { db }: Connection,
  role: Role,
  { unit = 'unit A', scope = null }: { unit?: string; scope?: number[] | null } = {},
): Promise<Caller> {
  const username = `${role} ${unit} ${scope?.join('-') ?? 'all'}`
  const [row] = await db
    .insert(people)
    .values({ username, displayName: username, role, unit, passwordHash: 'not a hash' })
    .returning()
  return { personId: row.id, displayName: username, role, unit, scope }
}

/** Ends an embedded database that tests started. */
export const stopTestDatabase = async () => opened?.stop()
