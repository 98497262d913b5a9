/** A camera turned through the running app: how long until its coverage is stored and the answer is there. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { type Connection, connect } from '../../db/client'
import { openDatabase } from '../../db/open-database'
import { installDebianPackages } from '../lib/debian-packages.mjs'
import { startScratchPostgres } from '../lib/scratch-postgres.mjs'
import { interrupt, type OwnCity, startOwnCity } from '../testing/own-city'
import { type BenchResult, rounded } from './measure'

export const EDITS = 40
/** As an app that has been running for a while. */
const WARM_UP = 60
const TURN_DEGREES = 37

type Stored = NonNullable<BenchResult['stored']>

/** Milliseconds of an edit of the demo city, on a PostGIS server with its usual durability and on the embedded database. */
export async function storedEdits(): Promise<Stored> {
  const stored: Stored = { embedded: await editsOf('') }
  const missing = installDebianPackages(['postgresql-15', 'postgresql-15-postgis-3'], console.error)
  if (missing.length > 0) return stored
  const server = startScratchPostgres({ isDurable: true })
  try {
    return { postgis: await editsOf(server.url), ...stored }
  } finally {
    server.stop()
  }
}

async function editsOf(databaseUrl: string): Promise<Stored[string]> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'sightline-edits-'))
  let city: OwnCity | undefined
  try {
    city = await startOwnCity(['--demo'], dataFolder, databaseUrl)
    const { url } = await openDatabase({ databaseUrl: databaseUrl || null, dataFolder })
    const connection = connect(url)
    const cameras = await camerasToTurn(connection)
    const { rows } = await connection.db.execute<{ fsync: string }>(sql`SHOW fsync`)
    await connection.close()
    const times = (await turnAll(city, cameras)).slice(WARM_UP).sort((a, b) => a - b)
    const at = (share: number) => rounded(times[Math.ceil(share * times.length) - 1])
    return { median: at(0.5), p95: at(0.95), fsync: rows[0].fsync }
  } finally {
    if (city) await interrupt(city)
    rmSync(dataFolder, { recursive: true, force: true })
  }
}

interface Turned extends Record<string, unknown> {
  id: number
  version: number
  bearing: number
}

async function camerasToTurn({ db }: Connection): Promise<Turned[]> {
  const { rows } = await db.execute<Turned>(sql`
    SELECT id, version, bearing FROM cameras
    WHERE kind = 'fixed' AND bearing IS NOT NULL AND state = 'working' AND NOT is_planned AND NOT is_indoor AND retired_at IS NULL
    ORDER BY id LIMIT ${WARM_UP + EDITS}`)
  return rows
}

/** Milliseconds of each, one after the other. */
async function turnAll({ address, dataFolder }: OwnCity, cameras: readonly Turned[]): Promise<number[]> {
  const post = (path: string, body: unknown, cookie = '') =>
    fetch(`${address}/api/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: address, cookie },
      body: JSON.stringify(body),
    })
  const password = readFileSync(join(dataFolder, 'demo-password'), 'utf8').trim()
  const session = await post('session', { username: 'planner', password })
  const cookie = session.headers.getSetCookie().join('; ')
  const times: number[] = []
  for (const { id, version, bearing } of cameras) {
    const startedAt = performance.now()
    const changes = { bearing: (bearing + TURN_DEGREES) % 360 }
    const answer = await post('trpc/cameras.edit', { id, version, changes }, cookie)
    const text = await answer.text()
    if (!answer.ok) throw new Error(`camera ${id} was not turned: ${text}`)
    times.push(performance.now() - startedAt)
  }
  return times
}
