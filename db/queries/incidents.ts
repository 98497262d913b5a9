import { sql } from 'drizzle-orm'
import type { Caller } from '../../server/domain/access'
import type { Queryable } from '../client'
import { inScope } from './scope'

const MOST_INCIDENTS = 2_000

export interface IncidentRow {
  id: number
  kind: string
  title: string
  titleEn: string | null
  lng: number
  lat: number
  startedAt: number
  endedAt: number | null
}

/** Incidents that were going on at some time of the span, newest first. */
export async function listIncidents(
  db: Queryable,
  caller: Pick<Caller, 'scope'>,
  from: Date,
  to: Date,
): Promise<IncidentRow[]> {
  const { rows } = await db.execute<IncidentRow & Record<string, unknown>>(sql`
    SELECT id, kind, title, title_en AS "titleEn", ST_X(position) AS lng, ST_Y(position) AS lat,
      extract(epoch FROM started_at)::float8 * 1000 AS "startedAt", extract(epoch FROM ended_at)::float8 * 1000 AS "endedAt"
    FROM incidents
    WHERE started_at < ${to.toISOString()}::timestamptz AND (ended_at IS NULL AND started_at >= ${from.toISOString()}::timestamptz OR ended_at >= ${from.toISOString()}::timestamptz)
      AND ${inScope(sql`jurisdiction_id`, caller)}
    ORDER BY started_at DESC LIMIT ${MOST_INCIDENTS}`)
  return rows
}
