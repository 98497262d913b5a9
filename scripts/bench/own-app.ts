/** A city of a benchmark's own: filled on a scratch server, shown by the real app in Chromium, and taken away afterwards. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from 'playwright-core'
import { type Connection, connect } from '../../db/client'
import { migrateDatabase } from '../../db/migrate'
import { citySettings, people } from '../../db/schema'
import type { Role } from '../../server/domain/access'
import { hashPassword } from '../../server/services/passwords'
import { CHROMIUM_FLAGS, CHROMIUM_PATH } from '../lib/chromium'
import { startScratchPostgres } from '../lib/scratch-postgres.mjs'
import { interrupt, type OwnCity, startOwnCity } from '../testing/own-city'
import { signIn } from '../testing/sign-in'

const PASSWORD = 'only for measuring'
export const UNIT = 'bench'

/** The city's settings, and the one person who looks at it, named for their role; their number. */
export async function addCityAndPerson({ db }: Connection, role: Role): Promise<number> {
  await db.insert(citySettings).values({ name: '大城', nameEn: 'Large City' })
  const passwordHash = await hashPassword(PASSWORD)
  const [{ id }] = await db
    .insert(people)
    .values({ username: role, displayName: role, unit: UNIT, role, passwordHash })
    .returning({ id: people.id })
  return id
}

/** A browser's profile, signed in as the person of this role. */
export async function contextOf(
  browser: Browser,
  address: string,
  role: Role,
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options })
  await signIn(context, address, { username: role, password: PASSWORD })
  return context
}

/** Runs `look` while the app shows what `fill` put into its database; ends everything, however that goes. */
export async function inOwnApp<T>(
  name: string,
  fill: (connection: Connection) => Promise<void>,
  look: (browser: Browser, address: string) => Promise<T>,
): Promise<T> {
  const postgres = startScratchPostgres()
  const dataFolder = mkdtempSync(join(tmpdir(), `sightline-${name}-`))
  let app: OwnCity | undefined
  let browser: Browser | undefined
  try {
    const connection = connect(postgres.url)
    await migrateDatabase(connection)
    await fill(connection)
    await connection.close()
    app = await startOwnCity(['--empty'], dataFolder, postgres.url)
    browser = await chromium.launch({ executablePath: CHROMIUM_PATH, args: CHROMIUM_FLAGS })
    return await look(browser, app.address)
  } finally {
    await browser?.close()
    if (app) await interrupt(app)
    postgres.stop()
    rmSync(dataFolder, { recursive: true, force: true })
  }
}
