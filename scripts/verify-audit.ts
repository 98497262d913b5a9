/** Verifies an exported audit offline: npm run verify-audit -- EXPORT.ndjson PUBLIC-KEY.pem. Exits 1 at the first row that is wrong. */
import { createPublicKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { readAuditExport, verifyAudit } from '../server/services/verify-audit'

const [exportFile, keyFile] = process.argv.slice(2)
if (!exportFile || !keyFile) throw new RangeError('Say which export and which public key: EXPORT.ndjson PUBLIC-KEY.pem')
const { rows, checkpoints } = readAuditExport(readFileSync(exportFile, 'utf8'))
const verdict = verifyAudit(rows, checkpoints, createPublicKey(readFileSync(keyFile)))
if (verdict.fault) {
  console.error(`Row ${verdict.fault.row}: ${verdict.fault.what}.`)
  process.exitCode = 1
} else
  console.log(
    `Whole: ${verdict.rows} rows, ${verdict.checkpoints} checkpoints, ${verdict.unsigned} rows since the last one.`,
  )
