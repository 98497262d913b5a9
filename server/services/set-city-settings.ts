/** The settings that hold everywhere in the city. What viewsheds rest on is computed anew after a change of it. */
import type { Connection } from '../../db/client'
import { ensureSettings, readSettings } from '../../db/queries/city'
import { citySettings } from '../../db/schema'
import type { Caller } from '../domain/access'
import { appendAudit } from './audit'
import { recomputeCoverage } from './coverage-runs'
import { purgeInBackground } from './purge'

export type CitySettings = Pick<
  typeof citySettings.$inferSelect,
  | 'densityStandard'
  | 'targetHeightM'
  | 'timeZone'
  | 'secondFactor'
  | 'stepUpMinutes'
  | 'passageDays'
  | 'auditDays'
  | 'feedsPerCamera'
  | 'exportsPerDay'
>

/** What viewsheds are computed from. */
const OF_VIEWSHEDS: (keyof CitySettings)[] = ['densityStandard', 'targetHeightM']

/** Stores the changes and their audit row together; says whether viewsheds now rest on something else. */
export function storeCitySettings(
  { db }: Connection,
  caller: Caller,
  changes: Partial<CitySettings>,
): Promise<{ isViewshedChange: boolean }> {
  return db.transaction(async (tx) => {
    await ensureSettings(tx)
    const before = (await readSettings(tx))!
    const keys = (Object.keys(changes) as (keyof CitySettings)[]).filter((key) => changes[key] !== before[key])
    if (keys.length === 0) return { isViewshedChange: false }
    await tx.update(citySettings).set(changes)
    const details = Object.fromEntries(keys.map((key) => [key, { from: before[key], to: changes[key] }]))
    await appendAudit(tx, caller, { action: 'city-edited', object: before.name, details })
    return { isViewshedChange: keys.some((key) => OF_VIEWSHEDS.includes(key)) }
  })
}

/** Stores the changes; what follows does so in the background: older passages go, coverage is counted anew, and every viewshed that is done holds from then on. */
export async function setCitySettings(connection: Connection, caller: Caller, changes: Partial<CitySettings>) {
  const stored = await storeCitySettings(connection, caller, changes)
  if (changes.passageDays !== undefined) purgeInBackground(connection)
  if (stored.isViewshedChange) recomputeCoverage(connection, { personId: caller.personId })
  return stored
}
