/**
 * A real database for tests: one of its own on the server that DATABASE_URL names, dropped afterwards, so that nobody's data is
 * touched; else an embedded one in SIGHTLINE_DATA. Emptied before each use.
 */
import { randomBytes } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { type Connection, connect } from '../../db/client'
import { migrateDatabase } from '../../db/migrate'
import { type OpenedDatabase, openDatabase } from '../../db/open-database'
import { citySettings, people } from '../../db/schema'
import type { Caller, Role } from '../domain/access'
import { env } from '../env'

export interface TestCity {
  connection: Connection
  /** For a process of its own that must reach the same database. */
  url: string
  close(): Promise<void>
}

let opened: OpenedDatabase | null = null

async function onServer(url: string, statement: string): Promise<void> {
  const server = connect(url)
  await server.db.execute(sql.raw(statement))
  await server.close()
}

async function openServerDatabase(serverUrl: string): Promise<OpenedDatabase> {
  const name = `sightline_test_${randomBytes(6).toString('hex')}`
  await onServer(serverUrl, `CREATE DATABASE ${name}`)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  const stop = () => onServer(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`)
  return { url: url.href, isEmbedded: false, process: null, stop }
}

async function emptyTables({ db }: Connection): Promise<void> {
  const { rows } = await db.execute<{ name: string }>(sql`
    SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE 'spatial_ref_sys' AND tablename NOT LIKE 'passages\_%'`)
  await db.execute(sql.raw(`TRUNCATE ${rows.map((row) => row.name).join(', ')} RESTART IDENTITY CASCADE`))
}

export async function openTestCity(): Promise<TestCity> {
  opened ??= env.databaseUrl ? await openServerDatabase(env.databaseUrl) : await openDatabase(env)
  const connection = connect(opened.url)
  await migrateDatabase(connection)
  await emptyTables(connection)
  // Tests are dated to fixed days, which get ever older.
  await connection.db.insert(citySettings).values({ name: '测试市', nameEn: 'Testville', passageDays: 36_500 })
  return { connection, url: opened.url, close: () => connection.close() }
}

/** Adds a person of this role and answers as them. */
export async function addCaller(
  { db }: Connection,
  role: Role,
  { unit = 'unit A', scope = null, owners = null }: Partial<Pick<Caller, 'unit' | 'scope' | 'owners'>> = {},
): Promise<Caller> {
  const username = [role, unit, scope?.join('-') ?? 'all', ...(owners ?? [])].join(' ')
  const [row] = await db
    .insert(people)
    .values({ username, displayName: username, role, unit, passwordHash: 'not a hash' })
    .returning()
  return { personId: row.id, displayName: username, role, unit, scope, owners }
}

/** Ends the embedded database, or drops the database on the server, that tests made. */
export const stopTestDatabase = async () => opened?.stop()
