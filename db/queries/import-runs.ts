import { desc } from 'drizzle-orm'
import type { Queryable } from '../client'
import { importRuns } from '../schema'

export async function listImportRuns(db: Queryable) {
  const rows = await db.select().from(importRuns).orderBy(desc(importRuns.id)).limit(100)
  return rows.map(({ startedAt, finishedAt, remarks, ...row }) => ({
    ...row,
    startedAt: startedAt.getTime(),
    finishedAt: finishedAt?.getTime() ?? null,
    remarks: remarks.length,
  }))
}
