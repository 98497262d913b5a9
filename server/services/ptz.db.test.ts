/** Turning cameras of the embedded media server, a process of its own: locks, the audit, and the live cone that follows. */
import { eq, sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { asSystem, type Connection, onBehalfOf } from '../../db/client'
import { audit, cameras, jurisdictions, ptzLocks } from '../../db/schema'
import type { Caller } from '../domain/access'
import { embeddedGateway } from '../media/embedded-gateway'
import { endMediaServer, type MediaServerProcess, startMediaServer } from '../media/testing/media-server'
import { cameraRecord, PLAIN, TWO_DISTRICTS } from '../testing/fixtures'
import { addCaller, openTestCity, stopTestDatabase, type TestCity } from '../testing/test-city'
import { describeCameraFor } from './describe-camera'
import { runImport } from './import-run'
import { type SteerCommand, steer, steeringOf, stopSteering } from './ptz'

const media = vi.hoisted(() => ({ url: '' }))
vi.mock('../gateway', () => ({ gateway: () => embeddedGateway(media.url) }))

const [LNG, LAT] = PLAIN
let server: MediaServerProcess
let city: TestCity
let system: Connection
let officer: Caller
let other: Caller
let run = 0

const idOf = async (code: string) => (await system.db.select().from(cameras).where(eq(cameras.code, code)))[0].id
const as = (caller: Caller) => onBehalfOf(city.connection, caller)
const command = async (caller: Caller, what: SteerCommand, code = 'ptz') =>
  steer(as(caller), caller, await idOf(code), what)
const steering = async (caller: Caller, code = 'ptz') => steeringOf(as(caller), caller, await idOf(code))
const stands = () => expect.poll(async () => (await steering(officer)).isMoving, { timeout: 5_000 }).toBe(false)
const marks = async () =>
  (await city.connection.db.select().from(audit)).filter(({ action }) => action === 'camera-steered')

beforeAll(async () => {
  server = await startMediaServer()
  media.url = server.url
})
beforeEach(async () => {
  await city?.close()
  city = await openTestCity()
  system = asSystem(city.connection)
  const turning = { kind: 'ptz' as const, bearing: 90, heightM: 6.5, lng: LNG, lat: LAT }
  await runImport(
    city.connection,
    { kind: 'cameras', fileName: 'test', sha256: '', attribution: null },
    {
      jurisdictions: TWO_DISTRICTS,
      cameras: [
        cameraRecord('ptz', { ...turning, streamPath: `clip-02~${++run}` }),
        cameraRecord('lost', { ...turning, streamPath: `clip-02~${run}-lost`, bearing: null }),
        cameraRecord('fixed', { lng: LNG, lat: LAT }),
      ],
    },
    [],
  )
  officer = await addCaller(city.connection, 'officer')
  other = await addCaller(city.connection, 'officer', { unit: 'unit B' })
})
afterEach(() => vi.useRealTimers())
afterAll(async () => {
  await endMediaServer(server)
  await city.close()
  await stopTestDatabase()
})

describe('a camera that turns', () => {
  it('goes to a point of the map, and its live cone with it', async () => {
    const east = LNG + 5 / (111_320 * Math.cos((LAT * Math.PI) / 180))
    await command(officer, { to: 'point', lng: east, lat: LAT - 5 / 111_320 })
    await stands()
    const { aim } = await steering(officer)
    expect(aim!.bearing).toBeCloseTo(135, 0)
    expect(aim!.tilt).toBeCloseTo((Math.atan2(5, Math.hypot(5, 5)) * 180) / Math.PI, 0)
    const described = await describeCameraFor(as(other), other, await idOf('ptz'))
    expect(described.live).toMatchObject({ cone: 'live', bearing: aim!.bearing })
  })

  it('goes to presets and by steps, the short way round', async () => {
    await command(officer, { to: 'preset', preset: '3' })
    await stands()
    expect((await steering(officer)).aim!.bearing).toBeCloseTo(270, 0)
    await command(officer, { to: 'step', pan: 20, tilt: 5, zoom: 2 })
    await stands()
    expect((await steering(officer)).aim).toMatchObject({
      bearing: expect.closeTo(290, 0),
      tilt: expect.closeTo(17, 0),
      hfov: expect.closeTo(20, 0),
    })
    await expect(command(officer, { to: 'preset', preset: 'x' })).rejects.toMatchObject({ reason: 'refused' })
  })

  it('is turned by one person at a time, for a minute after the last command, or until they let go', async () => {
    await command(officer, { to: 'preset', preset: '2' })
    expect((await steering(other)).lock).toMatchObject({ holder: officer.displayName, isOwn: false })
    await expect(command(other, { to: 'preset', preset: '1' })).rejects.toThrow(officer.displayName)
    expect(await stopSteering(as(other), other, await idOf('ptz'))).toBe(false)
    await command(officer, { to: 'preset', preset: '1' })
    expect((await steering(officer)).lock!.isOwn).toBe(true)
    expect(await stopSteering(as(officer), officer, await idOf('ptz'))).toBe(true)
    await command(other, { to: 'preset', preset: '1' })
    await system.db.update(ptzLocks).set({ until: sql`now() - interval '1 ms'` })
    expect((await steering(officer)).lock).toBeNull()
    await command(officer, { to: 'preset', preset: '1' })
    expect(await marks()).toHaveLength(4)
  })

  it('is one person’s when many reach for it at once', async () => {
    const callers = await Promise.all(
      Array.from({ length: 12 }, (_, i) => addCaller(city.connection, 'officer', { unit: `unit ${i}` })),
    )
    const tried = await Promise.allSettled(callers.map((caller) => command(caller, { to: 'preset', preset: '2' })))
    expect(tried.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await marks()).toHaveLength(1)
  })

  it('refuses what cannot turn, what is not there for the asker, and a point without a home bearing', async () => {
    await expect(steering(officer, 'fixed')).rejects.toMatchObject({ reason: 'unsupported' })
    await expect(command(officer, { to: 'point', lng: LNG + 0.001, lat: LAT }, 'lost')).rejects.toThrow(
      'bearing of its home',
    )
    expect((await steering(officer, 'lost')).aim).toBeNull()
    const [{ id: east }] = await system.db.select().from(jurisdictions).where(eq(jurisdictions.code, 'east'))
    const scoped = await addCaller(city.connection, 'officer', { scope: [east] })
    await expect(command(scoped, { to: 'preset', preset: '1' })).rejects.toMatchObject({ reason: 'not-found' })
    await expect(command(officer, { to: 'point', lng: LNG, lat: LAT })).rejects.toThrow('foot of the camera')
    expect(await marks()).toHaveLength(0)
    expect(await system.db.select().from(ptzLocks)).toEqual([])
  })
})
