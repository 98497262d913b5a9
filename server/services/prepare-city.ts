/** Makes an empty database usable: the demo city with its accounts, or an empty city with a one-time set-up link. */
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import type { Connection } from '../../db/client'
import { cityContents, ensureSettings } from '../../db/queries/city'
import { jurisdictions, people, setupLinks } from '../../db/schema'
import type { Role } from '../domain/access'
import { hashPassword, hashToken, newToken } from './passwords'
import { refreshCoverage } from './refresh-coverage'
import { seedDemoCity } from './seed-demo-city'

export interface PrepareOptions {
  dataFolder: string
  fill: 'demo' | 'empty'
  /** The demo city's day, `YYYY-MM-DD`; yesterday in its time zone when not given. */
  day?: string
  log: (line: string) => void
}

const SETUP_LINK_VALID_MS = 24 * 3_600_000

/** Two officers: a broad trace of one needs the other, who is of another unit. */
const DEMO_PEOPLE: readonly { username: string; displayName: string; role: Role; unit: string }[] = [
  { username: 'planner', displayName: '林晓 Lin Xiao', role: 'planner', unit: '规划科 Planning' },
  { username: 'officer', displayName: '陈磊 Chen Lei', role: 'officer', unit: '刑侦一队 CID 1' },
  { username: 'officer2', displayName: '孙悦 Sun Yue', role: 'officer', unit: '交警支队 Traffic' },
  { username: 'leader', displayName: '周敏 Zhou Min', role: 'leadership', unit: '指挥中心 Command' },
  { username: 'maintainer', displayName: '王强 Wang Qiang', role: 'maintainer', unit: '运维队 Maintenance' },
  { username: 'auditor', displayName: '赵宁 Zhao Ning', role: 'auditor', unit: '督察室 Inspectorate' },
  { username: 'admin', displayName: '管理员 Administrator', role: 'administrator', unit: '信息中心 IT' },
]

const passwordFile = (dataFolder: string) => join(dataFolder, 'demo-password')

/** The demo password is made once per data folder and kept there, readable by its owner only. */
export function demoPassword(dataFolder: string): string {
  const file = passwordFile(dataFolder)
  if (existsSync(file)) return readFileSync(file, 'utf8').trim()
  mkdirSync(dataFolder, { recursive: true })
  const password = randomBytes(9).toString('base64url')
  writeFileSync(file, `${password}\n`, { mode: 0o600 })
  return password
}

async function addDemoPeople({ db }: Connection, password: string): Promise<void> {
  const [city] = await db.select({ id: jurisdictions.id }).from(jurisdictions).where(eq(jurisdictions.kind, 'city'))
  const passwordHash = await hashPassword(password)
  await db
    .insert(people)
    .values(DEMO_PEOPLE.map((person) => ({ ...person, passwordHash, jurisdictionId: city?.id ?? null })))
}

async function newSetupLink({ db }: Connection): Promise<string> {
  const token = newToken()
  await db.delete(setupLinks)
  await db
    .insert(setupLinks)
    .values({ tokenHash: hashToken(token), expiresAt: new Date(Date.now() + SETUP_LINK_VALID_MS) })
  return token
}

function demoSignIns(dataFolder: string): string {
  const password = existsSync(passwordFile(dataFolder))
    ? `password for all of them: ${demoPassword(dataFolder)}`
    : 'their password is in the data folder that was in use when the demo city was made'
  return [
    `  Sign in to the demo city as (${password})`,
    ...DEMO_PEOPLE.map(({ username, role }) => `    ${username.padEnd(12)} ${role}`),
  ].join('\n')
}

/** Fills an empty database with the demo city, or takes up where an interrupted start left off. Its accounts come last. */
async function makeDemoCity(connection: Connection, { dataFolder, day, log }: PrepareOptions): Promise<void> {
  const { hasCameras } = await cityContents(connection.db)
  if (hasCameras) await refreshCoverage(connection)
  else await seedDemoCity(connection, { day, log })
  await addDemoPeople(connection, demoPassword(dataFolder))
}

/** Returns what to tell the person who started it, given the address. */
export async function prepareCity(
  connection: Connection,
  options: PrepareOptions,
): Promise<(address: string) => string> {
  const { db } = connection
  const { isDemo, isEmpty, hasPeople, hasAdministrator } = await cityContents(db)
  const wasInterrupted = isDemo && !hasPeople
  if (wasInterrupted) options.log('An earlier start was interrupted while it made the demo city; completing it…')
  if (wasInterrupted || (isEmpty && options.fill === 'demo')) {
    await makeDemoCity(connection, options)
    return () => demoSignIns(options.dataFolder)
  }
  await ensureSettings(db)
  if (!hasAdministrator) {
    const token = await newSetupLink(connection)
    return (address) => `  Set up the first administrator, once, within 24 hours:\n    ${address}/set-up?token=${token}`
  }
  return () => (isDemo ? demoSignIns(options.dataFolder) : '')
}
