/** Takes passages from a source: what is good is stored in one transaction before anything is answered, the rest is named. */
import type { Connection } from '../../db/client'
import {
  countNewPassages,
  ensurePassageDays,
  forgetPassageDays,
  type IncomingPassage,
  storePassages,
} from '../../db/queries/passage-ingest'
import { type PassageSourceRow, passagesKeptFrom, sourceCameras } from '../../db/queries/passage-sources'
import { normalisePlate } from '../domain/plate'
import { cleanText } from '../formats/clean-text'
import type { ParsedPassages } from '../formats/passage-fields'
import type { PassageRecord, Remark } from '../formats/records'
import { refusal } from '../formats/remarks'

/** A clock may be ahead, or of another zone; beyond this a read is dated to a day that has not come. */
const MOST_AHEAD_MS = 24 * 3_600_000

export interface Ingested {
  /** What came: accepted + duplicates + refused. */
  read: number
  accepted: number
  duplicates: number
  refused: number
  /** Each refused row, with its field, its value and why. */
  remarks: Remark[]
  /** What is never taken, such as pictures of people: counted and forgotten. */
  dropped: Record<string, number>
}

export interface IncomingPassages extends ParsedPassages {
  /** By record: another code that its camera may go by; '' for none. */
  tollgates?: readonly string[]
}

const isRefusal = ({ severity }: Remark) => severity === 'error'

/** Throws DatabaseAway when it could not be stored: the sender keeps it and sends it again, which stores nothing twice. */
export async function ingestPassages(
  connection: Connection,
  source: PassageSourceRow,
  incoming: IncomingPassages,
): Promise<Ingested> {
  const { system } = connection
  const { passages, remarks } = await sortOut(system, source, incoming)
  const refused = remarks.length
  const dropped = Object.values(incoming.dropped).reduce((sum, count) => sum + count, 0)
  const first = remarks[0]
  const problem = first ? cleanText(`${first.field ?? 'row'} "${first.value}": ${first.why}`, 300) : null
  const accepted = await stored(system, passages, { sourceId: source.id, refused, dropped, problem })
  return outcome(incoming, { passages, remarks, accepted })
}

/** What `ingestPassages` would say of the same batch now. Nothing of it is stored, nor that it came. */
export async function tryPassages(
  { system }: Connection,
  source: PassageSourceRow,
  incoming: IncomingPassages,
): Promise<Ingested> {
  const sorted = await sortOut(system, source, incoming)
  return outcome(incoming, { ...sorted, accepted: await countNewPassages(system, sorted.passages) })
}

interface Sorted {
  passages: IncomingPassage[]
  remarks: Remark[]
}

const outcome = (
  { read, dropped }: IncomingPassages,
  { passages, remarks, accepted }: Sorted & { accepted: number },
): Ingested => ({
  ...{ read, accepted, duplicates: passages.length - accepted },
  ...{ refused: remarks.length, remarks, dropped },
})

async function sortOut(
  { db }: Connection,
  source: PassageSourceRow,
  { records, rows, remarks, tollgates }: IncomingPassages,
): Promise<Sorted> {
  const refusals = remarks.filter(isRefusal)
  if (records.length === 0) return { passages: [], remarks: refusals }
  const codes = new Set([...records.map(({ cameraCode }) => cameraCode), ...(tollgates ?? [])])
  const cameras = await sourceCameras(db, source, [...codes])
  const keptFrom = await passagesKeptFrom(db)
  const latest = Date.now() + MOST_AHEAD_MS
  const passages: IncomingPassage[] = []
  for (const [index, record] of records.entries()) {
    const cameraId = cameras.get(record.cameraCode) ?? cameras.get(tollgates?.[index] ?? '')
    const problem = problemOf(record, cameraId, keptFrom, latest)
    if (problem) refusals.push(refusal(rows[index], ...problem))
    else passages.push(incomingOf(record, cameraId!))
  }
  return { passages, remarks: refusals.sort((a, b) => (a.row ?? 0) - (b.row ?? 0)) }
}

function problemOf(
  { cameraCode, at }: PassageRecord,
  cameraId: number | undefined,
  keptFrom: number,
  latest: number,
): [field: string, value: string, why: string] | null {
  const time = new Date(at).toISOString()
  if (cameraId === undefined) return ['camera_code', cameraCode, 'this source has no such camera in this city']
  if (at > latest) return ['time', time, 'the time lies more than a day ahead: the clock of the camera is wrong']
  if (at < keptFrom) return ['time', time, 'the read is older than this city keeps any']
  return null
}

const incomingOf = (record: PassageRecord, cameraId: number): IncomingPassage => ({
  ...record,
  rawPlate: record.plate,
  plate: normalisePlate(record.plate).normalised,
  cameraId,
})

const MOST_TRIES = 4
/** A deadlock, a snapshot that was overtaken, or a day that was purged meanwhile: the same batch goes through the next time. */
const WORTH_ANOTHER_TRY = new Set(['40P01', '40001', '23514', '42P01'])

async function stored(
  connection: Connection,
  passages: readonly IncomingPassage[],
  note: Parameters<typeof storePassages>[2],
): Promise<number> {
  for (let tries = 1; ; tries++) {
    await ensurePassageDays(
      connection,
      passages.map(({ at }) => at),
    )
    try {
      return await storePassages(connection, passages, note)
    } catch (error) {
      if (tries === MOST_TRIES || !WORTH_ANOTHER_TRY.has((error as { code?: string }).code ?? '')) throw error
      forgetPassageDays(connection)
    }
  }
}
