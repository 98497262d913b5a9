/** The one way a row gets into the audit: in the transaction of the read it covers, before its rows are sent. */
import { createHmac, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Queryable } from '../../db/client'
import { appendRow } from '../../db/queries/audit'
import type { Caller, Role } from '../domain/access'
import type { AuditAction } from '../domain/audit-actions'
import { env } from '../env'
import { ServiceError } from './service-error'

export interface AuditEntry {
  action: AuditAction
  object: string
  caseId?: number
  reason?: string
  details?: Record<string, unknown>
}

/** Who did it: a person, or Sightline itself. */
export type Actor = Pick<Caller, 'personId' | 'displayName' | 'unit'> & { role: Role | 'system' }

export async function appendAudit(tx: Queryable, caller: Actor, entry: AuditEntry): Promise<void> {
  const { personId, displayName, role, unit } = caller
  const { action, object, caseId = null, reason = null, details = {} } = entry
  try {
    await appendRow(tx, { personId, personName: displayName, role, unit, action, object, caseId, reason, details })
  } catch (error) {
    throw new ServiceError('unavailable', 'The audit cannot be written, so nothing is shown. Try again in a moment.', {
      cause: error,
    })
  }
}

let digestKey: Buffer | null = null

function plateKey(): Buffer {
  if (digestKey) return digestKey
  const file = join(env.dataFolder, 'keys', 'plate-digest.key')
  if (!existsSync(file)) {
    mkdirSync(join(env.dataFolder, 'keys'), { recursive: true, mode: 0o700 })
    writeFileSync(file, randomBytes(32), { mode: 0o600 })
  }
  digestKey = readFileSync(file)
  return digestKey
}

/** How a plate stands in the audit: a keyed digest that only a test of one plate can match, and its last two characters. */
export const plateMark = (plate: string) =>
  `${createHmac('sha256', plateKey()).update(plate).digest('hex').slice(0, 32)} …${plate.slice(-2)}`
