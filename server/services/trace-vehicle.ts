/** Reads one vehicle's passages under an open case. The audit row is written before the rows leave, in the same transaction. */
import type { Connection, Queryable } from '../../db/client'
import { type PassageRow, type PassageWindow, passagesOfPlate } from '../../db/queries/passages'
import { noteTraced } from '../../db/queries/retention'
import type { Caller } from '../domain/access'
import { normalisePlate } from '../domain/plate'
import { type Leave, type PassageRead, requireLeave } from './approvals'
import { appendAudit, plateMark } from './audit'
import { type CaseRow, requireOpenCase } from './cases'
import { ServiceError } from './service-error'

/** However many agree. */
export const LONGEST_TRACE_DAYS = 366
const MOST_PASSAGES = 10_000
const DAY_MS = 86_400_000

export interface TraceQuery {
  caseId: number
  plate: string
  from: number
  to: number
  leave?: Leave
}

export interface Trace {
  plate: string
  /** The window that was asked for, UTC epoch milliseconds. */
  from: number
  to: number
  passages: PassageRow[]
  /** True when there were more passages than one trace returns. */
  isCut: boolean
}

/** A trace as the read that a second person may have to agree to. */
export function readOf(query: Omit<TraceQuery, 'leave'>): PassageRead {
  if (!(query.to > query.from)) throw new ServiceError('invalid', 'The window must end after it begins.')
  if (query.to - query.from > LONGEST_TRACE_DAYS * DAY_MS)
    throw new ServiceError('invalid', `A trace covers ${LONGEST_TRACE_DAYS} days at most.`)
  const plate = normalisePlate(query.plate).normalised
  if (plate.length < 2) throw new ServiceError('invalid', 'Enter the whole plate.')
  return { kind: 'passages', caseId: query.caseId, from: query.from, to: query.to, plates: [plate] }
}

/**
 * What `find` finds of one vehicle under an open case: let through where one person may not read it alone, kept with the case, and in
 * the audit, with these details beside, before it leaves.
 */
export async function readTraced<Row>(
  tx: Queryable,
  caller: Caller,
  { openCase, leave = {}, ...query }: Omit<TraceQuery, 'caseId'> & { openCase: CaseRow },
  find: (window: PassageWindow) => Promise<Row[]>,
  details: Record<string, unknown> = {},
): Promise<{ plate: string; found: Row[] }> {
  const { plate: given, from, to } = query
  const read = readOf({ caseId: openCase.id, plate: given, from, to })
  const [plate] = read.plates
  await requireLeave(tx, caller, { read, openCase }, leave)
  await noteTraced(tx, openCase.id, plate)
  const found = await find({ plate, from: new Date(from), to: new Date(to) })
  await appendAudit(tx, caller, {
    action: 'passages-read',
    object: plateMark(plate),
    caseId: openCase.id,
    reason: openCase.reason,
    details: { from, to, passages: found.length, ...details },
  })
  return { plate, found }
}

export async function traceVehicle({ db }: Connection, caller: Caller, query: TraceQuery): Promise<Trace> {
  const { from, to } = readOf(query)
  return db.transaction(async (tx) => {
    const openCase = await requireOpenCase(tx, caller, query.caseId)
    const { plate, found } = await readTraced(tx, caller, { ...query, openCase }, (window) =>
      passagesOfPlate(tx, caller, window, MOST_PASSAGES + 1),
    )
    return { plate, from, to, passages: found.slice(0, MOST_PASSAGES), isCut: found.length > MOST_PASSAGES }
  })
}
