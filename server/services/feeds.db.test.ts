/** Feeds of a second media server (a stand-in that really sends): leases, caps, and one end in the audit for every beginning. */
import { asc, eq, sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { asSystem, type Connection, onBehalfOf } from '../../db/client'
import { audit, cameras, citySettings, feedLeases, people, sessions } from '../../db/schema'
import type { Caller } from '../domain/access'
import { makeOffer } from '../media/testing/receiver'
import type { StandIn } from '../media/testing/stand-in'
import { CREDENTIALS, OFFLINE_STREAM, STREAM, startStandInMediamtx } from '../media/testing/stand-in-mediamtx'
import { cameraRecord } from '../testing/fixtures'
import { addCaller, openTestCity, stopTestDatabase, type TestCity } from '../testing/test-city'
import { addFeedCandidates, closeFeed, openFeed } from './feeds'
import { runImport } from './import-run'
import { endLapsedLeases } from './leases'
import { addMediaServer, removeMediaServer } from './manage-media-servers'
import { gatewayOf } from './media-servers'
import { openSession } from './sessions'
import { endUnwatched, lookAfterLeases } from './watch-leases'

let city: TestCity
let system: Connection
let standIn: StandIn
let server: number
let officer: Caller
let offer: string
let closePeer: () => void

const cameraId = async (code: string) => (await system.db.select().from(cameras).where(eq(cameras.code, code)))[0].id
const leases = () => system.db.select().from(feedLeases)
const marks = async () =>
  (await city.connection.db.select().from(audit).orderBy(asc(audit.id)))
    .filter(({ action }) => action.startsWith('feed-'))
    .map(({ action, object, details }) => `${action} ${object} ${(details as { why?: string }).why ?? ''}`.trim())
const viewers = async () => (await (await gatewayOf(system, server)).cameraState([STREAM])).get(STREAM)!.viewers

async function signedIn(caller: Caller): Promise<Caller> {
  await openSession(system.db, caller.personId, 'test')
  const [{ id }] = await system.db.select().from(sessions).where(eq(sessions.personId, caller.personId))
  return { ...caller, session: { id, isFresh: true, mustEnrol: false } }
}

const watch = async (code: string, caller = officer, quality: 'main' | 'sub' = 'main') =>
  openFeed(
    onBehalfOf(system, caller),
    caller,
    { cameraId: await cameraId(code), quality },
    { sdp: offer, isGathered: false },
  )

beforeAll(async () => {
  standIn = await startStandInMediamtx()
  const { peer, sdp } = await makeOffer()
  offer = sdp
  closePeer = () => peer.close()
})

beforeEach(async () => {
  await city?.close()
  city = await openTestCity()
  system = asSystem(city.connection)
  const administrator = await addCaller(system, 'administrator')
  officer = await signedIn(await addCaller(system, 'officer'))
  const place = { baseUrl: standIn.url, apiUrl: standIn.url, recordingsUrl: standIn.url, isLoopback: true }
  const fields = { name: 'north', kind: 'mediamtx' as const, ...place, recordingsZone: 'Asia/Shanghai' }
  server = (await addMediaServer(system, administrator, fields, CREDENTIALS)).id
  await runImport(
    city.connection,
    { kind: 'cameras', fileName: 'test', sha256: '', attribution: null },
    {
      cameras: [
        cameraRecord('a', { streamPath: STREAM }),
        cameraRecord('b', { streamPath: STREAM }),
        cameraRecord('away', { streamPath: OFFLINE_STREAM }),
      ],
    },
    [],
  )
  await system.db.update(cameras).set({ mediaServerId: server })
})
afterEach(async () => {
  for (const { id } of await leases()) await closeFeed(system, officer, id).catch(() => {})
})
afterAll(async () => {
  closePeer()
  await standIn.stop()
  await city.close()
  await stopTestDatabase()
})

describe('a feed of a second media server', () => {
  it('is a lease while it is watched, and has one beginning and one end in the audit', async () => {
    const { leaseId, answerSdp } = await watch('a')
    expect(answerSdp).toMatch(/^v=0/)
    expect(await leases()).toMatchObject([
      { id: leaseId, personId: officer.personId, mediaServerId: server, purpose: 'live', endedAt: null },
    ])
    expect(await viewers()).toBe(1)
    await addFeedCandidates(system, officer, leaseId, 'a=mid:0\r\n')
    await Promise.allSettled([closeFeed(system, officer, leaseId), closeFeed(system, officer, leaseId)])
    expect(await leases()).toEqual([])
    expect(await viewers()).toBe(0)
    expect(await marks()).toEqual(['feed-opened a', 'feed-closed a closed'])
  })

  it('does not exist for anybody else', async () => {
    const { leaseId } = await watch('a')
    const other = await addCaller(system, 'officer', { unit: 'unit B' })
    await expect(closeFeed(system, other, leaseId)).rejects.toMatchObject({ reason: 'no-session' })
    await expect(addFeedCandidates(system, other, leaseId, '')).rejects.toMatchObject({ reason: 'no-session' })
    expect(await viewers()).toBe(1)
  })

  it('has an end, too, when the media server would not open it', async () => {
    await expect(watch('away')).rejects.toMatchObject({ reason: 'offline' })
    expect(await marks()).toEqual(['feed-opened away', 'feed-closed away not-opened'])
    expect(await leases()).toEqual([])
  })

  it('asks the media server when the camera is stored as offline', async () => {
    await system.db.update(cameras).set({ state: 'offline' })
    expect((await watch('a')).answerSdp).toMatch(/^v=0/)
    await expect(watch('away')).rejects.toMatchObject({ reason: 'offline' })
    expect(await marks()).toEqual(['feed-opened a'])
  })

  it('waits for every candidate where its server takes none later, and until then leaves no trace', async () => {
    const place = { baseUrl: 'http://127.0.0.1:9', apiUrl: null, recordingsUrl: null, isLoopback: true }
    const fields = { name: 'south', kind: 'zlmediakit' as const, ...place, recordingsZone: 'UTC' }
    const { id } = await addMediaServer(
      system,
      await addCaller(system, 'administrator', { unit: 'south' }),
      fields,
      null,
    )
    await system.db.update(cameras).set({ mediaServerId: id }).where(eq(cameras.code, 'b'))
    await expect(watch('b')).rejects.toMatchObject({ reason: 'incomplete-offer' })
    expect([await leases(), await marks()]).toEqual([[], []])
    const whole = openFeed(
      onBehalfOf(system, officer),
      officer,
      { cameraId: await cameraId('b'), quality: 'main' },
      { sdp: offer, isGathered: true },
    )
    await expect(whole).rejects.toMatchObject({ reason: 'unreachable' })
    expect(await marks()).toEqual(['feed-opened b', 'feed-closed b not-opened'])
  })

  it('takes the smaller stream for a wall where there is one', async () => {
    await system.db
      .update(cameras)
      .set({ streamPath: OFFLINE_STREAM, subStreamPath: STREAM })
      .where(eq(cameras.code, 'a'))
    await watch('a', officer, 'sub')
    expect((await leases())[0].stream).toBe(STREAM)
    await watch('b', officer, 'sub')
    expect((await leases()).map(({ stream }) => stream)).toEqual([STREAM, STREAM])
  })

  it('is refused beyond the most that may watch one camera, and lets go of a person’s oldest beyond sixteen', async () => {
    await system.db.update(citySettings).set({ feedsPerCamera: 2 })
    await watch('a')
    await watch('a')
    await expect(watch('a')).rejects.toMatchObject({ reason: 'busy' })
    expect(await leases()).toHaveLength(2)
    await system.db.update(citySettings).set({ feedsPerCamera: 50 })
    for (let i = 0; i < 15; i++) await watch('b')
    expect(await leases()).toHaveLength(16)
    expect((await marks()).filter((mark) => mark.endsWith('made-room'))).toEqual(['feed-closed a made-room'])
  })
})

describe('a feed is cut', () => {
  it('when its person is signed out', async () => {
    await watch('a')
    expect(await lookAfterLeases(system)).toBe(0)
    await system.db.delete(sessions)
    expect(await lookAfterLeases(system)).toBe(1)
    expect(await viewers()).toBe(0)
    expect(await marks()).toEqual(['feed-opened a', 'feed-closed a signed-out'])
  })

  it('when the camera moves out of reach or is retired, or its person may no longer see its owner’s', async () => {
    const { rows } = await city.connection.db.execute<{ id: number }>(sql`
      INSERT INTO jurisdictions (code, kind, name, geometry)
      SELECT code, 'station', code, ST_Multi(ST_MakeEnvelope(0, 0, 1, 1, 4326)) FROM (VALUES ('own'), ('other')) AS v (code) RETURNING id`)
    const [own, other] = rows.map(({ id }) => id)
    await system.db.update(cameras).set({ jurisdictionId: own })
    await system.db.update(people).set({ jurisdictionId: own }).where(eq(people.id, officer.personId))
    const scoped = { ...officer, scope: [own] }
    await watch('a', scoped)
    expect(await lookAfterLeases(system)).toBe(0)
    await system.db.update(cameras).set({ jurisdictionId: other })
    expect(await lookAfterLeases(system)).toBe(1)
    expect(await viewers()).toBe(0)
    await system.db.update(cameras).set({ jurisdictionId: own })
    await watch('b', scoped)
    await system.db.update(cameras).set({ retiredAt: new Date() }).where(eq(cameras.code, 'b'))
    expect(await lookAfterLeases(system)).toBe(1)
    await watch('a', scoped)
    await system.db
      .update(people)
      .set({ owners: ['resident'] })
      .where(eq(people.id, officer.personId))
    expect(await lookAfterLeases(system)).toBe(1)
    expect(await marks()).toEqual(
      ['a', 'b', 'a'].flatMap((code) => [`feed-opened ${code}`, `feed-closed ${code} out-of-reach`]),
    )
  })

  it('when the camera moves to another media server, which then may be removed', async () => {
    await watch('a')
    await system.db.update(cameras).set({ mediaServerId: null })
    await expect(removeMediaServer(system, officer, server)).rejects.toMatchObject({ reason: 'conflict' })
    expect(await lookAfterLeases(system)).toBe(1)
    expect(await viewers()).toBe(0)
    await removeMediaServer(system, officer, server)
  })

  it('when nobody watches its stream any more', async () => {
    await watch('a')
    const [{ mediaSession }] = await leases()
    await (await gatewayOf(system, server)).closeLive(mediaSession!)
    expect(await endUnwatched(system)).toBe(0)
    expect(await endUnwatched(system, Date.now() + 21_000)).toBe(1)
    expect(await marks()).toEqual(['feed-opened a', 'feed-closed a unwatched'])
  })

  it('when the app that knew of it was killed: lapsed, as long as it was last known to hold, and once', async () => {
    await watch('a')
    await system.db
      .update(feedLeases)
      .set({ openedAt: sql`now() - interval '10 minutes'`, renewedAt: sql`now() - interval '4 minutes'` })
    await watch('b')
    expect(await endLapsedLeases(system)).toBe(1)
    expect(await endLapsedLeases(system)).toBe(0)
    expect(await viewers()).toBe(1)
    expect(await marks()).toEqual(['feed-opened a', 'feed-opened b', 'feed-closed a lapsed'])
    const [end] = await city.connection.db.select().from(audit).where(eq(audit.action, 'feed-closed'))
    expect(end.details).toMatchObject({ durationMs: 360_000, why: 'lapsed' })
  })
})
