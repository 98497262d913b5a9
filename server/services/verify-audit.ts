/** Whether an exported audit is whole: needs the export and the public key, and neither the app nor its database. */
import { createHash, type KeyObject, verify } from 'node:crypto'

/** What was true at an instant, signed outside the database: that many rows, and the hash of the last of them. */
export interface Checkpoint {
  size: number
  hash: string
  /** ISO 8601. */
  at: string
  /** Ed25519 over `checkpointText`, base64. */
  signature: string
}

export interface ExportedRow {
  id: number
  /** As it was hashed: a JSON array. */
  text: string
  hash: string
}

export interface AuditFault {
  /** Place in the chain of the first row that is wrong, 1 for the first row. */
  row: number
  what:
    | 'changed'
    | 'missing'
    | 'out of order'
    | 'not the row that was signed'
    | 'missing since it was signed'
    | 'unsigned checkpoint'
    | 'no checkpoint'
}

export interface AuditVerdict {
  rows: number
  checkpoints: number
  /** Rows after the last checkpoint, which only the chain holds. */
  unsigned: number
  fault: AuditFault | null
}

export const GENESIS = createHash('sha256').update('sightline audit').digest()

/** C2SP's tlog-checkpoint: origin, size and hash on a line each, and when. */
export const checkpointText = ({ size, hash, at }: Omit<Checkpoint, 'signature'>) =>
  `sightline audit\n${size}\n${hash}\n${at}\n`

/** Rows in the order of the chain, checkpoints in any. The first fault by place; rows are judged before what was signed of them. */
export function verifyAudit(
  rows: Iterable<ExportedRow>,
  checkpoints: readonly Checkpoint[],
  publicKey: KeyObject,
): AuditVerdict {
  const signed = [...checkpoints].sort((a, b) => a.size - b.size)
  const verdict = (rowCount: number, fault: AuditFault | null): AuditVerdict => ({
    rows: rowCount,
    checkpoints: signed.length,
    unsigned: rowCount - (signed.at(-1)?.size ?? 0),
    fault,
  })
  for (const { signature, ...checkpoint } of signed)
    if (!verify(null, Buffer.from(checkpointText(checkpoint)), publicKey, Buffer.from(signature, 'base64')))
      return verdict(0, { row: checkpoint.size, what: 'unsigned checkpoint' })
  let hash: Buffer = GENESIS
  let [count, next] = [0, 0]
  for (const row of rows) {
    const fault = rowFault(row, count + 1, hash)
    if (fault) return verdict(count, fault)
    count++
    hash = Buffer.from(row.hash, 'hex')
    for (; next < signed.length && signed[next].size === count; next++)
      if (signed[next].hash !== row.hash) return verdict(count, { row: count, what: 'not the row that was signed' })
  }
  if (next < signed.length) return verdict(count, { row: count + 1, what: 'missing since it was signed' })
  if (signed.length === 0 && count > 0) return verdict(count, { row: 1, what: 'no checkpoint' })
  return verdict(count, null)
}

function rowFault({ id, text, hash }: ExportedRow, place: number, previous: Buffer): AuditFault | null {
  if (id > place) return { row: place, what: 'missing' }
  if (id < place) return { row: place, what: 'out of order' }
  const expected = createHash('sha256').update(previous).update(text).digest('hex')
  return expected === hash && idIn(text) === place ? null : { row: place, what: 'changed' }
}

function idIn(text: string): unknown {
  try {
    return (JSON.parse(text) as unknown[])[0]
  } catch {
    return null
  }
}

/** What `exportAudit` wrote. Throws RangeError when it is no such file. */
export function readAuditExport(text: string): { rows: ExportedRow[]; checkpoints: Checkpoint[] } {
  const [head, ...lines] = text.split('\n').filter(Boolean)
  if (!head?.includes('"sightline-audit"')) throw new RangeError('This is no export of a Sightline audit.')
  const parsed = lines.map((line) => JSON.parse(line) as ExportedRow | { checkpoint: Checkpoint })
  return {
    rows: parsed.flatMap((line) => ('checkpoint' in line ? [] : [line])),
    checkpoints: parsed.flatMap((line) => ('checkpoint' in line ? [line.checkpoint] : [])),
  }
}
