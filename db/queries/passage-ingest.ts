/**
 * Passages as they come in, batch by batch: staged in a temporary table, written where they are new, and with them the plates that
 * are new, the hours to be counted anew and how late each camera's reads came. Everything orders by its key, so that batches that
 * hold the same rows wait for one another and never in a circle.
 */
import { finished } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { PassageRecord } from '../../server/formats/records'
import { BinaryCopy } from '../binary-copy'
import type { Connection } from '../client'
import { DatabaseAway, isConnectionProblem } from '../database-away'
import { SYSTEM_CONTEXT } from '../guarded-pool'
import { JURISDICTION_LOCK } from './jurisdictions'

/** A read whose camera is known. The rest is as it came. */
export interface IncomingPassage extends Omit<PassageRecord, 'cameraCode'> {
  /** The plate in its normal form; `rawPlate` is as it was read. */
  plate: string
  rawPlate: string
  cameraId: number
}

type StagedPassage = IncomingPassage & { jurisdictionId: number | null }

/** Plates and source ids as their index has them: sorting in the order of a language would cost more than storing. */
const COLUMNS = [
  ['plate', 'text COLLATE "C"'],
  ['passed_at', 'timestamptz(3)'],
  ['camera_id', 'int'],
  ['source_id', 'text COLLATE "C"'],
  ['jurisdiction_id', 'int'],
  ['raw_plate', 'text'],
  ['bearing', 'real'],
  ['speed_kmh', 'real'],
  ['lane', 'text'],
  ['vehicle_class', 'text'],
  ['vehicle_colour', 'text'],
  ['plate_colour', 'text'],
  ['vehicle_brand', 'text'],
  ['reliability', 'smallint'],
  ['char_reliability', 'smallint[]'],
  ['claims', 'text[]'],
  ['plate_image', 'text'],
  ['scene_image', 'text'],
] as const
const NAMES = COLUMNS.map(([name]) => name).join(', ')
const STAGE = `CREATE TEMPORARY TABLE IF NOT EXISTS incoming_passages (${COLUMNS.map(([name, type]) => `${name} ${type}`).join(', ')}) ON COMMIT DELETE ROWS`
const DAY = `(passed_at AT TIME ZONE 'UTC')::date`

function binaryRows(passages: readonly StagedPassage[]): Buffer {
  const copy = new BinaryCopy()
  for (const passage of passages) {
    copy.row(COLUMNS.length)
    copy.text(passage.plate)
    copy.instant(passage.at)
    copy.int4(passage.cameraId)
    copy.text(passage.sourceId)
    copy.int4(passage.jurisdictionId)
    copy.text(passage.rawPlate)
    copy.float4(passage.bearing)
    copy.float4(passage.speedKmh)
    copy.text(passage.lane)
    copy.text(passage.vehicleClass)
    copy.text(passage.vehicleColour)
    copy.text(passage.plateColour ?? null)
    copy.text(passage.vehicleBrand ?? null)
    copy.int2(passage.reliability ?? null)
    copy.int2s(passage.charReliability ?? null)
    copy.texts(passage.claims ?? null)
    copy.text(passage.plateImage ?? null)
    copy.text(passage.sceneImage ?? null)
  }
  return copy.end()
}

/** The embedded database takes no COPY over its socket: there a batch travels as JSON. */
const jsonRows = (passages: readonly StagedPassage[]) =>
  JSON.stringify(
    passages.map((p) => ({
      plate: p.plate,
      passed_at: new Date(p.at).toISOString(),
      camera_id: p.cameraId,
      source_id: p.sourceId,
      jurisdiction_id: p.jurisdictionId,
      raw_plate: p.rawPlate,
      bearing: p.bearing,
      speed_kmh: p.speedKmh,
      lane: p.lane,
      vehicle_class: p.vehicleClass,
      vehicle_colour: p.vehicleColour,
      plate_colour: p.plateColour,
      vehicle_brand: p.vehicleBrand,
      reliability: p.reliability,
      char_reliability: p.charReliability,
      claims: p.claims,
      plate_image: p.plateImage,
      scene_image: p.sceneImage,
    })),
  )

const FROM_JSON = `INSERT INTO incoming_passages (${NAMES}) SELECT ${NAMES} FROM jsonb_to_recordset($1::jsonb) AS r(${COLUMNS.map(([name, type]) => `${name} ${type}`).join(', ')})`

async function stage(client: pg.PoolClient, passages: readonly StagedPassage[], isEmbedded: boolean): Promise<void> {
  await client.query(STAGE)
  if (isEmbedded) {
    await client.query(FROM_JSON, [jsonRows(passages)])
    return
  }
  // Before the copy begins: what cannot be written must not leave it open, or the connection waits for ever.
  const bytes = binaryRows(passages)
  const stream = client.query(copyFrom(`COPY incoming_passages (${NAMES}) FROM STDIN (FORMAT binary)`))
  stream.end(bytes)
  await finished(stream)
}

const NEW_PASSAGES = `INSERT INTO passages (${NAMES}, passage_source)
  SELECT ${NAMES}, $1::int FROM incoming_passages ORDER BY plate, passed_at, camera_id, source_id ON CONFLICT DO NOTHING`

/** Plates that are new, and those that were not read on these days before; most were, and cost one look. */
const NOTE_PLATES = `WITH read AS MATERIALIZED (SELECT plate, min(${DAY}) AS first, max(${DAY}) AS last FROM incoming_passages GROUP BY plate ORDER BY plate),
  due AS MATERIALIZED (SELECT r.plate, r.first, r.last, p.plate IS NULL AS is_new FROM read r LEFT JOIN plates p USING (plate)
    WHERE p.plate IS NULL OR p.last_day < r.last OR p.first_day > r.first),
  fresh AS (INSERT INTO plates (plate, first_day, last_day) SELECT plate, first, last FROM due WHERE is_new
    ON CONFLICT (plate) DO UPDATE SET first_day = least(plates.first_day, excluded.first_day), last_day = greatest(plates.last_day, excluded.last_day))
  UPDATE plates p SET first_day = least(p.first_day, due.first), last_day = greatest(p.last_day, due.last) FROM due WHERE NOT due.is_new AND p.plate = due.plate`

const STALE_HOURS = `INSERT INTO stale_hours (hour) SELECT DISTINCT date_trunc('hour', passed_at, 'UTC') FROM incoming_passages`

const DELAYS = `WITH came AS (
    SELECT camera_id, date_trunc('hour', now(), 'UTC') AS hour, min(extract(epoch FROM now() - passed_at) * 1000)::bigint AS least_ms
    FROM incoming_passages GROUP BY camera_id),
  fresh AS (INSERT INTO camera_delays (camera_id, hour, least_ms)
    SELECT * FROM came c WHERE NOT EXISTS (SELECT 1 FROM camera_delays d WHERE d.camera_id = c.camera_id AND d.hour = c.hour)
    ORDER BY camera_id ON CONFLICT DO NOTHING),
  due AS (SELECT d.camera_id, d.hour, c.least_ms FROM camera_delays d JOIN came c USING (camera_id, hour) WHERE d.least_ms > c.least_ms
    ORDER BY d.camera_id FOR UPDATE OF d)
  UPDATE camera_delays d SET least_ms = least(d.least_ms, due.least_ms) FROM due WHERE d.camera_id = due.camera_id AND d.hour = due.hour`

/** Another way to say when the same batch is written: what a source sent is added up with it. */
const NOTE_SOURCE = `INSERT INTO passage_source_days AS t (source_id, day, read, accepted, duplicates, refused, dropped)
  VALUES ($1, (now() AT TIME ZONE 'UTC')::date, $2::bigint + $3::bigint + $4::bigint, $2, $3, $4, $5)
  ON CONFLICT (source_id, day) DO UPDATE SET read = t.read + excluded.read, accepted = t.accepted + excluded.accepted,
    duplicates = t.duplicates + excluded.duplicates, refused = t.refused + excluded.refused, dropped = t.dropped + excluded.dropped`
const SEEN_SOURCE = `UPDATE passage_sources SET seen_at = now(), problem = coalesce($2, problem), problem_at = CASE WHEN $2::text IS NULL THEN problem_at ELSE now() END WHERE id = $1`

export interface SourceNote {
  sourceId: number
  refused: number
  dropped: number
  /** The first thing that was refused and why; null when nothing was. */
  problem: string | null
}

/** Counts what a source sent that is never taken. */
export function noteDropped({ pool }: Connection, sourceId: number, dropped: number): Promise<void> {
  return asSystem(pool, async (client) => {
    await client.query(SEEN_SOURCE, [sourceId, 'It sends what is about people, which is dropped.'])
    await client.query(NOTE_SOURCE, [sourceId, 0, 0, 0, dropped])
  })
}

/** The days that batches need must be there before: making one inside a batch would wait for all others. */
export async function ensurePassageDays({ pool }: Connection, instants: readonly number[]): Promise<void> {
  const days = [...new Set(instants.map((at) => new Date(at).toISOString().slice(0, 10)))]
  const known = knownDays(pool)
  for (const day of days.filter((each) => !known.has(each)))
    await asSystem(pool, async (client) => {
      await client.query('SELECT ensure_passage_day($1::date)', [day])
    }).then(() => known.add(day))
}

/** Days once made stay until they are purged, long after nothing more comes for them. */
const KNOWN = new WeakMap<pg.Pool, Set<string>>()
function knownDays(pool: pg.Pool): Set<string> {
  const known = KNOWN.get(pool) ?? new Set()
  if (known.size > 1_000) known.clear()
  KNOWN.set(pool, known)
  return known
}

/** Forgets which days there are, after a purge or when one turns out to be missing. */
export const forgetPassageDays = ({ pool }: Connection): boolean => KNOWN.delete(pool)

async function asSystem<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect().catch((error: Error) => {
    throw new DatabaseAway(error)
  })
  let problem: Error | undefined
  try {
    await client.query(`BEGIN; ${SYSTEM_CONTEXT}; SET LOCAL client_min_messages = warning`)
    const result = await work(client)
    await client.query('COMMIT')
    return result
  } catch (error) {
    await client.query('ROLLBACK').catch((failure: Error) => {
      problem = failure
    })
    throw isConnectionProblem(error) ? new DatabaseAway(error) : error
  } finally {
    client.release(problem)
  }
}

/**
 * One batch in one transaction: when this resolves it is on disk, and when it rejects nothing of it is. Returns how many were new;
 * the others were there already.
 */
export function storePassages(
  { pool, isEmbedded }: Connection,
  passages: readonly IncomingPassage[],
  note: SourceNote | null,
): Promise<number> {
  return asSystem(pool, async (client) => {
    const accepted = passages.length === 0 ? 0 : await storeStaged(client, passages, isEmbedded, note?.sourceId ?? null)
    if (note) {
      const { sourceId, refused, dropped, problem } = note
      await client.query(SEEN_SOURCE, [sourceId, problem])
      await client.query(NOTE_SOURCE, [sourceId, accepted, passages.length - accepted, refused, dropped])
    }
    return accepted
  })
}

const NEW_KEYS = `SELECT count(*)::int AS count FROM (
    SELECT DISTINCT * FROM unnest($1::text[], $2::timestamptz(3)[], $3::int[], $4::text[]) AS k(plate, passed_at, camera_id, source_id)) k
  WHERE NOT EXISTS (SELECT 1 FROM passages p WHERE p.plate = k.plate AND p.passed_at = k.passed_at AND p.camera_id = k.camera_id AND p.source_id = k.source_id
    AND p.passed_at BETWEEN $5::timestamptz AND $6::timestamptz)`

const isoOf = (at: number) => new Date(at).toISOString()

/** How many of a batch would be new if it were stored now; in a transaction that can write nothing. */
export function countNewPassages({ pool }: Connection, passages: readonly IncomingPassage[]): Promise<number> {
  if (passages.length === 0) return Promise.resolve(0)
  const instants = passages.map(({ at }) => at)
  const [first, last] = [instants.reduce((a, b) => Math.min(a, b)), instants.reduce((a, b) => Math.max(a, b))]
  return asSystem(pool, async (client) => {
    await client.query('SET TRANSACTION READ ONLY')
    const { rows } = await client.query<{ count: number }>(NEW_KEYS, [
      passages.map(({ plate }) => plate),
      instants.map(isoOf),
      passages.map(({ cameraId }) => cameraId),
      passages.map(({ sourceId }) => sourceId),
      isoOf(first),
      isoOf(last),
    ])
    return rows[0].count
  })
}

/** Row-level security goes by a copy of the camera's jurisdiction; whoever redraws those waits until this batch is written, and it for them. */
async function withJurisdictions(
  client: pg.PoolClient,
  passages: readonly IncomingPassage[],
): Promise<StagedPassage[]> {
  await client.query(`SELECT pg_advisory_xact_lock_shared(${JURISDICTION_LOCK})`)
  const ids = [...new Set(passages.map(({ cameraId }) => cameraId))]
  const { rows } = await client.query<{ id: number; jurisdiction_id: number | null }>(
    'SELECT id, jurisdiction_id FROM cameras WHERE id = ANY($1::int[])',
    [ids],
  )
  const known = new Map(rows.map(({ id, jurisdiction_id }) => [id, jurisdiction_id]))
  return passages.map((passage) => ({ ...passage, jurisdictionId: known.get(passage.cameraId) ?? null }))
}

async function storeStaged(
  client: pg.PoolClient,
  passages: readonly IncomingPassage[],
  isEmbedded: boolean,
  sourceId: number | null,
): Promise<number> {
  await stage(client, await withJurisdictions(client, passages), isEmbedded)
  const { rowCount } = await client.query(NEW_PASSAGES, [sourceId])
  if (!rowCount) return 0
  await client.query(NOTE_PLATES)
  await client.query(STALE_HOURS)
  // Only what comes by itself says something about a clock.
  if (sourceId !== null) await client.query(DELAYS)
  return rowCount
}
