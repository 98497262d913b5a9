/** Every procedure × every role: who has the permission gets an answer, everyone else is refused, nobody signed in gets nothing. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { access, type Caller, PERMISSIONS, type Permission, ROLES } from '../domain/access'
import { appRouter } from '../router'
import { addCaller, openTestCity, stopTestDatabase, type TestCity } from '../testing/test-city'
import { createCaller } from '../trpc'

interface Procedure {
  _def: { meta?: { permission?: Permission }; type: string }
}

const procedures = Object.entries(appRouter._def.procedures as unknown as Record<string, Procedure>)
let city: TestCity
const callers = new Map<string, Caller>()

beforeAll(async () => {
  city = await openTestCity()
  for (const role of ROLES) callers.set(role, await addCaller(city.connection, role))
})
afterAll(async () => {
  await city.close()
  await stopTestDatabase()
})

/** The code the call is refused with; `reached` when it got past the door, whatever it then made of an empty input. */
async function outcome(path: string, caller: Caller | null): Promise<string> {
  const api = createCaller(appRouter)({ connection: city.connection, caller }) as unknown as Record<
    string,
    Record<string, (input: unknown) => Promise<unknown>>
  >
  const [router, name] = path.split('.')
  try {
    await api[router][name]({})
    return 'reached'
  } catch (error) {
    const { code } = error as { code?: string }
    return code === 'UNAUTHORIZED' || code === 'FORBIDDEN' ? code : 'reached'
  }
}

describe('access matrix', () => {
  it('has procedures, and each names a permission', () => {
    expect(procedures.length).toBeGreaterThan(15)
    for (const [path, { _def }] of procedures) expect(PERMISSIONS, path).toContain(_def.meta?.permission)
  })

  it.each(procedures.map(([path, { _def }]) => [path, _def.meta!.permission!] as const))(
    '%s is open to exactly the roles with %s',
    async (path, permission) => {
      expect(await outcome(path, null)).toBe('UNAUTHORIZED')
      for (const role of ROLES)
        expect(await outcome(path, callers.get(role)!), role).toBe(access(role, permission) ? 'reached' : 'FORBIDDEN')
    },
  )

  it('gives leadership nothing that reads a plate, and the administrator no case', () => {
    expect(access('leadership', 'passage.read')).toBe(false)
    expect(access('administrator', 'passage.read')).toBe(false)
    expect(access('nobody' as 'officer', 'map.read')).toBe(false)
  })
})
