/** A database for one proof: on a PostGIS server of its own where there can be one, else embedded; gone afterwards. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type SQL, sql } from 'drizzle-orm'
import { type Connection, connect } from '../../db/client'
import { migrateDatabase } from '../../db/migrate'
import { openDatabase } from '../../db/open-database'
import { people } from '../../db/schema'
import type { Caller, Role } from '../../server/domain/access'
import { installDebianPackages } from '../lib/debian-packages.mjs'
import { startScratchPostgres } from '../lib/scratch-postgres.mjs'

export interface ScratchCity {
  connection: Connection
  url: string
  /** How it is named in a proof's notes. */
  name: string
  /** Runs statements as the app's role in a transaction that is taken back; rejects with the first that is refused. */
  asApp(statements: readonly SQL[]): Promise<void>
}

export async function withScratchCity<T>(work: (city: ScratchCity) => Promise<T>): Promise<T> {
  const missing = installDebianPackages(['postgresql-15', 'postgresql-15-postgis-3'], console.error)
  const server = missing.length === 0 ? startScratchPostgres() : null
  const dataFolder = mkdtempSync(join(tmpdir(), 'sightline-proof-'))
  const opened = await openDatabase({ databaseUrl: server?.url ?? null, dataFolder })
  const connection = connect(opened.url)
  try {
    await migrateDatabase(connection)
    const asApp = server ? await signedInAsApp(connection, opened.url) : switchedToApp(connection)
    return await work({ connection, url: opened.url, name: server ? 'PostgreSQL server' : 'embedded database', asApp })
  } finally {
    await connection.close()
    await opened.stop()
    server?.stop()
    rmSync(dataFolder, { recursive: true, force: true })
  }
}

type AsApp = ScratchCity['asApp']

/** As the app is on a server: signed in, so that no other role can be had from there. */
async function signedInAsApp({ db }: Connection, url: string): Promise<AsApp> {
  await db.execute(sql`ALTER ROLE sightline_app LOGIN`)
  const own = new URL(url)
  own.username = 'sightline_app'
  return async (statements) => {
    const app = connect(own.href, { max: 1 })
    try {
      await inVain(app, statements)
    } finally {
      await app.close()
    }
  }
}

/** On the embedded database everybody is the one superuser, who takes the role on. */
const switchedToApp =
  (connection: Connection): AsApp =>
  (statements) =>
    inVain(connection, [sql`SET LOCAL ROLE sightline_app`, ...statements])

class Rollback extends Error {}

async function inVain({ db }: Connection, statements: readonly SQL[]): Promise<void> {
  await db
    .transaction(async (tx) => {
      for (const statement of statements) await tx.execute(statement)
      throw new Rollback()
    })
    .catch((error: Error) => {
      if (!(error instanceof Rollback)) throw error
    })
}

/** Someone of a unit who answers for the whole city. */
export async function addPerson({ db }: Connection, role: Role, unit: string): Promise<Caller> {
  const username = `${role} ${randomBytes(4).toString('hex')}`
  const [row] = await db
    .insert(people)
    .values({ username, displayName: username, role, unit, passwordHash: 'not a hash' })
    .returning()
  return { personId: row.id, displayName: username, role, unit, scope: null, owners: null }
}
