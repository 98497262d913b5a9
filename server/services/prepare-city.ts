/** Makes an empty database usable: the demo city with its accounts, or an empty city with a one-time set-up link. */
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import type { Connection } from '../../db/client'
import { cityContents, ensureSettings } from '../../db/queries/city'
import { jurisdictions, people, setupLinks } from '../../db/schema'
import { ROLES, type Role } from '../domain/access'
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

const DEMO_PEOPLE: Record<Role, { username: string; displayName: string; unit: string; district: number | null }> = {
  planner: { username: 'planner', displayName: '林晓 Lin Xiao', unit: '规划科 Planning', district: null },
  officer: { username: 'officer', displayName: '陈磊 Chen Lei', unit: '刑侦一队 CID 1', district: null },
  leadership: { username: 'leader', displayName: '周敏 Zhou Min', unit: '指挥中心 Command', district: null },
  maintainer: { username: 'maintainer', displayName: '王强 Wang Qiang', unit: '运维队 Maintenance', district: null },
  auditor: { username: 'auditor', displayName: '赵宁 Zhao Ning', unit: '督察室 Inspectorate', district: null },
  administrator: { username: 'admin', displayName: '管理员 Administrator', unit: '信息中心 IT', district: null },
}

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
  await db.insert(people).values(
    ROLES.map((role) => {
      const { username, displayName, unit } = DEMO_PEOPLE[role]
      return { username, displayName, unit, role, passwordHash, jurisdictionId: city?.id ?? null }
    }),
  )
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
    ...ROLES.map((role) => `    ${DEMO_PEOPLE[role].username.padEnd(12)} ${role}`),
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
