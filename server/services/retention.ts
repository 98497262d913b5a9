/** What is kept how long, what the last purge took, and which cases hold what was traced under them. */
import { and, eq, gt, isNotNull, isNull, type SQL, sql } from 'drizzle-orm'
import type { Connection } from '../../db/client'
import { readSettings } from '../../db/queries/city'
import { countHeld, newestPurge } from '../../db/queries/retention'
import { cases } from '../../db/schema'
import type { Caller } from '../domain/access'
import type { PurgeCounts } from '../domain/retention'
import { appendAudit } from './audit'
import { ServiceError } from './service-error'

export interface Retention {
  passageDays: number
  auditDays: number
  /** `finishedAt` null: it runs, or was cut off and goes on with the next one. */
  last: { startedAt: number; finishedAt: number | null; counts: PurgeCounts } | null
  held: { cases: number; vehicles: number }
}

/** Of the whole city: for a connection that sees it. */
export async function retention({ db }: Connection): Promise<Retention> {
  const settings = await readSettings(db)
  if (!settings) throw new ServiceError('not-found', 'This city has no settings yet.')
  const run = await newestPurge(db)
  return {
    passageDays: settings.passageDays,
    auditDays: settings.auditDays,
    last: run && {
      startedAt: run.startedAt.getTime(),
      finishedAt: run.finishedAt?.getTime() ?? null,
      counts: run.counts,
    },
    held: await countHeld(db),
  }
}

const isOpen = (id: number, ...more: SQL[]) =>
  and(eq(cases.id, id), isNull(cases.closedAt), gt(cases.validUntil, sql`now()`), ...more)

/** Keeps what was and will be traced under an open case for as long as it is open, or keeps it no longer. */
export function setHold({ system: { db } }: Connection, caller: Caller, id: number, isHeld: boolean): Promise<void> {
  return db.transaction(async (tx) => {
    const [row] = await tx
      .update(cases)
      .set({ heldFrom: isHeld ? sql`passages_kept_from()` : null })
      .where(isOpen(id, isHeld ? isNull(cases.heldFrom) : isNotNull(cases.heldFrom)))
      .returning()
    if (!row)
      throw new ServiceError('conflict', `There is no open case ${id} that is ${isHeld ? 'not held yet' : 'held'}.`)
    await appendAudit(tx, caller, { action: isHeld ? 'case-held' : 'case-released', object: row.number, caseId: id })
  })
}
