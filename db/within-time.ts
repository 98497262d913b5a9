/** Statements that are not worth waiting for longer than a moment. */
import { sql } from 'drizzle-orm'
import type { Database, Queryable } from './client'

/** The database ended a statement because it took too long. */
export class StatementTooSlow extends Error {}

const CANCELED = '57014'

/** Does `work` in a transaction, each statement of which may take `ms`. Throws StatementTooSlow. */
export async function withinTime<T>(db: Database, ms: number, work: (tx: Queryable) => Promise<T>): Promise<T> {
  try {
    return await db.transaction(async (tx) => {
      await tx.execute(sql`SELECT set_config('statement_timeout', ${String(ms)}, true)`)
      return work(tx)
    })
  } catch (error) {
    const { code, cause } = error as { code?: string; cause?: { code?: string } }
    if ((code ?? cause?.code) === CANCELED) throw new StatementTooSlow()
    throw error
  }
}
