import { sql } from 'drizzle-orm'
import type { Connection } from '../../db/client'

/** How many rows each table holds, partitions by themselves, so that a test can show that nothing was written. */
export async function rowCounts({ db }: Connection): Promise<Record<string, number>> {
  const { rows } = await db.execute<{ name: string }>(
    sql`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'spatial_ref_sys' ORDER BY 1`,
  )
  const counts: Record<string, number> = {}
  for (const { name } of rows) {
    const counted = await db.execute<{ count: number }>(sql`SELECT count(*)::int AS count FROM ${sql.identifier(name)}`)
    counts[name] = counted.rows[0].count
  }
  return counts
}
