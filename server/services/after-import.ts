/** What must follow an import so that everything stored fits together again. */
import { count } from 'drizzle-orm'
import type { Connection } from '../../db/client'
import { ensureSettings, UNNAMED_CITY } from '../../db/queries/city'
import { assignJurisdictions, createCityFromExtent, nameCityAfterJurisdiction } from '../../db/queries/jurisdictions'
import { jurisdictions } from '../../db/schema'
import type { ImportKind } from './read-import'
import { refreshCoverage } from './refresh-coverage'

export async function afterImport(
  connection: Connection,
  kind: ImportKind,
  fileName: string,
  log: (line: string) => void,
): Promise<void> {
  const { db } = connection
  await ensureSettings(db)
  if (kind === 'passages' || kind === 'incidents') return
  const [{ known }] = await db.select({ known: count() }).from(jurisdictions)
  if (known === 0 && kind === 'osm') {
    await createCityFromExtent(db, fileName)
    log(
      'no jurisdictions yet: made one for the whole extract; import your own with "npm run import -- jurisdictions FILE.geojson"',
    )
  }
  await db.transaction(async (tx) => {
    if (kind === 'jurisdictions') await nameCityAfterJurisdiction(tx, UNNAMED_CITY.nameEn)
    await assignJurisdictions(tx)
  })
  await refreshCoverage(connection, {
    onProgress: ({ step, done, total }) => {
      if (process.stdout.isTTY) process.stdout.write(`\r  ${step} ${done}/${total}   `)
      if (done === total && total > 0)
        log(`${done.toLocaleString('en')} ${step === 'tiles' ? 'rows of tiles' : step} up to date`)
    },
  })
}
