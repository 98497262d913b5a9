/** A million passages while sender, app and database are killed again and again: what was acknowledged is there, once. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { asSystem, type Connection, connect } from '../../db/client'
import { ensureSettings } from '../../db/queries/city'
import type { Caller } from '../../server/domain/access'
import { seededRandom } from '../../server/domain/testing/random'
import { addPassageSource } from '../../server/services/passage-sources'
import { startScratchPostgres } from '../lib/scratch-postgres.mjs'
import { livingIn, type OwnCity, ROOT, startOwnCity } from '../testing/own-city'
import { BATCH_ROWS, BATCHES, batchRows, CAMERAS, SEED } from './ingest-batches'
import type { Proof, ProofResult } from './proof'
import { addPerson } from './scratch-city'

const KILLS: readonly ('sender' | 'app' | 'database')[] = [
  ...Array<'sender'>(20).fill('sender'),
  ...Array<'app'>(14).fill('app'),
  ...Array<'database'>(20).fill('database'),
]
const STUCK_MS = 120_000

interface Scene {
  server: ReturnType<typeof startScratchPostgres>
  dataFolder: string
  acknowledged: string
  key: string
  from: number
  app: OwnCity
  sender: ChildProcess
}

const acknowledgedIn = ({ acknowledged }: Pick<Scene, 'acknowledged'>) =>
  existsSync(acknowledged) ? readFileSync(acknowledged, 'utf8').split('\n').length - 1 : 0

const startSender = ({ app, key, acknowledged, from }: Pick<Scene, 'app' | 'key' | 'acknowledged' | 'from'>) =>
  spawn(
    process.execPath,
    ['scripts/run.mjs', 'scripts/proof/ingest-sender.ts', app.address, key, acknowledged, String(from)],
    {
      cwd: ROOT,
      stdio: ['ignore', 'inherit', 'inherit'],
    },
  )

async function kill(scene: Scene, what: (typeof KILLS)[number]): Promise<void> {
  if (what === 'sender') {
    scene.sender.kill('SIGKILL')
    await once(scene.sender, 'exit')
    scene.sender = startSender(scene)
  } else if (what === 'database') {
    scene.server.kill()
    scene.server.resume()
  } else {
    const { port } = scene.app
    for (const pid of livingIn(scene.app)) process.kill(pid, 'SIGKILL')
    scene.app = await startOwnCity([], scene.dataFolder, scene.server.url, { PORT: String(port) })
  }
}

/** In an order of its own, each when so much more was acknowledged, somewhere within what comes next. */
async function killAll(scene: Scene, notes: string[], isSound: () => Promise<boolean>): Promise<void> {
  const random = seededRandom(SEED)
  const order = [...KILLS].sort(() => random() - 0.5)
  for (const [i, what] of order.entries()) {
    await until(scene, Math.floor(((i + 1) * BATCHES) / (order.length + 2)))
    await sleep(300 * random())
    await kill(scene, what)
    if (what === 'database' && !(await isSound())) {
      notes.push(`after ${i + 1} kills acknowledged rows were gone`)
      return
    }
  }
  notes.push(`${order.length} kills with SIGKILL: 20 of the sender, 14 of the app, 20 of every process of PostgreSQL`)
  await until(scene, BATCHES)
}

async function until(scene: Scene, batches: number): Promise<void> {
  let [last, since] = [-1, Date.now()]
  for (;;) {
    const done = acknowledgedIn(scene)
    if (done >= batches) return
    if (done > last) [last, since] = [done, Date.now()]
    else if (Date.now() - since > STUCK_MS) throw new Error(`nothing was acknowledged for ${STUCK_MS / 1000} s`)
    if (scene.sender.exitCode) throw new Error('the sender gave up')
    await sleep(20)
  }
}

async function prepare(connection: Connection): Promise<string> {
  await ensureSettings(connection.db)
  await connection.db.execute(sql`
    INSERT INTO cameras (code, kind, position, mount_kind, ownership, point_class, source_kind)
    SELECT 'C' || i, 'fixed', ST_SetSRID(ST_MakePoint(126.2, 45.4), 4326), 'pole', 'public', 1, 'proof' FROM generate_series(1, ${CAMERAS}) i`)
  const administrator: Caller = await addPerson(connection, 'administrator', 'unit A')
  const source = { kind: 'key', name: 'Platform', jurisdictionId: null } as const
  return (await addPassageSource(asSystem(connection), administrator, source)).key!
}

/** What was acknowledged and is not there, what is there more than once, and what nobody sent. */
async function compare({ db }: Connection, from: number) {
  await db.execute(sql`CREATE TABLE sent (plate text COLLATE "C", at timestamptz, code text)`)
  for (let batch = 0; batch < BATCHES; batch += 10) {
    const rows = Array.from({ length: 10 }, (_, i) => batchRows(batch + i, from)).flat()
    await db.execute(sql`
      INSERT INTO sent SELECT r.plate, to_timestamp(r.at / 1000), r.camera FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(plate text, at numeric, camera text)`)
  }
  const stored = sql`SELECT p.plate, p.passed_at AS at, c.code FROM passages p JOIN cameras c ON c.id = p.camera_id`
  const { rows } = await db.execute<{ lost: number; strange: number; duplicated: number; miscounted: number }>(sql`
    SELECT (SELECT count(*)::int FROM (SELECT * FROM sent EXCEPT ${stored}) l) AS lost,
      (SELECT count(*)::int FROM (${stored} EXCEPT SELECT * FROM sent) s) AS strange,
      (SELECT (count(*) - count(DISTINCT (plate, passed_at, camera_id)))::int FROM passages) AS duplicated,
      (SELECT count(DISTINCT plate)::int FROM passages) - (SELECT count(*)::int FROM plates) AS miscounted`)
  return rows[0]
}

/** The hourly counts catch up by themselves. */
async function hoursDiffering({ db }: Connection): Promise<number> {
  const raw = sql`SELECT camera_id, date_trunc('hour', passed_at, 'UTC') AS hour, count(*)::int AS passages, count(DISTINCT plate)::int AS vehicles FROM passages GROUP BY 1, 2`
  const counted = sql`SELECT camera_id, hour, passages, vehicles FROM passage_hours`
  for (let round = 0; ; round++) {
    const { rows } = await db.execute<{ differing: number }>(
      sql`SELECT count(*)::int AS differing FROM ((${raw} EXCEPT ${counted}) UNION ALL (${counted} EXCEPT ${raw})) d`,
    )
    if (rows[0].differing === 0 || round === 20) return rows[0].differing
    await sleep(1_000)
  }
}

async function run() {
  const server = startScratchPostgres({ isDurable: true })
  const dataFolder = mkdtempSync(join(tmpdir(), 'sightline-ingest-'))
  const result: ProofResult = {
    tried: BATCHES * BATCH_ROWS,
    accepted: 0,
    refused: 0,
    lost: 0,
    leaked: 0,
    seed: SEED,
    duplicated: 0,
  }
  const notes: string[] = []
  let scene: Scene | undefined
  try {
    const app = await startOwnCity(['--empty'], dataFolder, server.url)
    const connection = connect(server.url)
    const key = await prepare(connection)
    await connection.close()
    const from = Date.parse(`${new Date(Date.now() - 5 * 86_400_000).toISOString().slice(0, 10)}T01:00:00Z`)
    const known = { server, dataFolder, acknowledged: join(dataFolder, 'acknowledged'), key, from, app }
    scene = { ...known, sender: startSender(known) }
    const isSound = () =>
      withConnection(server.url, async ({ db }) => {
        const least = acknowledgedIn(known) * BATCH_ROWS
        const { rows } = await db.execute<{ count: number }>(sql`SELECT count(*)::int AS count FROM passages`)
        return rows[0].count >= least
      })
    const startedAt = Date.now()
    await killAll(scene, notes, isSound)
    notes.push(`${result.tried.toLocaleString('en')} passages in ${Math.round((Date.now() - startedAt) / 1000)} s`)
    await judge(server.url, from, result, notes)
  } finally {
    scene?.sender.kill('SIGKILL')
    for (const pid of scene ? livingIn(scene.app) : []) process.kill(pid, 'SIGKILL')
    server.stop()
    rmSync(dataFolder, { recursive: true, force: true })
  }
  return { result, notes }
}

async function withConnection<T>(url: string, work: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = connect(url, { max: 2 })
  try {
    return await work(connection)
  } finally {
    await connection.close()
  }
}

const judge = (url: string, from: number, result: ProofResult, notes: string[]) =>
  withConnection(url, async (connection) => {
    const { lost, strange, duplicated, miscounted } = await compare(connection, from)
    const hours = await hoursDiffering(connection)
    result.lost = lost + strange + Math.abs(miscounted) + hours
    result.duplicated = duplicated
    result.accepted = result.tried - lost
    notes.push(
      `${lost} lost, ${strange} that nobody sent, ${duplicated} duplicated; ${hours} camera hours and ${miscounted} plates counted wrongly`,
    )
  })

export const ingestProof: Proof = {
  name: 'ingest',
  about: `a million passages while sender, app and PostgreSQL are killed ${KILLS.length} times: none acknowledged is lost, none is there twice`,
  packages: ['postgresql-15', 'postgresql-15-postgis-3'],
  guards: [
    {
      about: 'acknowledging only what is on disk',
      file: 'db/queries/passage-ingest.ts',
      find: 'SET LOCAL client_min_messages = warning`)',
      replace: 'SET LOCAL client_min_messages = warning; SET LOCAL synchronous_commit = off`)',
    },
    {
      about: 'the natural key',
      file: 'server/services/ingest-passages.ts',
      find: '  cameraId,\n})',
      replace: '  cameraId,\n  sourceId: String(Math.random()),\n})',
    },
  ],
  run,
}
