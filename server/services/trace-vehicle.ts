/** Reads one vehicle's passages under an open case. The audit row is written before the rows leave, in the same transaction. */
import type { Connection } from '../../db/client'
import { type PassageRow, passagesOfPlate } from '../../db/queries/passages'
import { noteTraced } from '../../db/queries/retention'
import type { Caller } from '../domain/access'
import { normalisePlate } from '../domain/plate'
import { type Leave, type PassageRead, requireLeave } from './approvals'
import { appendAudit, plateMark } from './audit'
import { requireOpenCase } from './cases'
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

export function traceVehicle({ db }: Connection, caller: Caller, query: TraceQuery): Promise<Trace> {
  const read = readOf(query)
  const [plate] = read.plates
  return db.transaction(async (tx) => {
    const openCase = await requireOpenCase(tx, caller, query.caseId)
    await requireLeave(tx, caller, { read, openCase }, query.leave ?? {})
    await noteTraced(tx, openCase.id, plate)
    const window = { plate, from: new Date(query.from), to: new Date(query.to) }
    const passages = await passagesOfPlate(tx, caller, window, MOST_PASSAGES + 1)
    await appendAudit(tx, caller, {
      action: 'passages-read',
      object: plateMark(plate),
      caseId: openCase.id,
      reason: openCase.reason,
      details: { from: query.from, to: query.to, passages: passages.length },
    })
    const { from, to } = read
    return { plate, from, to, passages: passages.slice(0, MOST_PASSAGES), isCut: passages.length > MOST_PASSAGES }
  })
}
