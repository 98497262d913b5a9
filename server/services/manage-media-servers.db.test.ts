import { asc, eq } from 'drizzle-orm'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { asSystem, type Connection, onBehalfOf } from '../../db/client'
import { audit, cameras, mediaServers } from '../../db/schema'
import type { Caller } from '../domain/access'
import { cameraRecord } from '../testing/fixtures'
import { addCaller, openTestCity, stopTestDatabase, type TestCity } from '../testing/test-city'
import { runImport } from './import-run'
import {
  addMediaServer,
  editMediaServer,
  listMediaServers,
  mediaServerNames,
  removeMediaServer,
  testMediaServer,
} from './manage-media-servers'

const SECRET = 'viewer:hunter2-hunter2'
const fields = {
  name: 'north',
  kind: 'mediamtx' as const,
  baseUrl: 'http://10.20.0.5:8889',
  apiUrl: null,
  recordingsUrl: null,
  isLoopback: false,
  recordingsZone: 'Asia/Shanghai',
}

let city: TestCity
let system: Connection
let administrator: Caller

const reason = (call: () => Promise<unknown>) =>
  Promise.resolve()
    .then(call)
    .then(
      () => 'no error',
      (error: { reason?: string }) => error.reason ?? String(error),
    )
const stored = async (id: number) => (await system.db.select().from(mediaServers).where(eq(mediaServers.id, id)))[0]

beforeEach(async () => {
  await city?.close()
  city = await openTestCity()
  system = asSystem(city.connection)
  administrator = await addCaller(system, 'administrator')
})
afterAll(async () => {
  await city.close()
  await stopTestDatabase()
})

describe('media servers', () => {
  it('keep their secret: sealed in the table, and in no list, name or audit row', async () => {
    const { id } = await addMediaServer(system, administrator, fields, SECRET)
    await editMediaServer(system, administrator, id, { ...fields, name: 'north hall' }, undefined)
    await editMediaServer(system, administrator, id, { ...fields, name: 'north hall' }, 'other:hunter2-secret')
    const told = JSON.stringify([
      await listMediaServers(system),
      await mediaServerNames(system),
      await city.connection.db.select().from(audit),
      Buffer.from((await stored(id)).secret!).toString('latin1'),
    ])
    expect(told).not.toContain('hunter2')
    expect(await listMediaServers(system)).toMatchObject([{ id, name: 'north hall', hasSecret: true, cameras: 0 }])
    expect((await city.connection.db.select().from(audit).orderBy(asc(audit.id))).map(({ action }) => action)).toEqual([
      'media-server-added',
      'media-server-edited',
      'media-server-edited',
    ])
  })

  it('want the secret again when it would go to another place', async () => {
    const { id } = await addMediaServer(system, administrator, fields, SECRET)
    const elsewhere = { ...fields, baseUrl: 'http://10.66.6.6:8889' }
    expect(await reason(() => editMediaServer(system, administrator, id, elsewhere, undefined))).toBe('invalid')
    expect((await stored(id)).baseUrl).toBe(fields.baseUrl)
    await editMediaServer(system, administrator, id, elsewhere, null)
    expect(await stored(id)).toMatchObject({ baseUrl: elsewhere.baseUrl, secret: null, version: 2 })
  })

  it.each([
    'ftp://10.0.0.1',
    'http://user:pass@10.0.0.1',
    'http://169.254.169.254/latest',
    'http://127.0.0.1:8889',
    'http://2130706433/',
    'http://0x7f.1',
    'http://[::1]:8889',
    'http://localhost',
    'javascript:alert(1)',
    '10.0.0.1:8889',
  ])('are not at %s', async (baseUrl) => {
    expect(await reason(async () => addMediaServer(system, administrator, { ...fields, baseUrl }, null))).toBe(
      'invalid',
    )
    const whole = { ...fields, apiUrl: baseUrl }
    expect(await reason(async () => addMediaServer(system, administrator, whole, null))).toBe('invalid')
  })

  it('have names of their own, and stay while cameras use them', async () => {
    const { id } = await addMediaServer(system, administrator, fields, null)
    expect(await reason(() => addMediaServer(system, administrator, fields, null))).toBe('conflict')
    await runImport(
      city.connection,
      { kind: 'cameras', fileName: 'test', sha256: '', attribution: null },
      { cameras: [cameraRecord('a')] },
      [],
    )
    await system.db.update(cameras).set({ mediaServerId: id })
    expect((await listMediaServers(system))[0].cameras).toBe(1)
    expect(await reason(() => removeMediaServer(system, administrator, id))).toBe('conflict')
    await system.db.update(cameras).set({ mediaServerId: null })
    await removeMediaServer(system, administrator, id)
    expect(await reason(() => removeMediaServer(system, administrator, id))).toBe('not-found')
  })

  it('are named by imported cameras, or nothing is written', async () => {
    const { id } = await addMediaServer(system, administrator, fields, null)
    const source = { kind: 'cameras', fileName: 'test', sha256: '', attribution: null }
    const onServer = (mediaServer: string) => [cameraRecord('b', { mediaServer, subStreamPath: 'city/small' })]
    await expect(runImport(city.connection, source, { cameras: onServer('south') }, [])).rejects.toThrow(
      'media server "south"',
    )
    expect(await system.db.select().from(cameras)).toEqual([])
    await runImport(city.connection, source, { cameras: onServer('north') }, [])
    expect(await system.db.select().from(cameras)).toMatchObject([{ mediaServerId: id, subStreamPath: 'city/small' }])
  })

  it('say when they do not answer', async () => {
    const nowhere = { ...fields, baseUrl: 'http://127.0.0.1:9', apiUrl: 'http://127.0.0.1:9', isLoopback: true }
    const { id } = await addMediaServer(system, administrator, nowhere, null)
    expect(await testMediaServer(system, id)).toMatchObject({ reason: 'unreachable' })
  })

  it('are read by no request of anybody’s own', async () => {
    await addMediaServer(system, administrator, fields, SECRET)
    const own = onBehalfOf(system, administrator)
    await expect(own.db.select().from(mediaServers)).rejects.toThrow()
    expect(await listMediaServers(own)).toHaveLength(1)
  })
})
