import { eq } from 'drizzle-orm'
import type { Connection } from '../../db/client'
import { citySettings } from '../../db/schema'
import { generateDemoCity } from '../demo-city/generate-demo-city'
import { runImport } from './import-run'
import { refreshCoverage } from './refresh-coverage'

const DEMO_SEED = 7

const DAY_MS = 86_400_000

/** The last day that is over in a time zone, `YYYY-MM-DD`: a whole day of traffic that has really passed. */
export const yesterdayIn = (timeZone: string, now = Date.now()) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone }).format(now - DAY_MS)

const USUAL_DAYS = 90

/** A day that lies far back is kept as long again as is usual, or its traffic would be purged at once. */
const keptDays = (day: string) => {
  const age = Math.ceil((Date.now() - Date.parse(day)) / DAY_MS)
  return age < USUAL_DAYS ? USUAL_DAYS : age + USUAL_DAYS
}

/** Fills an empty database with the fictional city, dated to the given day or yesterday, and computes what its cameras see. */
export async function seedDemoCity(
  connection: Connection,
  { day, log }: { day?: string; log: (line: string) => void },
): Promise<void> {
  const date = day ?? yesterdayIn('Asia/Shanghai')
  log(`Generating the demo city for ${date}…`)
  const city = generateDemoCity({ seed: DEMO_SEED, day: date })
  const settings = { name: city.name, nameEn: city.nameEn, isDemo: true, passageDays: keptDays(date) }
  await connection.db
    .insert(citySettings)
    .values(settings)
    .onConflictDoUpdate({ target: citySettings.id, set: settings })
  try {
    const { accepted } = await runImport(
      connection,
      { kind: 'demo', fileName: `demo city, seed ${DEMO_SEED}, ${date}`, sha256: '', attribution: null },
      city,
      [],
      (kind, done, of) => done === of && log(`  ${of.toLocaleString('en')} ${kind}`),
    )
    log(
      `Demo city written: ${Object.values(accepted)
        .reduce((sum, n) => sum + n, 0)
        .toLocaleString('en')} rows.`,
    )
  } catch (error) {
    await connection.db.delete(citySettings).where(eq(citySettings.id, 1))
    throw error
  }
  await refreshCoverage(connection, {
    onProgress: ({ step, done, total }) => {
      if (done === total) log(`  ${total.toLocaleString('en')} ${step === 'tiles' ? 'rows of tiles' : step} computed`)
    },
  })
}
