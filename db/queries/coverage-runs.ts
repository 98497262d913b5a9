import { desc, eq, sql } from 'drizzle-orm'
import type { Queryable } from '../client'
import { coverageRuns } from '../schema'

export type CoverageRun = typeof coverageRuns.$inferSelect

export async function startRun(db: Queryable, personId: number | null, kernel: number): Promise<CoverageRun> {
  const values = { state: 'running', step: 'viewsheds', personId, kernel } as const
  const [run] = await db.insert(coverageRuns).values(values).returning()
  return run
}

export async function newestRun(db: Queryable): Promise<CoverageRun | null> {
  const [run] = await db.select().from(coverageRuns).orderBy(desc(coverageRuns.id)).limit(1)
  return run ?? null
}

/** Notes how far a run is; false when someone asked it to stop. */
export async function noteProgress(
  db: Queryable,
  id: number,
  progress: Pick<CoverageRun, 'step' | 'done' | 'total'>,
): Promise<boolean> {
  const [run] = await db
    .update(coverageRuns)
    .set({ ...progress, state: 'running', updatedAt: sql`now()` })
    .where(eq(coverageRuns.id, id))
    .returning()
  return !run.isCancelRequested
}

export async function finishRun(
  db: Queryable,
  id: number,
  state: 'done' | 'cancelled' | 'failed',
  problem: string | null,
): Promise<void> {
  await db
    .update(coverageRuns)
    .set({ state, problem, isCancelRequested: false, finishedAt: sql`now()`, updatedAt: sql`now()` })
    .where(eq(coverageRuns.id, id))
}

export async function requestCancel(db: Queryable, id: number): Promise<void> {
  await db.update(coverageRuns).set({ isCancelRequested: true }).where(eq(coverageRuns.id, id))
}
