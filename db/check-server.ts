/** Is a given PostgreSQL server fit to hold a city? Every refusal is one line that says what to do. */
import pg from 'pg'

/** The database cannot be used; the message says why and what to do. */
export class DatabaseProblem extends Error {}

const CONNECT_LIMIT_MS = 8_000
const NEEDED_POSTGRES = 15
const NEEDED_POSTGIS = [3, 3]

const versionOf = (text: string) => text.match(/\d+/g)?.map(Number) ?? []

function isOlder(version: readonly number[], needed: readonly number[]): boolean {
  for (const [place, least] of needed.entries())
    if ((version[place] ?? 0) !== least) return (version[place] ?? 0) < least
  return false
}

export interface ServerFacts {
  /** `server_version_num`, for example 150013. */
  versionNumber: number
  /** The PostGIS that is installed in the database, else the one that could be; null without any. */
  postgis: string | null
  isPostgisInstalled: boolean
  mayInstall: boolean
  user: string
  database: string
}

/** Why these facts rule a server out; null when it will do. */
export function whyUnsuitable({
  versionNumber,
  postgis,
  isPostgisInstalled,
  mayInstall,
  user,
  database,
}: ServerFacts): string | null {
  const major = Math.floor(versionNumber / 10_000)
  if (major < NEEDED_POSTGRES)
    return `Sightline needs PostgreSQL ${NEEDED_POSTGRES} or newer; DATABASE_URL names a server of version ${major}.`
  if (postgis === null)
    return 'This PostgreSQL server has no PostGIS. Install PostGIS 3.3 or newer on it (Debian: postgresql-15-postgis-3), or unset DATABASE_URL to use the embedded database.'
  if (isOlder(versionOf(postgis), NEEDED_POSTGIS))
    return `Sightline needs PostGIS ${NEEDED_POSTGIS.join('.')} or newer; this server has ${postgis}.`
  if (!isPostgisInstalled && !mayInstall)
    return `PostGIS is not installed in database "${database}" and user "${user}" may not install it. Let a superuser run "CREATE EXTENSION postgis" there.`
  return null
}

/** What a failed connection means. Never shows the password. */
export function whyUnreachable(error: { code?: string; message: string }, url: string): string {
  const { hostname, port, username, pathname, searchParams } = new URL(url)
  const place = searchParams.get('host') ?? `${hostname || 'localhost'}:${port || 5432}`
  switch (error.code) {
    case '28P01':
    case '28000':
      return `The database server at ${place} refuses user "${decodeURIComponent(username)}": the user name or password in DATABASE_URL is wrong.`
    case '3D000':
      return `The database server at ${place} has no database "${pathname.slice(1)}". Create it, or correct DATABASE_URL.`
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `The host "${hostname}" in DATABASE_URL is not known.`
    case 'ECONNREFUSED':
    case 'ENOENT':
      return `No database server answers at ${place} (${error.code}). Start it, or correct DATABASE_URL; without DATABASE_URL the embedded database is used.`
    default:
      return `The database at ${place} cannot be used: ${error.message || error.code}.`
  }
}

const isServerUrl = (url: string) => URL.canParse(url) && /^postgres(ql)?:$/.test(new URL(url).protocol)

/** Throws DatabaseProblem unless the server answers and is new enough. */
export async function checkServer(url: string): Promise<void> {
  if (!isServerUrl(url))
    throw new DatabaseProblem('DATABASE_URL: expected postgres://user:password@host:port/database.')
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_LIMIT_MS })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<ServerFacts>(`
      SELECT current_setting('server_version_num')::int AS "versionNumber", current_user AS "user", current_database() AS "database",
        (SELECT coalesce(installed_version, default_version) FROM pg_available_extensions WHERE name = 'postgis') AS "postgis",
        EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'postgis') AS "isPostgisInstalled",
        (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AS "mayInstall"`)
    const problem = whyUnsuitable(rows[0])
    if (problem) throw new DatabaseProblem(problem)
  } catch (error) {
    if (error instanceof DatabaseProblem) throw error
    throw new DatabaseProblem(whyUnreachable(error as Error, url))
  } finally {
    await client.end().catch(() => {})
  }
}
