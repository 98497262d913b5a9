/** How cameras were in a window of the past, against their rows one by one. */
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cameras, jurisdictions } from '../../db/schema'
import type { Caller } from '../domain/access'
import type { CameraState } from '../domain/camera'
import { stateAt } from '../domain/camera-past'
import { cameraRecord, TWO_DISTRICTS } from '../testing/fixtures'
import { addCaller, openTestCity, stopTestDatabase, type TestCity } from '../testing/test-city'
import { cameraPastsFor } from './camera-pasts'
import { runImport } from './import-run'

const HOUR_MS = 3_600_000
const START = Date.UTC(2026, 0, 1)
const at = (hour: number) => START + hour * HOUR_MS
const HISTORY: [hour: number, state: CameraState][] = [
  [1, 'working'],
  [2, 'offline'],
  [5, 'working'],
  [5, 'fault'],
  [9, 'working'],
]

let city: TestCity
let officer: Caller
let westOfficer: Caller
const ids = new Map<string, number>()

beforeAll(async () => {
  city = await openTestCity()
  await runImport(
    city.connection,
    { kind: 'demo', fileName: 'test', sha256: '', attribution: null },
    {
      jurisdictions: TWO_DISTRICTS,
      cameras: [
        cameraRecord('west', { lng: 126.195, readsPlates: true }),
        cameraRecord('east', { lng: 126.205, kind: 'dome', bearing: null }),
      ],
      cameraStates: HISTORY.map(([hour, state]) => ({ cameraCode: 'west', state, at: at(hour) })),
    },
    [],
  )
  for (const { id, code } of await city.connection.db.select().from(cameras)) ids.set(code, id)
  const [west] = await city.connection.db.select().from(jurisdictions).where(eq(jurisdictions.code, 'west'))
  officer = await addCaller(city.connection, 'officer')
  westOfficer = await addCaller(city.connection, 'officer', { unit: 'west', scope: [west.id] })
})
afterAll(async () => {
  await city.close()
  await stopTestDatabase()
})

const ask = (caller: Caller, from: number, to: number, codes = ['west', 'east']) =>
  cameraPastsFor(city.connection, caller, { ids: codes.map((code) => ids.get(code) ?? 999_999), from, to })

describe('cameras in the past', () => {
  it('had at every hour of the window the state that was said last before', async () => {
    for (const [from, to] of [
      [0, 12],
      [3, 6],
      [5, 8],
      [20, 24],
    ]) {
      const [west] = await ask(officer, at(from), at(to))
      for (let hour = from + 0.5; hour < to; hour++)
        expect(stateAt(west, at(hour)), `hour ${hour} of ${from} … ${to}`).toBe(
          HISTORY.findLast(([since]) => since <= hour)?.[1] ?? 'unknown',
        )
    }
  })

  it('come with no more changes than the window holds and the one before it', async () => {
    const [west] = await ask(officer, at(3), at(9))
    expect(west).toMatchObject({ from: [2, 5, 5].map(at), state: ['offline', 'working', 'fault'] })
  })

  it('come as they are drawn, also when nobody ever said a state', async () => {
    const [west, east] = await ask(officer, at(0), at(1), ['east', 'west'])
    expect(west).toMatchObject({ id: ids.get('west'), kind: 'fixed', bearing: 90, readsPlates: true, lng: 126.195 })
    expect(east).toMatchObject({ kind: 'dome', bearing: null, readsPlates: false, from: [], state: [] })
  })

  it('are only those in the caller’s jurisdictions', async () => {
    expect((await ask(westOfficer, at(0), at(1))).map(({ id }) => id)).toEqual([ids.get('west')])
    expect(await ask(officer, at(0), at(1), ['none'])).toEqual([])
    expect(await ask(officer, at(0), at(1), [])).toEqual([])
  })

  it('are refused of a window that ends before it begins or is too long', async () => {
    await expect(ask(officer, at(1), at(1))).rejects.toThrow('must end after it begins')
    await expect(ask(officer, at(0), at(24 * 368))).rejects.toThrow('367 days later at most')
  })
})
