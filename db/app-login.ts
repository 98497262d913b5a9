/** How the app signs in to a server: as a role of its own that owns nothing and may only take on Sightline's two. */
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { DatabaseProblem } from './check-server'
import type { Connection } from './client'

/** The address for the app. Made at every start: the password lies in the data folder and nowhere else. */
export async function appLogin({ db }: Connection, url: string, dataFolder: string): Promise<string> {
  const { rows } = await db.execute<{ database: string }>(sql`SELECT current_database() AS database`)
  const role = sql.identifier(roleOf(rows[0].database))
  const password = storedPassword(dataFolder)
  try {
    await db.execute(
      sql`DO $$ BEGIN CREATE ROLE ${role} LOGIN NOINHERIT; EXCEPTION WHEN duplicate_object THEN NULL; END $$`,
    )
    await db.execute(sql`ALTER ROLE ${role} LOGIN NOINHERIT PASSWORD ${sql.raw(`'${password}'`)}`)
    await db.execute(sql`GRANT sightline_app, sightline_system TO ${role}`)
  } catch (error) {
    throw new DatabaseProblem(
      `The user of DATABASE_URL may not make the role that the app signs in as (${(error as Error).message}). Use a superuser, or one with CREATEROLE and BYPASSRLS.`,
    )
  }
  const own = new URL(url)
  own.username = roleOf(rows[0].database)
  own.password = password
  return own.href
}

const roleOf = (database: string) => `sightline_login_${database}`.slice(0, 63)

/** Hexadecimal, so that it needs no quoting. */
function storedPassword(dataFolder: string): string {
  const file = join(dataFolder, 'keys', 'app-database.key')
  if (!existsSync(file)) {
    mkdirSync(join(dataFolder, 'keys'), { recursive: true, mode: 0o700 })
    writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600 })
  }
  return readFileSync(file, 'utf8').trim()
}
