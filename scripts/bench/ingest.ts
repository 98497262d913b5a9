/** How many passages a second are stored, with every index the product has, beside a plain COPY into a table with the same indexes. */
import { finished } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { BinaryCopy } from '../../db/binary-copy'
import { connect } from '../../db/client'
import { migrateDatabase } from '../../db/migrate'
import { ensurePassageDays, type IncomingPassage, storePassages } from '../../db/queries/passage-ingest'
import { startScratchPostgres } from '../lib/scratch-postgres.mjs'
import { type BenchCase, resultOf, rounded } from './measure'
import { passageBatches } from './passage-batches'
import { CAMERAS, FROM, generatedPlates, PLATES, SEED } from './passage-store'

const BATCH = 20_000
const ROUNDS = 60
const WARM_UP = 5
const WRITERS = 2
const PER_MS = 100
const SETTINGS = ['shared_buffers=2GB', 'max_wal_size=8GB', 'work_mem=64MB']

const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1]

/** Rows a second of `rounds` batches stored by so many writers at once. */
async function perSecond(
  batches: IncomingPassage[][],
  store: (rows: IncomingPassage[], writer: number) => Promise<unknown>,
) {
  const start = performance.now()
  let next = 0
  const writer = async (_: unknown, number: number) => {
    while (next < batches.length) await store(batches[next++], number)
  }
  await Promise.all(Array.from({ length: WRITERS }, writer))
  return (batches.length * BATCH) / ((performance.now() - start) / 1_000)
}

const COLUMNS =
  'plate, passed_at, camera_id, source_id, raw_plate, bearing, speed_kmh, lane, vehicle_class, vehicle_colour'

function plainCopy(rows: readonly IncomingPassage[]): Buffer {
  const copy = new BinaryCopy()
  for (const row of rows) {
    copy.row(10)
    copy.text(row.plate)
    copy.instant(row.at)
    copy.int4(row.cameraId)
    copy.text(row.sourceId)
    copy.text(row.rawPlate)
    copy.float4(row.bearing)
    copy.float4(row.speedKmh)
    copy.text(row.lane)
    copy.text(row.vehicleClass)
    copy.text(row.vehicleColour)
  }
  return copy.end()
}

async function run() {
  const server = startScratchPostgres({ isDurable: true, settings: SETTINGS })
  const connection = connect(server.url, { max: WRITERS })
  const clients = Array.from({ length: WRITERS }, () => new pg.Client({ connectionString: server.url }))
  try {
    await migrateDatabase(connection)
    await connection.pool.query(`INSERT INTO cameras (code, kind, position, mount_kind, ownership, point_class, source_kind)
      SELECT 'B' || i, 'fixed', ST_SetSRID(ST_MakePoint(126, 45), 4326), 'pole', 'public', 1, 'bench' FROM generate_series(1, ${CAMERAS}) i`)
    await ensurePassageDays(connection, [FROM, FROM + 3_600_000])
    await connection.pool.query('CREATE TABLE plain (LIKE passages INCLUDING ALL)')
    for (const client of clients) await client.connect()
    const plates = generatedPlates(PLATES, SEED)
    const made = passageBatches(plates, FROM, PER_MS, SEED)
    const ours: number[] = []
    const peer: number[] = []
    const take = (count: number) => Array.from({ length: count }, () => made(BATCH))
    let accepted = 0
    const ourStore = async (rows: IncomingPassage[]) => {
      const added = await storePassages(connection, rows, null)
      accepted += added
    }
    const plainStore = async (rows: IncomingPassage[], writer: number) => {
      const stream = clients[writer].query(copyFrom(`COPY plain (${COLUMNS}) FROM STDIN (FORMAT binary)`))
      stream.end(plainCopy(rows))
      await finished(stream)
    }
    // A day's first plates are all new; a city's are not.
    for (let i = 0; i < plates.length; i += 50_000)
      await connection.pool.query(
        `INSERT INTO plates (plate, first_day, last_day) SELECT jsonb_array_elements_text($1::jsonb), '2026-02-01', '2026-03-01'`,
        [JSON.stringify(plates.slice(i, i + 50_000))],
      )
    await perSecond(take(WARM_UP), ourStore)
    await perSecond(take(WARM_UP), plainStore)
    for (let i = 0; i < ROUNDS / 10; i++) {
      ours.push(await perSecond(take(10), ourStore))
      peer.push(await perSecond(take(10), plainStore))
    }
    const [rate, plain] = [median(ours), median(peer)]
    const { rows } = await connection.pool.query<{ stored: number }>('SELECT count(*)::int AS stored FROM passages')
    const lost = accepted - rows[0].stored
    const result = resultOf(
      { case: 'ingest', n: BATCH, unit: 'rows/s', seed: SEED },
      rate,
      { 'plain COPY, the same indexes': plain },
      { 'plain COPY, the same indexes': lost },
    )
    result.beside = { slowestRowsPerS: rounded(Math.min(...ours)), rowsStored: rows[0].stored }
    return {
      result,
      notes: [`batches of ${BATCH.toLocaleString('en')}, ${WRITERS} writers; fsync on; ratio: peer ÷ ours`],
    }
  } finally {
    await Promise.all(clients.map((client) => client.end().catch(() => {})))
    await connection.close()
    server.stop()
  }
}

export const ingestCase: BenchCase = {
  name: 'ingest',
  about: 'passages stored a second with live indexes, beside a plain COPY',
  packages: ['postgresql-15', 'postgresql-15-postgis-3'],
  run,
}
