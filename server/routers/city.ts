import { cityExtent, readSettings } from '../../db/queries/city'
import { listJurisdictions } from '../../db/queries/jurisdictions'
import { passageSpan } from '../../db/queries/passages'
import { PERMISSIONS_OF } from '../domain/access'
import { retention } from '../services/retention'
import { ServiceError } from '../services/service-error'
import { setCitySettings } from '../services/set-city-settings'
import { allowed, allowedFresh, router } from '../trpc'
import { citySettingsChanges } from './inputs'

export const cityRouter = router({
  /** Who is asking and what this city is: everything the shell needs, in one call. */
  overview: allowed('map.read').query(async ({ ctx: { connection, caller } }) => {
    const settings = await readSettings(connection.db)
    return {
      person: {
        displayName: caller.displayName,
        role: caller.role,
        unit: caller.unit,
        permissions: [...PERMISSIONS_OF[caller.role]],
      },
      name: settings?.name ?? '',
      nameEn: settings?.nameEn ?? '',
      timeZone: settings?.timeZone ?? 'Asia/Shanghai',
      isDemo: settings?.isDemo ?? false,
      densityStandard: settings?.densityStandard ?? '2025',
      targetHeightM: settings?.targetHeightM ?? 1.5,
      attributions: settings?.attributions ?? [],
      extent: await cityExtent(connection.db),
      passageSpan: await passageSpan(connection.db, caller),
    }
  }),
  /** Who must prove what how often, and what is kept how long. */
  rules: allowed('city.edit').query(async ({ ctx: { connection } }) => {
    const settings = await readSettings(connection.db)
    if (!settings) throw new ServiceError('not-found', 'This city has no settings yet.')
    const { secondFactor, stepUpMinutes, passageDays, auditDays, feedsPerCamera, exportsPerDay } = settings
    return { secondFactor, stepUpMinutes, passageDays, auditDays, feedsPerCamera, exportsPerDay }
  }),
  retention: allowed('city.edit').query(({ ctx: { connection } }) => retention(connection.system)),
  setSettings: allowedFresh('city.edit')
    .input(citySettingsChanges)
    .mutation(({ ctx: { connection, caller }, input }) => setCitySettings(connection, caller, input)),
  jurisdictions: allowed('map.read').query(({ ctx: { connection, caller } }) =>
    listJurisdictions(connection.db, caller),
  ),
})
