/** `npm start` as a person uses it: what it prints, what runs, how it ends, and what it says when it cannot start. */
import { readdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  discard,
  interrupt,
  livingIn,
  makeDataFolder,
  type OwnCity,
  runNode,
  startOwnCity,
  untilGone,
} from './testing/own-city'

const RACERS = 10
const ADMINISTRATOR = { username: 'first.admin', password: 'a long pass phrase' }

const dataFolder = makeDataFolder()
let city: OwnCity

const locks = () => readdirSync(dataFolder).filter((name) => name.startsWith('embedded.lock'))

const post = (path: string, body: unknown) =>
  fetch(`${city.address}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: city.address },
    body: JSON.stringify(body),
  })

afterAll(() => discard(city, dataFolder))

describe('an empty city', () => {
  let token: string

  beforeAll(async () => {
    city = await startOwnCity(['--empty'], dataFolder)
    token = /\/set-up\?token=([\w-]+)/.exec(city.said())?.[1] ?? ''
  })

  it('answers, runs four processes, and offers a set-up link instead of demo accounts', async () => {
    expect((await fetch(`${city.address}/api/health`)).status).toBe(200)
    expect(livingIn(city)).toHaveLength(4)
    expect(token).not.toBe('')
    expect(city.said()).not.toContain('Sign in')
  })

  it('takes the link once, and lets the administrator in', async () => {
    expect((await post('/api/set-up', { token, ...ADMINISTRATOR })).status).toBe(200)
    expect((await post('/api/set-up', { token, ...ADMINISTRATOR, username: 'second' })).status).toBe(410)
    expect((await post('/api/session', ADMINISTRATOR)).status).toBe(200)
  })

  it('takes an import while it runs', async () => {
    const file = join(dataFolder, 'cameras.csv')
    writeFileSync(file, 'code,name,lng,lat,bearing\nA1,Gate,126.2,45.42,90\n')
    const run = runNode(['scripts/run.mjs', 'scripts/import.ts', 'cameras', file], { SIGHTLINE_DATA: dataFolder })
    expect(await run.ended).toBe(0)
    expect(run.said()).toContain('1 new cameras')
    expect(livingIn(city)).toHaveLength(4)
  })

  it('refuses a second start in its folder, and the demo city, in one line each', async () => {
    const second = runNode(['scripts/start.mjs'], { PORT: '0', SIGHTLINE_DATA: dataFolder })
    expect(await second.ended).toBe(1)
    expect(second.said()).toMatch(/data folder .* is in use/)
    const seed = runNode(['scripts/run.mjs', 'scripts/seed.ts'], { SIGHTLINE_DATA: dataFolder })
    expect(await seed.ended).toBe(1)
    expect(seed.said()).toMatch(/^This database already holds a city\..*\n$/)
    await Promise.all([second, seed].map(untilGone))
  })

  it('leaves nothing behind at Ctrl-C', async () => {
    await interrupt(city)
    expect(await city.ended).toBe(0)
    expect(locks()).toEqual([])
  })

  it('prints no other link once there is an administrator, and ends when its first process is killed', async () => {
    city = await startOwnCity([], dataFolder)
    expect(city.said()).not.toMatch(/set-up|Sign in/)
    city.process.kill('SIGKILL')
    await untilGone(city)
    expect(locks()).toEqual([])
  })

  it('ends with a word when the database is killed, and starts again', async () => {
    city = await startOwnCity([], dataFolder)
    const [lock] = locks()
    process.kill(Number(lock.split('.').at(-1)), 'SIGKILL')
    await untilGone(city)
    expect(await city.ended).toBe(1)
    expect(city.said()).toMatch(/The embedded database ended\. What was saved is safe/)
  })
})

it('lets one of ten have the data folder when they come at once upon locks that mean nothing', async () => {
  writeFileSync(join(dataFolder, 'embedded.lock.4194305'), JSON.stringify({ pid: 4_194_305, port: 9 }))
  writeFileSync(join(dataFolder, 'embedded.lock.1'), JSON.stringify({ pid: 1, port: 9 }))
  const racers = Array.from({ length: RACERS }, () => runNode(['scripts/run.mjs', 'db/embedded.ts', dataFolder]))
  const outcomes = await Promise.all(
    racers.map((racer) =>
      Promise.race([racer.ended, new Promise((resolve) => racer.process.stdout?.once('data', () => resolve('owner')))]),
    ),
  )
  for (const racer of racers) racer.process.kill('SIGTERM')
  await Promise.all(racers.map(untilGone))
  expect(outcomes.sort()).toEqual([...Array.from({ length: RACERS - 1 }, () => 75), 'owner'])
  expect(locks()).toEqual([])
})

describe('a start that cannot be', () => {
  const otherNode = (version: string) =>
    `data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'${version}'}})`
  const start = 'scripts/start.mjs'

  it('says that the port is taken', async () => {
    const holder = createServer()
    const port = await new Promise<number>((resolve) => {
      holder.listen(0, '127.0.0.1', () => resolve((holder.address() as { port: number }).port))
    })
    const run = runNode([start], { PORT: String(port), HOST: '', SIGHTLINE_DATA: dataFolder })
    expect(await run.ended).toBe(1)
    expect(run.said()).toBe(`Port ${port} on 127.0.0.1 is taken. Choose another one with PORT=….\n`)
    holder.close()
  })

  it.each<[what: string, args: string[], env: Record<string, string>, message: RegExp]>([
    [
      'Node is too old',
      ['--import', otherNode('18.20.4'), start],
      {},
      /^Sightline needs Node 20\.20 or newer; this is 18\.20\.4\.\n$/,
    ],
    ['PORT is no port', [start], { PORT: 'web' }, /^PORT: expected a port from 0 to 65535, got "web"\n$/],
    [
      'HOST is not here',
      [start],
      { PORT: '0', HOST: '192.0.2.1' },
      /^HOST=192\.0\.2\.1 is not an address of this machine/,
    ],
    ['options exclude each other', [start, '--demo', '--empty'], {}, /^--demo and --empty exclude each other\.\n$/],
    ['there is no such option', [start, '--full'], {}, /^npm start -- \[--demo \| --empty\]/],
    ['there is no such day', [start, '--day', '2026-02-30'], {}, /^--day: expected a day as YYYY-MM-DD/],
    [
      'the data folder is no folder',
      [start],
      { PORT: '0', SIGHTLINE_DATA: '/dev/null/x' },
      /^The data folder \/dev\/null\/x cannot be written/,
    ],
    [
      'the server does not answer',
      [start],
      { PORT: '0', DATABASE_URL: 'postgres://u:secret@127.0.0.1:9/x' },
      /No database server answers at 127\.0\.0\.1:9 /,
    ],
  ])('says that %s', async (_what, args, env, message) => {
    const run = runNode(args, { HOST: '', SIGHTLINE_DATA: dataFolder, ...env })
    expect(await run.ended).toBe(1)
    expect(run.said()).toMatch(message)
    expect(run.said()).not.toMatch(/secret|\n\s+at /)
    await untilGone(run)
  })
})
