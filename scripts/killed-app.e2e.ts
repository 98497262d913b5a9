/** The app is killed while somebody watches: the next start ends what it left open, once, and says in the audit how long it held. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type SQL, sql } from 'drizzle-orm'
import { afterAll, expect, it } from 'vitest'
import { connect } from '../db/client'
import { openDatabase } from '../db/open-database'
import { makeOffer } from '../server/media/testing/receiver'
import { LEASE_MS } from '../server/services/leases'
import { discard, livingIn, makeDataFolder, type OwnCity, runNode, startOwnCity, untilGone } from './testing/own-city'

const PERSON = { username: 'watcher', password: 'a long pass phrase' }
const ENDED_WITHIN_MS = 15_000

const dataFolder = makeDataFolder()
let city: OwnCity
afterAll(() => discard(city, dataFolder))

const post = (path: string, body: string, type: string, cookie = '') =>
  fetch(`${city.address}${path}`, {
    method: 'POST',
    headers: { 'content-type': type, origin: city.address, cookie },
    body,
  })
const postJson = (path: string, body: object) => post(path, JSON.stringify(body), 'application/json')

async function ask<T extends Record<string, unknown>>(query: SQL): Promise<T[]> {
  const { url } = await openDatabase({ databaseUrl: null, dataFolder })
  const connection = connect(url)
  try {
    return (await connection.db.execute<T>(query)).rows as T[]
  } finally {
    await connection.close()
  }
}

/** A camera of a simulated clip, and a person who may watch it. */
async function fillCity(): Promise<void> {
  const token = /\/set-up\?token=([\w-]+)/.exec(city.said())?.[1]
  expect((await postJson('/api/set-up', { token, ...PERSON })).status).toBe(200)
  const file = join(dataFolder, 'cameras.csv')
  writeFileSync(file, 'code,name,lng,lat,bearing,stream_path\nA1,Gate,126.2,45.42,90,clip-03\n')
  const run = runNode(['scripts/run.mjs', 'scripts/import.ts', 'cameras', file], { SIGHTLINE_DATA: dataFolder })
  expect(await run.ended, run.said()).toBe(0)
  await ask(sql`UPDATE people SET role = 'maintainer'`)
}

const appOf = (running: OwnCity) =>
  livingIn(running).find((pid) =>
    /next-server|next\/dist\/bin\/next/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8')),
  )!

const marks = () =>
  ask<{ action: string; details: { why?: string; durationMs?: number } }>(
    sql`SELECT action, details FROM audit WHERE action LIKE 'feed-%' ORDER BY id`,
  )

it('ends as lapsed what an app that was killed left open', async () => {
  city = await startOwnCity(['--empty'], dataFolder)
  await fillCity()
  const session = await postJson('/api/session', PERSON)
  const [cookie] = session.headers.get('set-cookie')!.split(';')
  const { peer, sdp } = await makeOffer()
  const [{ id }] = await ask<{ id: number }>(sql`SELECT id FROM cameras`)
  const opened = await post(`/api/media/live/${id}`, sdp, 'application/sdp', cookie)
  const openedAt = Date.now()
  expect(opened.status).toBe(201)
  await sleep(3_000)

  process.kill(appOf(city), 'SIGKILL')
  const killedAt = Date.now()
  peer.close()
  await untilGone(city)
  await sleep(LEASE_MS + 1_000)

  city = await startOwnCity([], dataFolder)
  for (const until = Date.now() + ENDED_WITHIN_MS; (await marks()).length < 2 && Date.now() < until; await sleep(500));
  await sleep(5_000)
  const rows = await marks()
  expect(rows.map(({ action, details }) => `${action} ${details.why ?? ''}`.trim())).toEqual([
    'feed-opened',
    'feed-closed lapsed',
  ])
  // As long as it was last known to hold, and not until the next start.
  expect(rows[1].details.durationMs).toBeLessThanOrEqual(killedAt - openedAt + 1_000)
  expect(await ask(sql`SELECT id FROM feed_leases`)).toEqual([])
})
