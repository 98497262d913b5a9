import { type AnyColumn, type SQL, sql } from 'drizzle-orm'
import type { Caller } from '../../server/domain/access'
import type { Queryable } from '../client'

/** The condition that keeps rows to the caller's jurisdictions. Rows without one belong to the whole city only. */
export function inScope(column: AnyColumn | SQL, { scope }: Pick<Caller, 'scope'>): SQL {
  if (scope === null) return sql`true`
  return sql`${column} = ANY(${sql.param(`{${scope.join(',')}}`)}::int[])`
}

/** A jurisdiction and everything below it. */
export async function jurisdictionSubtree(db: Queryable, id: number): Promise<number[]> {
  const { rows } = await db.execute<{ id: number }>(sql`
    WITH RECURSIVE below AS (
      SELECT id FROM jurisdictions WHERE id = ${id}
      UNION SELECT j.id FROM jurisdictions j JOIN below ON j.parent_id = below.id)
    SELECT id FROM below`)
  return rows.map((row) => row.id)
}
