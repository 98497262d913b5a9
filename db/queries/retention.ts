/** What goes when it is too old or over. Each statement takes a bounded number of rows and may be repeated until it finds none. */
import { desc, eq, type SQL, sql } from 'drizzle-orm'
import type { PurgeCounts, PurgedKind } from '../../server/domain/retention'
import type { Queryable } from '../client'
import { purgeRuns } from '../schema'

const TOO_OLD = sql`(SELECT passages_kept_from())`

/** Whether some open case holds a passage. */
const IS_HELD = sql`EXISTS (SELECT 1 FROM case_vehicles v JOIN cases c ON c.id = v.case_id
  WHERE v.plate = p.plate AND p.passed_at >= greatest(c.held_from, v.kept_from)
    AND c.held_from IS NOT NULL AND c.closed_at IS NULL AND c.valid_until > now())`

/** Whether a case is. */
const IS_OVER = sql`(c.closed_at IS NOT NULL OR c.valid_until <= now())`

const STATEMENTS: Record<PurgedKind, (most: number) => SQL> = {
  passages: (most) => sql`
    DELETE FROM passages WHERE passed_at < ${TOO_OLD} AND (plate, passed_at, camera_id, source_id) IN (
      SELECT plate, passed_at, camera_id, source_id FROM passages p WHERE passed_at < ${TOO_OLD} AND NOT ${IS_HELD} LIMIT ${most})`,
  passageHours: (most) => sql`
    DELETE FROM passage_hours WHERE (hour, camera_id) IN (SELECT hour, camera_id FROM passage_hours WHERE hour < ${TOO_OLD} LIMIT ${most})`,
  // A plate of which nothing is left but what a case holds stays findable.
  plates: (most) => sql`
    DELETE FROM plates WHERE plate IN (
      SELECT plate FROM plates p WHERE last_day < (${TOO_OLD} AT TIME ZONE 'UTC')::date
        AND NOT EXISTS (SELECT 1 FROM case_vehicles v WHERE v.plate = p.plate) LIMIT ${most})`,
  cameraDelays: (most) => sql`
    DELETE FROM camera_delays WHERE (camera_id, hour) IN (SELECT camera_id, hour FROM camera_delays WHERE hour < ${TOO_OLD} LIMIT ${most})`,
  importRemarks: (most) => sql`
    UPDATE import_runs SET remarks = '[]' WHERE id IN (SELECT id FROM import_runs WHERE started_at < ${TOO_OLD} AND remarks <> '[]' LIMIT ${most})`,
  approvals: (most) => sql`
    DELETE FROM approvals WHERE id IN (SELECT id FROM approvals WHERE expires_at < ${TOO_OLD} LIMIT ${most})`,
  caseVehicles: (most) => sql`
    DELETE FROM case_vehicles WHERE (case_id, plate) IN (
      SELECT v.case_id, v.plate FROM case_vehicles v JOIN cases c ON c.id = v.case_id WHERE ${IS_OVER} LIMIT ${most})`,
  bookmarks: (most) => sql`
    DELETE FROM case_bookmarks WHERE id IN (SELECT b.id FROM case_bookmarks b JOIN cases c ON c.id = b.case_id WHERE ${IS_OVER} LIMIT ${most})`,
  // Their files go first.
  exports: (most) => sql`
    DELETE FROM exports WHERE id IN (
      SELECT e.id FROM exports e JOIN cases c ON c.id = e.case_id WHERE ${IS_OVER} AND e.state IN ('expired', 'failed') LIMIT ${most})`,
  sessions: (most) => sql`
    DELETE FROM sessions WHERE id IN (SELECT id FROM sessions WHERE expires_at <= now() LIMIT ${most})`,
  links: (most) => sql`
    WITH of_people AS (DELETE FROM password_links WHERE token_hash IN (SELECT token_hash FROM password_links WHERE expires_at <= now() LIMIT ${most}) RETURNING 1),
      of_set_up AS (DELETE FROM setup_links WHERE token_hash IN (SELECT token_hash FROM setup_links WHERE expires_at <= now() LIMIT ${most}) RETURNING 1),
      of_providers AS (DELETE FROM oidc_attempts WHERE state_hash IN (SELECT state_hash FROM oidc_attempts WHERE expires_at <= now() LIMIT ${most}) RETURNING 1)
    SELECT 1 FROM of_people UNION ALL SELECT 1 FROM of_set_up UNION ALL SELECT 1 FROM of_providers`,
}

/** Takes at most so many rows of each kind away, in the caller's transaction. */
export async function purgeBatch(tx: Queryable, most: number): Promise<PurgeCounts> {
  const counts: PurgeCounts = {}
  for (const [kind, statement] of Object.entries(STATEMENTS) as [PurgedKind, (most: number) => SQL][]) {
    const { rowCount } = await tx.execute(statement(most))
    if (rowCount) counts[kind] = rowCount
  }
  return counts
}

/** Takes away the partitions of days that a purge has emptied. */
export async function dropEmptyPassageDays(db: Queryable): Promise<void> {
  await db.execute(sql`SELECT drop_empty_passage_days((${TOO_OLD} AT TIME ZONE 'UTC')::date)`)
}

/** Remembers that a vehicle was traced under a case, so that a hold of the case can keep its passages. */
export async function noteTraced(tx: Queryable, caseId: number, plate: string): Promise<void> {
  await tx.execute(sql`
    INSERT INTO case_vehicles (case_id, plate, kept_from) VALUES (${caseId}, ${plate}, passages_kept_from()) ON CONFLICT DO NOTHING`)
}

export async function startPurge(db: Queryable): Promise<number> {
  const [{ id }] = await db.insert(purgeRuns).values({}).returning({ id: purgeRuns.id })
  return id
}

export async function notePurged(tx: Queryable, id: number, counts: PurgeCounts): Promise<void> {
  await tx.update(purgeRuns).set({ counts }).where(eq(purgeRuns.id, id))
}

export async function finishPurge(db: Queryable, id: number): Promise<void> {
  await db.update(purgeRuns).set({ finishedAt: sql`now()` }).where(eq(purgeRuns.id, id))
}

export async function newestPurge(db: Queryable) {
  const [run] = await db.select().from(purgeRuns).orderBy(desc(purgeRuns.id)).limit(1)
  return run ?? null
}

/** How many open cases hold what was traced under them, and how many vehicles that is. */
export async function countHeld(db: Queryable): Promise<{ cases: number; vehicles: number }> {
  const { rows } = await db.execute<{ cases: number; vehicles: number }>(sql`
    SELECT count(DISTINCT c.id)::int AS cases, count(DISTINCT v.plate)::int AS vehicles
    FROM cases c LEFT JOIN case_vehicles v ON v.case_id = c.id
    WHERE c.held_from IS NOT NULL AND c.closed_at IS NULL AND c.valid_until > now()`)
  return rows[0]
}
