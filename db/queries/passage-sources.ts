import { and, eq, sql } from 'drizzle-orm'
import type { Queryable } from '../client'
import { cameras, passageSources } from '../schema'
import { jurisdictionSubtree } from './scope'

export type PassageSourceRow = typeof passageSources.$inferSelect

export async function findSourceByKey(db: Queryable, keyHash: string): Promise<PassageSourceRow | null> {
  const [row] = await db
    .select()
    .from(passageSources)
    .where(and(eq(passageSources.keyHash, keyHash), eq(passageSources.isActive, true)))
  return row ?? null
}

export async function findSourceByDevice(db: Queryable, deviceId: string): Promise<PassageSourceRow | null> {
  const [row] = await db
    .select()
    .from(passageSources)
    .where(and(eq(passageSources.deviceId, deviceId), eq(passageSources.isActive, true)))
  return row ?? null
}

/** The cameras of these codes that a source may send for, retired ones too: their last reads may come late. */
export async function sourceCameras(
  db: Queryable,
  { jurisdictionId }: Pick<PassageSourceRow, 'jurisdictionId'>,
  codes: readonly string[],
): Promise<Map<string, number>> {
  const within = jurisdictionId === null ? null : await jurisdictionSubtree(db, jurisdictionId)
  const { rows } = await db.execute<{ id: number; code: string }>(sql`
    SELECT id, code FROM ${cameras} WHERE code IN (SELECT jsonb_array_elements_text(${JSON.stringify(codes)}::jsonb))
      AND ${within === null ? sql`true` : sql`jurisdiction_id = ANY(${sql.param(`{${within.join(',')}}`)}::int[])`}`)
  return new Map(rows.map(({ id, code }) => [code, id]))
}

/** What is older is kept by nobody. UTC epoch milliseconds. */
export async function passagesKeptFrom(db: Queryable): Promise<number> {
  const { rows } = await db.execute<{ at: number }>(
    sql`SELECT extract(epoch FROM passages_kept_from())::float8 * 1000 AS at`,
  )
  return rows[0].at
}
