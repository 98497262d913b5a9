/** Signed checkpoints of the audit, kept in a file beside the database and not in it: who rewrites the one does not have the other. */
import type { KeyObject } from 'node:crypto'
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Connection } from '../../db/client'
import { auditLines, newestLine } from '../../db/queries/audit'
import { env } from '../env'
import { publicKeyOf, signWith } from './signing-key'
import { type Checkpoint, checkpointText, type ExportedRow } from './verify-audit'

const EVERY_ROWS = 100
const EVERY_MS = 5 * 60_000
const PAGE = 5_000

const folder = () => env.dataFolder
const checkpointFile = () => join(folder(), 'audit-checkpoints.ndjson')
const KEY = 'audit-signing'

export const auditPublicKey = (): KeyObject => publicKeyOf(KEY)

export function readCheckpoints(): Checkpoint[] {
  if (!existsSync(checkpointFile())) return []
  const lines = readFileSync(checkpointFile(), 'utf8').split('\n').filter(Boolean)
  return lines.map((line) => JSON.parse(line) as Checkpoint)
}

/** Signs how long the chain is now, when it grew since the last time. */
export async function checkpointAudit({ db }: Connection): Promise<void> {
  const newest = await newestLine(db)
  const last = readCheckpoints().at(-1)
  // A chain that is shorter than what was signed is not signed again: it is broken.
  if (newest === null || newest.id <= (last?.size ?? 0)) return
  const checkpoint = { size: newest.id, hash: newest.hash, at: new Date().toISOString() }
  const signature = signWith(KEY, Buffer.from(checkpointText(checkpoint))).toString('base64')
  appendFileSync(checkpointFile(), `${JSON.stringify({ ...checkpoint, signature })}\n`, { mode: 0o600, flush: true })
}

/** Signs every few minutes, and sooner when much is read. Returns what ends it. */
export function keepCheckpoints(connection: Connection, pollMs = 10_000): () => void {
  let signedAt = 0
  const check = async () => {
    const newest = await newestLine(connection.db)
    const grown = (newest?.id ?? 0) - (readCheckpoints().at(-1)?.size ?? 0)
    if (grown < EVERY_ROWS && Date.now() - signedAt < EVERY_MS) return
    await checkpointAudit(connection)
    signedAt = Date.now()
  }
  const poll = () => check().catch((error: Error) => console.warn(`audit checkpoint: ${error.message}`))
  poll()
  const timer = setInterval(poll, pollMs)
  return () => clearInterval(timer)
}

/** Every row in the order of the chain. */
export async function* allLines({ db }: Connection): AsyncGenerator<ExportedRow> {
  for (let after = 0; ; ) {
    const page = await auditLines(db, after, PAGE)
    yield* page
    if (page.length < PAGE) return
    after = page[page.length - 1].id
  }
}
