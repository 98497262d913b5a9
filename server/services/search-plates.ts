/** Plates of which not everything is known, or that may have been misread: a list of leads under an open case, in the audit before it leaves. */
import type { Connection, Queryable } from '../../db/client'
import { type PassageFilters, type ReadPlate, readPlates } from '../../db/queries/plates'
import type { Caller } from '../domain/access'
import { normalisePlate, type PlateCountry, type PlateFormat } from '../domain/plate'
import { plateDistance } from '../domain/plate-likeness'
import { type PlatePattern, platePattern } from '../domain/plate-pattern'
import { type Leave, type PassageRead, requireLeave } from './approvals'
import { appendAudit, plateMark } from './audit'
import { requireOpenCase } from './cases'
import { plateDirectory } from './plate-directory'
import { ServiceError } from './service-error'
import { LONGEST_TRACE_DAYS } from './trace-vehicle'

const DAY_MS = 86_400_000
/** Plates that are looked up in the passages, and those that are shown. */
const MOST_CANDIDATES = 2_000
const MOST_LIKE = 300
const MOST_SHOWN = 100
/** Two characters mixed up, or one wrong and one mixed up. */
const MOST_COST = 1.5
/** With less known, a pattern is the whole city. */
const LEAST_KNOWN = 2
const LEAST_FUZZY = 4

export interface PlateSearch extends PassageFilters {
  caseId: number
  plate: string
  /** `pattern`: `?` and `*` stand for what is not known. `like`: what may have been read for it. */
  by: 'pattern' | 'like'
  from: number
  to: number
  leave?: Leave
}

export interface PlateLead extends Omit<ReadPlate, 'reliabilities'> {
  country: PlateCountry | null
  format: PlateFormat
  /** By likeness: what misreading it takes, 0 for the plate itself. */
  cost: number | null
}

export interface PlateLeads {
  leads: PlateLead[]
  /** More plates fit than were looked at, or more were read than are shown. */
  isCut: boolean
  /** How many plates of the city fit at all, and of how many; as of when. */
  fitting: number
  plates: number
  at: number
}

function patternOf({ plate, by }: Pick<PlateSearch, 'plate' | 'by'>): PlatePattern {
  let pattern: PlatePattern
  try {
    pattern = platePattern(plate)
  } catch {
    throw new ServiceError('invalid', 'Enter a plate of at most 20 characters.')
  }
  if (by === 'pattern' && pattern.known < LEAST_KNOWN)
    throw new ServiceError('invalid', `Enter at least ${LEAST_KNOWN} characters that are known.`)
  if (by === 'like' && (pattern.isWild || pattern.known < LEAST_FUZZY))
    throw new ServiceError('invalid', `Enter the whole plate as it was seen, at least ${LEAST_FUZZY} characters.`)
  return pattern
}

/** A search as the read that a second person may have to agree to: with anything unknown always. */
export function readOfSearch(search: Omit<PlateSearch, 'leave'>): PassageRead {
  const { caseId, from, to, by } = search
  if (!(to > from)) throw new ServiceError('invalid', 'The window must end after it begins.')
  if (to - from > LONGEST_TRACE_DAYS * DAY_MS)
    throw new ServiceError('invalid', `A search covers ${LONGEST_TRACE_DAYS} days at most.`)
  const { text } = patternOf(search)
  // Nobody who agreed to a trace has agreed to a search, nor the other way round.
  return { kind: 'passages', caseId, from, to, plates: [by === 'like' ? `≈${text}` : text] }
}

export async function searchPlates(connection: Connection, caller: Caller, search: PlateSearch): Promise<PlateLeads> {
  const read = readOfSearch(search)
  const pattern = patternOf(search)
  const { index, at } = await plateDirectory(connection)
  return connection.db.transaction(async (tx) => {
    const openCase = await requireOpenCase(tx, caller, search.caseId)
    await requireLeave(tx, caller, { read, openCase }, search.leave ?? {})
    const { found, isCut } =
      search.by === 'like' ? index.like(pattern.text, MOST_COST, MOST_LIKE) : index.matching(pattern, MOST_CANDIDATES)
    const candidates = found.map((one) => (typeof one === 'string' ? one : one.plate))
    const leads = await leadsAmong(tx, caller, search, pattern, candidates)
    const shown = leads.slice(0, MOST_SHOWN)
    await appendAudit(tx, caller, {
      action: 'plates-searched',
      // Whoever asks later whether a plate was searched finds it by each of these.
      object: [...read.plates, ...shown.map(({ plate }) => plate)].map(plateMark).join(', '),
      caseId: openCase.id,
      reason: openCase.reason,
      details: { by: search.by, from: search.from, to: search.to, found: leads.length },
    })
    return {
      leads: shown,
      isCut: isCut || leads.length > shown.length,
      fitting: candidates.length,
      plates: index.size,
      at,
    }
  })
}

async function leadsAmong(
  tx: Queryable,
  caller: Caller,
  search: PlateSearch,
  { text }: PlatePattern,
  candidates: readonly string[],
): Promise<PlateLead[]> {
  if (candidates.length === 0) return []
  const rows = await readPlates(tx, caller, candidates, search, search)
  const leads = rows.map(({ reliabilities, ...row }) => {
    const { country, format } = normalisePlate(row.plate)
    return { ...row, country, format, cost: search.by === 'like' ? leastCost(text, row.plate, reliabilities) : null }
  })
  return search.by === 'like' ? leads.sort((a, b) => a.cost! - b.cost! || b.passages - a.passages) : leads
}

/** By the read in which the device was least sure of what differs. */
const leastCost = (meant: string, plate: string, reliabilities: readonly number[][]) =>
  Math.min(plateDistance(meant, plate), ...reliabilities.map((each) => plateDistance(meant, plate, each)))
