/** Kills a purge in the middle, again and again: every batch is there with its count and its audit row, or not at all. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import type { Connection } from '../../db/client'
import { seededRandom } from '../../server/domain/testing/random'
import { purge } from '../../server/services/purge'
import { ROOT } from '../testing/own-city'
import type { Proof } from './proof'
import { addPerson, withScratchCity } from './scratch-city'

const SEED = 5
const KILLS = 20
const OLD_ROWS = 60_000
const YOUNG_ROWS = 5_000
const HELD_ROWS = 40

export const retentionProof: Proof = {
  name: 'retention',
  about: `a purge of ${OLD_ROWS.toLocaleString('en')} passages killed ${KILLS} times; what is held or young stays`,
  guards: [
    {
      about: 'one transaction for a batch and its audit row',
      file: 'server/services/purge.ts',
      find: 'const gone = await purgeBatch(tx, batchRows)',
      replace: 'const gone = await purgeBatch(db, batchRows)',
    },
    {
      about: 'the hold',
      file: 'db/queries/retention.ts',
      find: 'const IS_HELD = sql`EXISTS',
      replace: 'const IS_HELD = sql`false AND EXISTS',
    },
  ],
  run: () =>
    withScratchCity(async ({ connection, url, name }) => {
      await fill(connection)
      const tally = { tried: 0, accepted: 0, refused: 0, lost: 0, leaked: 0, seed: SEED }
      const notes = [`on the ${name}`]
      const check = async (about: string, fault: string | null) => {
        tally.tried++
        if (fault === null) tally.accepted++
        else {
          tally.lost++
          notes.push(`${about}: ${fault}`)
        }
      }
      const random = seededRandom(SEED)
      for (let i = 1; i <= KILLS; i++) {
        await killedPurge(url, 50 + 400 * random())
        await check(`killed ${i} times`, await partialState(connection))
      }
      const left = await counted(connection)
      notes.push(`${KILLS} kills among ${OLD_ROWS - left.old} of ${OLD_ROWS} rows`)
      await purge(connection)
      await check('after the last purge', await partialState(connection))
      const { old, held, young } = await counted(connection)
      if (old + held + young !== HELD_ROWS + YOUNG_ROWS || held !== HELD_ROWS)
        await check('what stays', `${old} old, ${held} held and ${young} young passages`)
      return { result: tally, notes }
    }),
}

/** Old and young passages of many vehicles, and old ones of a vehicle that an open case holds. */
async function fill(connection: Connection): Promise<void> {
  const { db } = connection
  const officer = await addPerson(connection, 'officer', 'CID 1')
  await db.execute(sql`INSERT INTO city_settings (name, name_en, passage_days) VALUES ('平原市', 'Plain', 30)`)
  await db.execute(sql`CREATE TABLE passages_all PARTITION OF passages DEFAULT`)
  const insert = (plate: string, days: number, rows: number) =>
    db.execute(sql`INSERT INTO passages (plate, passed_at, camera_id, source_id, raw_plate)
      SELECT ${plate} || i % 1000, now() - make_interval(days => ${days}) - make_interval(secs => i), 1, i::text, 'x' FROM generate_series(1, ${rows}::int) i`)
  await insert('测A', 40, OLD_ROWS)
  await insert('测B', 3, YOUNG_ROWS)
  await db.execute(sql`INSERT INTO passages (plate, passed_at, camera_id, source_id, raw_plate)
    SELECT '测H', now() - interval '40 days' - make_interval(secs => i), 1, i::text, 'x' FROM generate_series(1, ${HELD_ROWS}::int) i`)
  await db.execute(sql`
    WITH held AS (
      INSERT INTO cases (number, offence_class, reason, unit, opened_by, valid_from, valid_until, held_from)
      VALUES ('H-1', 'theft', 'reason of a case', 'CID 1', ${officer.personId}, now(), now() + interval '7 days', now() - interval '60 days') RETURNING id)
    INSERT INTO case_vehicles (case_id, plate, kept_from) SELECT id, '测H', now() - interval '60 days' FROM held`)
}

async function killedPurge(url: string, afterMs: number): Promise<void> {
  const child = spawn(process.execPath, ['scripts/run.mjs', 'scripts/proof/purge-process.ts', url], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'close')
  await Promise.race([once(child.stdout, 'data'), ended])
  await sleep(afterMs)
  child.kill('SIGKILL')
  await ended
}

interface Counted extends Record<string, number> {
  old: number
  young: number
  held: number
  audited: number
  noted: number
}

async function counted({ db }: Connection): Promise<Counted> {
  const { rows } = await db.execute<Counted>(sql`
    SELECT count(*) FILTER (WHERE plate LIKE '测A%')::int AS old, count(*) FILTER (WHERE plate LIKE '测B%')::int AS young, count(*) FILTER (WHERE plate = '测H')::int AS held,
      (SELECT coalesce(sum((details->>'passages')::int), 0)::int FROM audit WHERE action = 'purged') AS audited,
      (SELECT coalesce(sum((counts->>'passages')::int), 0)::int FROM purge_runs) AS noted
    FROM passages`)
  return rows[0]
}

/** What went is what the audit and the runs say went. */
async function partialState(connection: Connection): Promise<string | null> {
  const { old, young, held, audited, noted } = await counted(connection)
  const gone = OLD_ROWS + YOUNG_ROWS + HELD_ROWS - old - young - held
  if (gone !== audited || gone !== noted) return `${gone} rows went, ${audited} are in the audit, ${noted} in the runs`
  return held === HELD_ROWS && young === YOUNG_ROWS ? null : `${held} held and ${young} young passages are left`
}
