/** Broad reads: they wait for a second person of another unit, or break the glass and are loud about it. */
import { createHash } from 'node:crypto'
import type { Connection, Queryable } from '../../db/client'
import { forWholeCity } from '../../db/guarded-pool'
import {
  brokenSince,
  decide,
  insertApproval,
  ownRequests,
  readReadLimits,
  requestsToDecide,
  spend,
  whoDecided,
} from '../../db/queries/approvals'
import type { Caller } from '../domain/access'
import { cleanReason, reasonProblem } from '../domain/case-reason'
import { type Breadth, breadthOf, type ReadExtent } from '../domain/read-breadth'
import { appendAudit, plateMark } from './audit'
import { type CaseRow, requireOpenCase } from './cases'
import { ServiceError } from './service-error'

const VALID_MS = 24 * 3_600_000
const DAY_MS = 86_400_000
/** More often in a day is no emergency. */
const MOST_BROKEN_A_DAY = 3

/** A read of passages as it will be run: plates normalised, instants exact. */
export interface PassageRead extends ReadExtent {
  kind: 'passages'
  caseId: number
}

/** One camera's recording, unmasked, as it will be made. UTC epoch milliseconds. */
export interface ExportRead {
  kind: 'export'
  caseId: number
  cameraId: number
  from: number
  to: number
  /** For whoever decides, who may not see the camera: its code and name. */
  camera: string
}

export type GuardedRead = PassageRead | ExportRead
/** Which limits a read goes beyond; an unmasked export always does. */
export type Beyond = Breadth | 'unmasked'

/** How a broad read is let through. */
export interface Leave {
  approvalId?: number
  /** Why it cannot wait. */
  breakGlass?: string
}

/** What one query differs by from all others; queries of two kinds never have the same. */
const identityOf = (read: GuardedRead) =>
  read.kind === 'export'
    ? ['export', read.caseId, read.cameraId, read.from, read.to]
    : [read.caseId, read.from, read.to, [...read.plates].sort(), read.cameras ?? 0, read.areaKm2 ?? 0]

/** The same for the same query of the same person, and for no other. */
const queryHash = (caller: Caller, read: GuardedRead): string =>
  createHash('sha256')
    .update(JSON.stringify([caller.personId, ...identityOf(read)]))
    .digest('hex')

const beyondOf = async (db: Queryable, read: GuardedRead): Promise<Beyond[]> =>
  read.kind === 'export' ? ['unmasked'] : breadthOf(read, await readReadLimits(db))

/** Throws unless one person may read this, or it was let through; in the transaction of the read, under its open case. */
export async function requireLeave(
  tx: Queryable,
  caller: Caller,
  { read, openCase }: { read: PassageRead; openCase: CaseRow },
  leave: Leave,
): Promise<void> {
  const beyond = await beyondOf(tx, read)
  if (beyond.length === 0) return
  if (leave.approvalId !== undefined && (await spend(tx, caller, leave.approvalId, queryHash(caller, read)))) return
  if (leave.breakGlass !== undefined) return breakGlass(tx, caller, { read, beyond, openCase }, leave.breakGlass)
  throw new ServiceError(
    'needs-approval',
    `This goes beyond what one person may read (${beyond.join(', ')}): a second person of another unit must agree to exactly this.`,
  )
}

/** Spends the approval of an unmasked export, and says who gave it. There is no glass to break: a masked one is at hand at once. */
export async function requireApprovedExport(
  tx: Queryable,
  caller: Caller,
  read: ExportRead,
  approvalId: number,
): Promise<string> {
  if (!(await spend(tx, caller, approvalId, queryHash(caller, read))))
    throw new ServiceError(
      'needs-approval',
      'Nobody of another unit has agreed to exactly this export, or it was used.',
    )
  return forWholeCity(tx, () => whoDecided(tx, approvalId))
}

interface Asked {
  read: GuardedRead
  beyond: Beyond[]
  openCase: CaseRow
}

async function breakGlass(tx: Queryable, caller: Caller, asked: Asked, why: string): Promise<void> {
  if (reasonProblem(why)) throw new ServiceError('invalid', 'reason: say why this cannot wait for a second person.')
  const broken = await brokenSince(tx, caller.personId, new Date(Date.now() - DAY_MS))
  if (broken >= MOST_BROKEN_A_DAY)
    throw new ServiceError('refused', `The glass was broken ${broken} times in a day: a second person must agree now.`)
  const reason = cleanReason(why)
  await insertApproval(tx, { ...requestOf(caller, asked), breakGlassReason: reason, usedAt: new Date() })
  await appendAudit(tx, caller, {
    action: 'glass-broken',
    ...auditOf(asked.read),
    reason,
    details: { beyond: asked.beyond, caseNumber: asked.openCase.number, from: asked.read.from, to: asked.read.to },
  })
}

export function requestApproval({ db }: Connection, caller: Caller, read: GuardedRead): Promise<{ id: number }> {
  return db.transaction(async (tx) => {
    const openCase = await requireOpenCase(tx, caller, read.caseId)
    const beyond = await beyondOf(tx, read)
    if (beyond.length === 0) throw new ServiceError('invalid', 'One person may read this; nobody needs to agree.')
    const { id } = await insertApproval(tx, requestOf(caller, { read, beyond, openCase }))
    await appendAudit(tx, caller, {
      action: 'approval-requested',
      ...auditOf(read),
      reason: openCase.reason,
      details: { approval: id, beyond },
    })
    return { id }
  })
}

export function decideApproval({ db }: Connection, caller: Caller, id: number, isApproved: boolean): Promise<void> {
  return db.transaction(async (tx) => {
    const row = await decide(tx, caller, id, isApproved)
    if (!row)
      throw new ServiceError('refused', 'There is no such request that waits for a second person of another unit.')
    await appendAudit(tx, caller, {
      action: isApproved ? 'approval-given' : 'approval-refused',
      object: `approval ${id}`,
      caseId: row.caseId,
      details: { requestedBy: row.requestedBy, beyond: row.beyond },
    })
  })
}

export async function listApprovals({ db }: Connection, caller: Caller) {
  const [own, toDecide] = [await ownRequests(db, caller), await requestsToDecide(db, caller)]
  const described = ({ row, name }: (typeof own)[number]) => ({
    id: row.id,
    ...row.about,
    // Rows from before there were exports name no kind.
    read: { kind: 'passages', ...row.query } as unknown as GuardedRead,
    beyond: row.beyond as Beyond[],
    state:
      row.isApproved === null ? ('waiting' as const) : row.isApproved ? ('approved' as const) : ('refused' as const),
    requestedBy: name,
    unit: row.requesterUnit,
    requestedAt: row.requestedAt.getTime(),
    expiresAt: row.expiresAt.getTime(),
  })
  return { own: own.map(described), toDecide: toDecide.map(described) }
}

const requestOf = (caller: Caller, { read, beyond, openCase: { number, offenceClass, reason } }: Asked) => ({
  queryHash: queryHash(caller, read),
  query: { ...read },
  about: { caseNumber: number, offenceClass, reason },
  beyond,
  caseId: read.caseId,
  requestedBy: caller.personId,
  requesterUnit: caller.unit,
  expiresAt: new Date(Date.now() + VALID_MS),
})

const auditOf = (read: GuardedRead) => ({
  object: read.kind === 'export' ? read.camera : read.plates.map(plateMark).join(', '),
  caseId: read.caseId,
})
