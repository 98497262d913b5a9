/** Verdicts on what others did: on each breaking of the glass, and on rows of the audit drawn by lot. */
import type { Connection } from '../../db/client'
import { countReviews, findAuditRow, insertReview, waitingFor } from '../../db/queries/reviews'
import { access, type Caller } from '../domain/access'
import { cleanReason, reasonProblem } from '../domain/case-reason'
import { appendAudit } from './audit'
import { ServiceError } from './service-error'

export interface VerdictInput {
  /** The row's place in the chain. */
  id: number
  isProper: boolean
  words: string
}

/** Once, by somebody of another unit. Who may not read the audit judges breakings of the glass alone. */
export function writeVerdict({ db }: Connection, caller: Caller, { id, isProper, words }: VerdictInput): Promise<void> {
  return db.transaction(async (tx) => {
    if (reasonProblem(words)) throw new ServiceError('invalid', 'words: say why, in at least ten letters.')
    const row = await findAuditRow(tx, id)
    if (!row || !(access(caller.role, 'audit.read') || row.action === 'glass-broken'))
      throw new ServiceError('not-found', `There is no row ${id} that you may judge.`)
    if (row.personId === caller.personId || row.unit === caller.unit)
      throw new ServiceError('refused', 'Somebody of another unit must judge this.')
    const review = {
      ...{ auditId: id, ofPerson: row.personId, ofUnit: row.unit, action: row.action },
      ...{ isProper, words: cleanReason(words), reviewerId: caller.personId, reviewerUnit: caller.unit },
    }
    if (!(await insertReview(tx, review))) throw new ServiceError('conflict', `Row ${id} has its verdict already.`)
    await appendAudit(tx, caller, {
      action: 'row-reviewed',
      object: `row ${id}`,
      reason: review.words,
      details: { row: id, action: row.action, isProper },
    })
  })
}

/** What waits for the caller's verdict, newest first, and how many there are of each. */
export async function waitingReviews({ db }: Connection, caller: Caller) {
  return { rows: await waitingFor(db, caller), counts: await countReviews(db, caller) }
}
