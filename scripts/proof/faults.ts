/** The database goes away under load, the audit cannot be written, and whoever writes is killed in the middle. */
import { spawn } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { type Connection, connect } from '../../db/client'
import { auditLines } from '../../db/queries/audit'
import { seededRandom } from '../../server/domain/testing/random'
import { verifyAudit } from '../../server/services/verify-audit'
import { installDebianPackages } from '../lib/debian-packages.mjs'
import { startScratchPostgres } from '../lib/scratch-postgres.mjs'
import { interrupt, type OwnCity, ROOT, startOwnCity } from '../testing/own-city'
import { AT, fillMatrixCity, type MatrixCity, plateOf } from './matrix-city'
import type { Proof } from './proof'

const SEED = 1
const AWAY_MS = 30_000
const ANSWER_WITHIN_MS = 3_000
const BACK_WITHIN_MS = 2_000
const KILLS = 20

export const faultsProof: Proof = {
  name: 'faults',
  about: `the database away for ${AWAY_MS / 1000} s, the audit locked, writers killed ${KILLS} times`,
  guards: [
    {
      about: 'no audit, no answer',
      file: 'server/services/audit.ts',
      find: "    throw new ServiceError('unavailable',",
      replace: "    await tx.execute('ROLLBACK')\n    if (error === null) throw new ServiceError('unavailable',",
    },
    {
      about: 'the care for connections that break',
      file: 'app/_server/guard.ts',
      find: 'if (!isDatabaseAway(error)) throw error',
      replace: 'throw error',
    },
  ],
  async run() {
    if (installDebianPackages(['postgresql-15', 'postgresql-15-postgis-3'], console.error).length > 0)
      throw new RangeError(
        'This proof needs a PostGIS server of its own; install postgresql-15 and postgresql-15-postgis-3.',
      )
    const server = startScratchPostgres({ isDurable: true })
    const dataFolder = mkdtempSync(join(tmpdir(), 'sightline-faults-'))
    const app = await startOwnCity(['--empty'], dataFolder, server.url)
    const connection = connect(server.url)
    const tally: Tally = { tried: 0, accepted: 0, refused: 0, lost: 0, leaked: 0, seed: SEED }
    const notes: string[] = []
    try {
      const city = await fillMatrixCity(connection)
      await whileAway(app, city, server, tally, notes)
      await whileAuditIsLocked(app, city, server.url, tally, notes)
      await killWriters(connection, server.url, city, tally, notes)
      return { result: tally, notes }
    } finally {
      await connection.close()
      await interrupt(app)
      server.stop()
      rmSync(dataFolder, { recursive: true, force: true })
    }
  },
}

interface Tally {
  tried: number
  accepted: number
  refused: number
  lost: number
  leaked: number
  seed: number
}

/** What an officer of the west asks for: the map, who they are, a trace. */
function requestsOf({ address }: OwnCity, { people, targets }: MatrixCity) {
  const officer = people.find(({ caller, scope }) => caller.role === 'officer' && scope === 'west')!
  const headers = { cookie: `sightline-session=${officer.token}`, origin: address, 'content-type': 'application/json' }
  const post = (path: string, body: unknown) =>
    fetch(`${address}/api/trpc/${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  const span = { from: AT - 3_600_000, to: AT + 3_600_000 }
  return {
    cameras: () => fetch(`${address}/api/cameras`, { headers }),
    overview: () => post('city.overview', undefined),
    trace: () => post('passages.trace', { caseId: targets.west.caseId, plate: plateOf('west'), ...span }),
    tile: () => fetch(`${address}/api/tiles/12/3483/1463`, { headers }),
  }
}

async function whileAway(
  app: OwnCity,
  city: MatrixCity,
  server: ReturnType<typeof startScratchPostgres>,
  tally: Tally,
  notes: string[],
): Promise<void> {
  const requests = Object.entries(requestsOf(app, city))
  for (const [name, send] of requests)
    if (!(await send()).ok) throw new Error(`${name} did not answer before anything was broken`)
  server.halt()
  const slowest = { ms: 0, name: '' }
  for (const until = Date.now() + AWAY_MS; Date.now() < until; await sleep(200))
    await Promise.all(
      requests.map(async ([name, send]) => {
        tally.tried++
        const startedAt = performance.now()
        const status = await send().then(
          (response) => response.status,
          (error: Error) => error.message,
        )
        const ms = performance.now() - startedAt
        if (ms > slowest.ms) Object.assign(slowest, { ms, name })
        if (status === 503 && ms <= ANSWER_WITHIN_MS) tally.refused++
        else {
          tally.lost++
          notes.push(`${name} while the database was away: ${status} after ${Math.round(ms)} ms`)
        }
      }),
    )
  server.resume()
  const backAt = performance.now()
  for (const [name, send] of requests) {
    tally.tried++
    let isGood = false
    while (!isGood && performance.now() - backAt < 4 * BACK_WITHIN_MS) {
      isGood = await send().then(
        (response) => response.ok,
        () => false,
      )
      if (!isGood) await sleep(50)
    }
    const ms = performance.now() - backAt
    if (isGood && ms <= BACK_WITHIN_MS) tally.accepted++
    else {
      tally.lost++
      notes.push(`${name} after the database came back: ${isGood ? 'good' : 'nothing good'} after ${Math.round(ms)} ms`)
    }
  }
  notes.push(
    `away ${AWAY_MS / 1000} s: slowest answer ${Math.round(slowest.ms)} ms (${slowest.name}); all good ${Math.round(performance.now() - backAt)} ms after its return`,
  )
  if (app.process.exitCode !== null) {
    tally.lost++
    notes.push('the app ended')
  }
}

async function whileAuditIsLocked(
  app: OwnCity,
  city: MatrixCity,
  url: string,
  tally: Tally,
  notes: string[],
): Promise<void> {
  const { trace, cameras } = requestsOf(app, city)
  const { pool, close } = connect(url, { max: 1 })
  const client = await pool.connect()
  await client.query('BEGIN; LOCK TABLE audit IN ACCESS EXCLUSIVE MODE')
  for (let i = 0; i < 5; i++) {
    tally.tried += 2
    const [traced, map] = await Promise.all([trace(), cameras()])
    const text = await traced.text()
    if (text.includes(plateOf('west').slice(2))) {
      tally.leaked++
      notes.push(`a trace was answered without an audit: ${text.slice(0, 120)}`)
    } else if (traced.status === 503) tally.refused++
    else {
      tally.lost++
      notes.push(`a trace with the audit locked: ${traced.status}`)
    }
    if (map.ok) tally.accepted++
    else {
      tally.lost++
      notes.push(`the camera map with the audit locked: ${map.status}`)
    }
  }
  await client.query('ROLLBACK')
  client.release()
  await close()
}

/** A process edits one camera again and again; each time it is killed, what it left must be whole. */
async function killWriters(
  connection: Connection,
  url: string,
  { targets }: MatrixCity,
  tally: Tally,
  notes: string[],
): Promise<void> {
  const random = seededRandom(SEED)
  const { cameraId } = targets.west
  for (let i = 0; i < KILLS; i++) {
    tally.tried++
    const child = spawn(process.execPath, ['scripts/run.mjs', 'scripts/proof/edit-loop.ts', url, String(cameraId)], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await new Promise((resolve, reject) => {
      child.stdout.once('data', resolve)
      child.once('exit', () => reject(new Error('the editing process ended before it was killed')))
    })
    await sleep(20 + 300 * random())
    const ended = new Promise((resolve) => child.once('close', resolve))
    child.kill('SIGKILL')
    await ended
    const fault = await partialState(connection, cameraId)
    if (fault === null) tally.accepted++
    else {
      tally.lost++
      notes.push(`killed ${i + 1} times: ${fault}`)
    }
  }
  const { rows } = await connection.db.execute<{ version: number }>(
    sql`SELECT version FROM cameras WHERE id = ${cameraId}`,
  )
  notes.push(`${KILLS} kills among ${rows[0].version - 1} edits`)
}

/** For a chain without checkpoints any key will do. */
const anyKey = generateKeyPairSync('ed25519').publicKey

interface Left extends Record<string, unknown> {
  version: number
  bearing: number
  revision: number
  revised: number
  audited: number
}

/** An edit is one step: camera, revision and audit row come together or not at all. */
async function partialState({ db }: Connection, cameraId: number): Promise<string | null> {
  const { rows } = await db.execute<Left>(sql`
    SELECT c.version, c.bearing::float8 AS bearing, r.version AS revision, (r.after->>'bearing')::float8 AS revised,
      (SELECT count(*)::int FROM audit a WHERE a.action = 'camera-edited' AND a.object = c.code) AS audited
    FROM cameras c JOIN camera_revisions r ON r.camera_id = c.id WHERE c.id = ${cameraId} ORDER BY r.version DESC LIMIT 1`)
  const { version, bearing, revision, revised, audited } = rows[0]
  if (revision !== version || Math.abs(revised - bearing) > 0.01)
    return `the camera is at version ${version} (${bearing}°), its newest revision ${revision} (${revised}°)`
  if (audited !== version - 1) return `version ${version} with ${audited} audit rows`
  const { fault } = verifyAudit(await auditLines(db, 0, 1_000_000), [], anyKey)
  return fault && fault.what !== 'no checkpoint' ? `audit row ${fault.row} ${fault.what}` : null
}
