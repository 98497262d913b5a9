/** Feeds by HTTP from a stand-in that really sends: the lease is read into life, and its end is the end of every part. */
import { asc, eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { asSystem, type Connection, onBehalfOf } from '../../db/client'
import { audit, cameras, citySettings, feedLeases, mediaServers, people, sessions } from '../../db/schema'
import type { Caller } from '../domain/access'
import { readPlaylist } from '../media/hls-playlist'
import type { StandIn } from '../media/testing/stand-in'
import { SECRET, STREAM, startStandInZlmediakit } from '../media/testing/stand-in-zlmediakit'
import { cameraRecord } from '../testing/fixtures'
import { addCaller, openTestCity, stopTestDatabase, type TestCity } from '../testing/test-city'
import { closeFeed } from './feeds'
import { openHttpFeed, PLAYLIST, readHttpFeed } from './http-feeds'
import { runImport } from './import-run'
import { endLapsedLeases } from './leases'
import { addMediaServer } from './manage-media-servers'
import { openSession } from './sessions'
import { endUnwatched, lookAfterLeases } from './watch-leases'

let city: TestCity
let system: Connection
let standIn: StandIn
let officer: Caller

const cameraId = async (code: string) => (await system.db.select().from(cameras).where(eq(cameras.code, code)))[0].id
const leases = () => system.db.select().from(feedLeases).orderBy(asc(feedLeases.openedAt))
const marks = async () =>
  (await city.connection.db.select().from(audit).orderBy(asc(audit.id)))
    .filter(({ action }) => action.startsWith('feed-'))
    .map(({ action, object, details }) => {
      const { over, why } = details as { over?: string; why?: string }
      return `${action} ${object} ${over ?? why}`
    })
const watch = async (code: string, caller = officer) =>
  openHttpFeed(onBehalfOf(system, caller), caller, { cameraId: await cameraId(code), quality: 'main' })
const read = (lease: string, name = PLAYLIST, caller = officer) => readHttpFeed(system, caller, lease, name)
const lastReadBefore = (seconds: number) =>
  system.db.update(feedLeases).set({ renewedAt: sql`now() - ${`${seconds} seconds`}::interval` })

beforeAll(async () => {
  standIn = await startStandInZlmediakit()
})
beforeEach(async () => {
  await city?.close()
  city = await openTestCity()
  system = asSystem(city.connection)
  const administrator = await addCaller(system, 'administrator')
  officer = await addCaller(system, 'officer')
  await openSession(system.db, officer.personId, 'test')
  const [{ id }] = await system.db.select().from(sessions)
  officer = { ...officer, session: { id, isFresh: true, mustEnrol: false } }
  const place = { baseUrl: standIn.url, apiUrl: null, recordingsUrl: null, isLoopback: true }
  const fields = { name: 'south', kind: 'zlmediakit' as const, ...place, recordingsZone: 'UTC' }
  const server = (await addMediaServer(system, administrator, fields, SECRET)).id
  const records = ['a', 'b'].map((code) => cameraRecord(code, { streamPath: STREAM }))
  const away = cameraRecord('away', { streamPath: 'live/nothing' })
  await runImport(
    city.connection,
    { kind: 'cameras', fileName: 'test', sha256: '', attribution: null },
    { cameras: [...records, away] },
    [],
  )
  await system.db.update(cameras).set({ mediaServerId: server })
})
afterAll(async () => {
  await standIn.stop()
  await city.close()
  await stopTestDatabase()
})

describe('a feed by HTTP', () => {
  it('is a lease with one beginning and one end, and sends a playlist and its parts meanwhile', async () => {
    const lease = await watch('a')
    expect(await leases()).toMatchObject([{ id: lease, over: 'http', mediaSession: null, endedAt: null }])
    const { contentType, bytes } = await read(lease)
    expect(contentType).toBe('application/vnd.apple.mpegurl')
    const { segments } = readPlaylist(Buffer.from(bytes).toString())
    const part = await read(lease, segments[0].name)
    expect(part.contentType).toBe('video/mp4')
    expect(part.bytes.length).toBeGreaterThan(1_000)
    await closeFeed(system, officer, lease)
    for (const name of [PLAYLIST, segments[0].name])
      await expect(read(lease, name)).rejects.toMatchObject({ reason: 'no-session' })
    expect(await marks()).toEqual(['feed-opened a http', 'feed-closed a closed'])
  })

  it('is nobody else’s, and no way to parts of another camera', async () => {
    const lease = await watch('a')
    const other = await addCaller(system, 'officer', { unit: 'unit B' })
    await expect(read(lease, PLAYLIST, other)).rejects.toMatchObject({ reason: 'no-session' })
    for (const name of ['init.mp4', '../init.mp4', 'http://169.254.169.254/', '', '__proto__'])
      await expect(read(lease, name), name).rejects.toMatchObject({ reason: 'no-session' })
  })

  it('is refused where the media server has none, and where there is no stream; the latter has its end in the audit', async () => {
    await expect(watch('away')).rejects.toMatchObject({ reason: 'offline' })
    expect(await marks()).toEqual(['feed-opened away http', 'feed-closed away not-opened'])
    await system.db.update(mediaServers).set({ kind: 'whep', version: sql`version + 1` })
    await expect(watch('a')).rejects.toMatchObject({ reason: 'unsupported' })
    expect(await marks()).toHaveLength(2)
  })

  it('counts for the most that may watch a camera, and for a person’s sixteen', async () => {
    await system.db.update(citySettings).set({ feedsPerCamera: 1 })
    await watch('a')
    await expect(watch('a')).rejects.toMatchObject({ reason: 'busy' })
    await system.db.update(citySettings).set({ feedsPerCamera: 50 })
    for (let i = 0; i < 16; i++) await watch('b')
    expect((await leases()).filter(({ endedAt }) => endedAt === null)).toHaveLength(16)
    expect(await marks()).toContain('feed-closed a made-room')
  })

  it('makes no room when it takes over from WebRTC, or WebRTC from it: it is the same view', async () => {
    await watch('a')
    for (let i = 0; i < 15; i++) await watch('b')
    await system.db
      .update(feedLeases)
      .set({ over: 'webrtc' })
      .where(eq(feedLeases.cameraId, await cameraId('a')))
    await watch('a')
    const gaveWay = async () => (await marks()).filter((mark) => mark.endsWith('made-room'))
    expect(await gaveWay()).toEqual([])
    await watch('a')
    expect(await gaveWay()).toHaveLength(2)
  })
})

describe('a feed by HTTP ends', () => {
  it('when its person is signed out, or may no longer see the camera', async () => {
    const first = await watch('a')
    expect(await lookAfterLeases(system)).toBe(0)
    await system.db.update(people).set({ owners: ['resident'] })
    expect(await lookAfterLeases(system)).toBe(1)
    await expect(read(first)).rejects.toMatchObject({ reason: 'no-session' })
    await system.db.update(people).set({ owners: null })
    const second = await watch('b')
    await system.db.delete(sessions)
    expect(await lookAfterLeases(system)).toBe(1)
    await expect(read(second)).rejects.toMatchObject({ reason: 'no-session' })
    expect((await marks()).filter((mark) => mark.startsWith('feed-closed'))).toEqual([
      'feed-closed a out-of-reach',
      'feed-closed b signed-out',
    ])
  })

  it('20 seconds after it was last read, and not while it is', async () => {
    const lease = await watch('a')
    await lastReadBefore(19)
    expect(await lookAfterLeases(system)).toBe(0)
    await read(lease)
    await lastReadBefore(19)
    expect(await lookAfterLeases(system)).toBe(0)
    await lastReadBefore(21)
    expect(await lookAfterLeases(system)).toBe(1)
    expect(await marks()).toEqual(['feed-opened a http', 'feed-closed a unwatched'])
  })

  it('not because its server counts no viewer of another kind, and as lapsed when the app was killed', async () => {
    await watch('a')
    expect(await endUnwatched(system, Date.now() + 60_000)).toBe(0)
    await lastReadBefore(40)
    expect(await endLapsedLeases(system)).toBe(1)
    expect(await marks()).toEqual(['feed-opened a http', 'feed-closed a lapsed'])
  })
})
