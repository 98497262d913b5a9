/**
 * npm run import -- osm FILE.osm.pbf [--bbox W,S,E,N] | cameras FILE.csv [--crs WGS84|GCJ02|BD09] | jurisdictions FILE.geojson
 *   | passages FILE.csv | incidents FILE.csv…   [--partial] [--dry-run]
 * Everything in a file is written in one transaction, or nothing: a file with a refused row is refused whole, unless --partial is
 * given. Exit code 1 when a file was refused.
 */
import { existsSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { DatabaseProblem } from '../db/check-server'
import { type Connection, connect } from '../db/client'
import { migrateDatabase } from '../db/migrate'
import { openDatabase } from '../db/open-database'
import { env } from '../server/env'
import { FormatError } from '../server/formats/format-error'
import type { Remark } from '../server/formats/records'
import { afterImport } from '../server/services/after-import'
import { runImport, sha256Of, UnknownCameraError } from '../server/services/import-run'
import { IMPORT_KINDS, type ImportKind, readImport } from '../server/services/read-import'

const REMARKS_SHOWN = 20
const OSM_LICENCE = '© OpenStreetMap contributors, ODbL 1.0'

const USAGE = `npm run import -- ${IMPORT_KINDS.join('|')} FILE… [--bbox W,S,E,N] [--crs WGS84|GCJ02|BD09] [--attribution TEXT] [--partial] [--dry-run]`

function options() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      bbox: { type: 'string' },
      crs: { type: 'string', default: 'WGS84' },
      attribution: { type: 'string' },
      'dry-run': { type: 'boolean' },
      partial: { type: 'boolean' },
    },
  })
  const [kind, ...files] = positionals
  if (!IMPORT_KINDS.includes(kind as ImportKind) || files.length === 0) throw new FormatError(USAGE)
  return { kind: kind as ImportKind, files, ...values }
}

function printRemarks(remarks: readonly Remark[]): void {
  for (const { row, field, value, why, severity } of remarks.slice(0, REMARKS_SHOWN))
    console.log(
      `  ${severity} ${row === null ? 'file' : `row ${row}`}${field ? `, ${field}` : ''}${value ? ` "${value.slice(0, 60)}"` : ''}: ${why}`,
    )
  if (remarks.length > REMARKS_SHOWN) console.log(`  … and ${remarks.length - REMARKS_SHOWN} more remarks`)
}

async function importFile(
  connection: Connection | null,
  file: string,
  { kind, bbox, crs, attribution, partial }: ReturnType<typeof options>,
): Promise<void> {
  if (!existsSync(file)) throw new FormatError(`${file}: there is no such file.`)
  const bytes = readFileSync(file)
  console.log(`${basename(file)}: reading ${(bytes.length / 1e6).toFixed(1)} MB…`)
  const { records, remarks, read } = readImport(kind, bytes, { bbox, crs })
  for (const [name, list] of Object.entries(records)) console.log(`  ${list.length.toLocaleString('en')} ${name}`)
  for (const [name, count] of Object.entries(read)) console.log(`  ${count.toLocaleString('en')} ${name} read`)
  printRemarks(remarks)
  const refused = remarks.filter((remark) => remark.severity === 'error').length
  if (refused > 0 && !partial)
    throw new FormatError(
      `${basename(file)}: ${refused} rows were refused, so nothing was written. Correct them, or write the others with --partial.`,
    )
  if (!connection) return
  const source = {
    kind,
    fileName: basename(file),
    sha256: sha256Of(bytes),
    attribution: attribution ?? (kind === 'osm' ? OSM_LICENCE : null),
  }
  const result = await runImport(
    connection,
    source,
    records,
    remarks,
    (name, done, of) => done < of && process.stdout.isTTY && process.stdout.write(`\r  ${name} ${done}/${of}`),
  )
  const written = Object.entries(result.accepted).map(([name, count]) => `${count.toLocaleString('en')} new ${name}`)
  console.log(`  run ${result.runId}: ${written.join(', ') || 'nothing new'}; ${refused} refused`)
  await afterImport(connection, kind, basename(file), (line) => console.log(`  ${line}`))
}

async function main(): Promise<void> {
  const chosen = options()
  if (chosen['dry-run']) {
    for (const file of chosen.files) await importFile(null, file, chosen)
    console.log('Dry run: nothing was written.')
    return
  }
  const opened = await openDatabase(env)
  const connection = connect(opened.url)
  try {
    await migrateDatabase(connection)
    for (const file of chosen.files) await importFile(connection, file, chosen)
  } finally {
    await connection.close()
    await opened.stop('unused')
  }
}

main().catch((error: Error) => {
  const isExpected = [FormatError, UnknownCameraError, DatabaseProblem].some((expected) => error instanceof expected)
  console.error(isExpected ? error.message : error)
  process.exitCode = 1
})
