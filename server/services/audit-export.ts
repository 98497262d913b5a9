/** What leaves the audit: the whole of it as lines, and whether it is what was signed. */
import type { Connection } from '../../db/client'
import type { Caller } from '../domain/access'
import { appendAudit } from './audit'
import { allLines, auditPublicKey, checkpointAudit, readCheckpoints } from './audit-checkpoints'
import { type AuditVerdict, type ExportedRow, verifyAudit } from './verify-audit'

/** Lines of JSON: what it is, its rows, and the checkpoints. The export itself is its last row. */
export async function* exportAudit(connection: Connection): AsyncGenerator<string> {
  await checkpointAudit(connection)
  yield `${JSON.stringify({ format: 'sightline-audit', version: 1 })}\n`
  for await (const row of allLines(connection)) yield `${JSON.stringify(row)}\n`
  for (const checkpoint of readCheckpoints()) yield `${JSON.stringify({ checkpoint })}\n`
}

/** Notes the export before its first line leaves. */
export async function auditExportStream(connection: Connection, caller: Caller): Promise<ReadableStream<Uint8Array>> {
  await connection.db.transaction((tx) => appendAudit(tx, caller, { action: 'audit-exported', object: 'audit' }))
  const lines = exportAudit(connection)
  const encoder = new TextEncoder()
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await lines.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    cancel: () => void lines.return(undefined),
  })
}

/** Whether the audit in the database is what was signed outside it, and the key to verify an export with. */
export async function auditSeal(
  connection: Connection,
): Promise<AuditVerdict & { signedAt: number | null; publicKey: string }> {
  const rows: ExportedRow[] = []
  for await (const row of allLines(connection)) rows.push(row)
  const checkpoints = readCheckpoints()
  const key = auditPublicKey()
  const last = checkpoints.at(-1)
  return {
    ...verifyAudit(rows, checkpoints, key),
    signedAt: last ? Date.parse(last.at) : null,
    publicKey: key.export({ type: 'spki', format: 'pem' }).toString(),
  }
}
