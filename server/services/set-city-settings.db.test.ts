import { desc } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSettings } from '../../db/queries/city'
import { audit } from '../../db/schema'
import type { Caller } from '../domain/access'
import { appRouter } from '../router'
import { addCaller, openTestCity, stopTestDatabase, type TestCity } from '../testing/test-city'
import { createCaller } from '../trpc'
import { storeCitySettings } from './set-city-settings'

let city: TestCity
let administrator: Caller

beforeAll(async () => {
  city = await openTestCity()
  administrator = await addCaller(city.connection, 'administrator')
})
afterAll(async () => {
  await city.close()
  await stopTestDatabase()
})

const newestAudit = async () => (await city.connection.db.select().from(audit).orderBy(desc(audit.id)).limit(1))[0]

describe('the settings of the city', () => {
  it('change together with their audit row, which says from what to what', async () => {
    const changes = { densityStandard: '2015' as const, targetHeightM: 0.5 }
    expect(await storeCitySettings(city.connection, administrator, changes)).toEqual({ isViewshedChange: true })
    expect(await readSettings(city.connection.db)).toMatchObject(changes)
    expect(await newestAudit()).toMatchObject({
      action: 'city-edited',
      personId: administrator.personId,
      details: { densityStandard: { from: '2025', to: '2015' }, targetHeightM: { from: 1.5, to: 0.5 } },
    })
  })

  it('leave viewsheds alone when only the clock changes, and everything when nothing does', async () => {
    const zone = { timeZone: 'Asia/Urumqi' }
    expect(await storeCitySettings(city.connection, administrator, zone)).toEqual({ isViewshedChange: false })
    const { id } = await newestAudit()
    expect(await storeCitySettings(city.connection, administrator, zone)).toEqual({ isViewshedChange: false })
    expect((await newestAudit()).id).toBe(id)
  })

  it('refuse what is no standard, no height and no zone', async () => {
    const api = createCaller(appRouter)({
      connection: city.connection,
      caller: { ...administrator, session: { id: 1, isFresh: true, mustEnrol: false } },
    })
    for (const timeZone of ['Asia/Atlantis', '+08:00', ''])
      await expect(api.city.setSettings({ timeZone })).rejects.toThrow('Expected a time zone')
    await expect(api.city.setSettings({ targetHeightM: 4 })).rejects.toThrow()
    await expect(api.city.setSettings({ densityStandard: '2014' as '2015' })).rejects.toThrow()
    expect((await api.city.overview()).targetHeightM).toBe(0.5)
  })
})
