/**
 * A server with a month of generated passages, 100 million of them unless told otherwise, kept between runs: rows lie in the order in
 * which they would have come, in partitions of a day, with every index that the product has.
 */
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import pg from 'pg'
import { type Connection, connect } from '../../db/client'
import { migrateDatabase } from '../../db/migrate'
import { ensureSettings } from '../../db/queries/city'
import { refreshPassageHours } from '../../db/queries/insert-records'
import { seededRandom } from '../../server/domain/testing/random'
import { env } from '../../server/env'
import { startScratchPostgres } from '../lib/scratch-postgres.mjs'

export const DAYS = 30
export const PLATES = 1_000_000
export const CAMERAS = 5_000
export const SEED = 20_260_301
const DAY_MS = 86_400_000
/** The first of the days; the last ends where the month does. UTC. */
export const FROM = Date.parse('2026-03-01T00:00:00Z')
export const TO = FROM + DAYS * DAY_MS

const SETTINGS = [
  'shared_buffers=2GB',
  'maintenance_work_mem=512MB',
  'max_wal_size=8GB',
  'wal_level=minimal',
  'max_wal_senders=0',
  'work_mem=64MB',
]
/** No letter that is not on plates, and no I or O. */
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ'
const CHARACTERS = `${LETTERS}0123456789`

export interface PassageStore {
  connection: Connection
  url: string
  rows: number
  plates: readonly string[]
  stop(): Promise<void>
}

/** Made-up plates of a province that no vehicle has, each once, in an order that says nothing. */
export function generatedPlates(count: number, seed: number): string[] {
  const random = seededRandom(seed)
  const plates = new Set<string>()
  const one = (from: string) => from[Math.floor(random() * from.length)]
  while (plates.size < count)
    plates.add(`测${one(LETTERS)}${Array.from({ length: 5 }, () => one(CHARACTERS)).join('')}`)
  return [...plates]
}

export async function openPassageStore(rows: number): Promise<PassageStore> {
  const folder = join(env.dataFolder, `bench-passages-${rows}`)
  const isFilled = existsSync(join(folder, 'filled'))
  if (!isFilled) rmSync(folder, { recursive: true, force: true })
  const server = startScratchPostgres({ isDurable: true, folder, settings: SETTINGS })
  const connection = connect(server.url)
  const plates = generatedPlates(PLATES, SEED)
  try {
    await migrateDatabase(connection)
    if (!isFilled) {
      await fill(connection, server.url, rows, plates)
      writeFileSync(join(folder, 'filled'), `${rows}\n`)
    }
  } catch (error) {
    await connection.close()
    server.stop()
    throw error
  }
  const stop = async () => {
    await connection.close()
    server.stop()
  }
  return { connection, url: server.url, rows, plates, stop }
}

async function fill(connection: Connection, url: string, rows: number, plates: readonly string[]): Promise<void> {
  const { db } = connection
  await ensureSettings(db)
  await db.execute(sql`UPDATE city_settings SET passage_days = 36500`)
  await db.execute(sql`
    INSERT INTO cameras (code, kind, position, mount_kind, ownership, point_class, reads_plates, source_kind, state)
    SELECT 'B' || lpad(i::text, 6, '0'), 'fixed', ST_SetSRID(ST_MakePoint(126.4 + (i % 71) * 0.004, 45.65 + (i / 71) * 0.004), 4326), 'pole', 'public', 1, true, 'bench', 'working'
    FROM generate_series(1, ${CAMERAS}) i`)
  await db.execute(sql`CREATE UNLOGGED TABLE bench_plates (n int PRIMARY KEY, plate text NOT NULL)`)
  for (let from = 0; from < plates.length; from += 50_000)
    await db.execute(sql`
      INSERT INTO bench_plates SELECT ${from}::int + row_number() OVER () - 1, plate
      FROM jsonb_array_elements_text(${JSON.stringify(plates.slice(from, from + 50_000))}::jsonb) AS plate`)
  const perDay = Math.ceil(rows / DAYS)
  for (let day = 0; day < DAYS; day++) {
    const count = Math.min(perDay, rows - day * perDay)
    if (count > 0) await fillDay(url, day, count)
    console.error(`  ${day + 1} of ${DAYS} days`)
  }
  await db.execute(sql`
    INSERT INTO plates (plate, first_day, last_day) SELECT plate, ${new Date(FROM).toISOString()}::date, ${new Date(TO - 1).toISOString()}::date FROM bench_plates ORDER BY n`)
  await db.execute(sql`DROP TABLE bench_plates`)
  for (let day = 0; day < DAYS; day++)
    await refreshPassageHours(db, new Date(FROM + day * DAY_MS), new Date(FROM + (day + 1) * DAY_MS - 1))
  await db.execute(sql`VACUUM ANALYZE`)
}

const isoOf = (day: number) => new Date(FROM + day * DAY_MS).toISOString()

/** Written before it becomes a partition, so that each index is built at once. */
async function fillDay(url: string, day: number, count: number): Promise<void> {
  const name = `passages_${isoOf(day).slice(0, 10).replaceAll('-', '_')}`
  const [from, to] = [isoOf(day), isoOf(day + 1)]
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(`BEGIN;
      CREATE TABLE ${name} (LIKE passages INCLUDING DEFAULTS, CHECK (passed_at >= '${from}' AND passed_at < '${to}'));
      INSERT INTO ${name} (plate, passed_at, camera_id, source_id, raw_plate, bearing, speed_kmh, lane, vehicle_class, vehicle_colour, received_at)
      SELECT p.plate, g.at, 1 + (hashint8(g.i * 7 + ${day}) & 2147483647) % ${CAMERAS}, '', p.plate, (g.i % 8) * 45, 20 + g.i % 60, (1 + g.i % 4)::text,
        CASE g.i % 10 WHEN 0 THEN 'truck' WHEN 1 THEN 'bus' ELSE 'car' END, (ARRAY['white', 'black', 'grey', 'blue', 'red'])[1 + g.i % 5], g.at + interval '2 seconds'
      FROM (SELECT i, '${from}'::timestamptz + i * (interval '1 day' / ${count}) AS at,
          (hashint8(i + ${day}::bigint * 1000000007) & 2147483647) % ${PLATES} AS n FROM generate_series(0::bigint, ${count - 1}) i) g
        JOIN bench_plates p ON p.n = g.n;
      ALTER TABLE passages ATTACH PARTITION ${name} FOR VALUES FROM ('${from}') TO ('${to}');
      COMMIT`)
  } finally {
    await client.end()
  }
}
