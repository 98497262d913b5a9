import { sql } from 'drizzle-orm'
import type { Queryable } from '../client'

/** Takes the hours whose counts are behind, each once, oldest first. What is stored after this transaction began appends its own. UTC epoch milliseconds. */
export async function takeStaleHours(tx: Queryable): Promise<number[]> {
  const { rows } = await tx.execute<{ at: number }>(sql`
    WITH taken AS (DELETE FROM stale_hours RETURNING hour)
    SELECT DISTINCT extract(epoch FROM hour)::float8 * 1000 AS at FROM taken ORDER BY 1`)
  return rows.map(({ at }) => at)
}
