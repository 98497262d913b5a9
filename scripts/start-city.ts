/** Brings up database, media server and app, and keeps them until Ctrl-C. Four processes: this one and those three. */
import type { ChildProcess } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { connect } from '../db/client'
import { migrateDatabase } from '../db/migrate'
import { type OpenedDatabase, openDatabase } from '../db/open-database'
import { env } from '../server/env'
import { prepareCity } from '../server/services/prepare-city'
import { buildAppIfStale, copyMapWorker } from './lib/build-app'
import { endChild, freePort, isPortFree, startNode } from './lib/child'

const MEDIA_RESTART_MS = 3_000
const READY_LIMIT_MS = 60_000
const startedAt = Date.now()
const log = (line: string) => console.log(`${((Date.now() - startedAt) / 1000).toFixed(1).padStart(6)} s  ${line}`)

function fail(error: Error): never {
  console.error(error.message)
  process.exit(1)
}

function readOptions(args: string[]) {
  return parseArgs({
    args,
    options: {
      demo: { type: 'boolean' },
      empty: { type: 'boolean' },
      dev: { type: 'boolean' },
      day: { type: 'string' },
    },
  }).values
}

async function prepareDatabase(opened: OpenedDatabase, options: ReturnType<typeof readOptions>) {
  const connection = connect(opened.url)
  await migrateDatabase(connection)
  const signIns = await prepareCity(connection, {
    dataFolder: env.dataFolder,
    fill: options.empty ? 'empty' : options.demo || opened.isEmbedded ? 'demo' : 'empty',
    day: options.day,
    log,
  })
  await connection.close()
  return signIns
}

/** Keeps one media server alive on a fixed port; it may die without taking anything along. */
function keepMediaServer(port: number, isStopping: () => boolean): { current: ChildProcess | null } {
  const holder: { current: ChildProcess | null } = { current: null }
  const start = () => {
    const child = startNode(['--import', 'tsx', '--expose-gc', 'server/media/embedded/main.ts', String(port)], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    holder.current = child
    writeFileSync(join(env.dataFolder, 'media.pid'), String(child.pid))
    child.once('exit', async () => {
      if (isStopping()) return
      log('The media server ended; starting it again.')
      await sleep(MEDIA_RESTART_MS)
      if (!isStopping()) start()
    })
  }
  start()
  return holder
}

function startApp(url: string, mediaPort: number, isDev: boolean): ChildProcess {
  return startNode(
    ['node_modules/next/dist/bin/next', isDev ? 'dev' : 'start', '-p', String(env.port), '-H', env.host],
    {
      stdio: ['ignore', isDev ? 'inherit' : 'ignore', 'inherit'],
      env: {
        ...process.env,
        NODE_ENV: isDev ? 'development' : 'production',
        DATABASE_URL: url,
        SIGHTLINE_DATA: env.dataFolder,
        SIGHTLINE_MEDIA_URL: `http://127.0.0.1:${mediaPort}`,
        NEXT_TELEMETRY_DISABLED: '1',
      },
    },
  )
}

async function waitUntilHealthy(app: ChildProcess, address: string): Promise<void> {
  for (const limit = Date.now() + READY_LIMIT_MS; Date.now() < limit; await sleep(150)) {
    if (app.exitCode !== null) throw new Error('The app ended while it was starting; the lines above say why.')
    const response = await fetch(`${address}/api/health`).catch(() => null)
    if (response?.ok) return
  }
  throw new Error(`The app did not answer ${address}/api/health within ${READY_LIMIT_MS / 1000} s.`)
}

export async function startCity(args: string[]): Promise<void> {
  const options = readOptions(args)
  if (!(await isPortFree(env.port, env.host)))
    fail(new Error(`Port ${env.port} on ${env.host} is taken. Choose another one with PORT=….`))
  let opened: OpenedDatabase | null = null
  let media: { current: ChildProcess | null } | null = null
  let app: ChildProcess | null = null
  let isStopping = false
  const stop = async (code: number) => {
    if (isStopping) return
    isStopping = true
    await Promise.all([endChild(app), endChild(media?.current ?? null)])
    await opened?.stop()
    process.exit(code)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(0))

  try {
    const built = options.dev ? Promise.resolve(copyMapWorker()) : buildAppIfStale(log)
    built.catch(() => {})
    log(env.databaseUrl ? 'Connecting to the given database…' : 'Opening the embedded database…')
    opened = await openDatabase(env)
    const signIns = await prepareDatabase(opened, options)
    await built
    const mediaPort = await freePort()
    media = keepMediaServer(mediaPort, () => isStopping)
    log('Starting the app…')
    app = startApp(opened.url, mediaPort, Boolean(options.dev))
    app.once('exit', () => {
      if (isStopping) return
      console.error('The app ended.')
      stop(1)
    })
    const address = `http://${env.host}:${env.port}`
    await waitUntilHealthy(app, address)
    log('Ready.')
    console.log(`\n  Sightline answers at ${address}\n${signIns(address)}\n  Ctrl-C ends it.\n`)
    if (process.stdin.isTTY) createInterface({ input: process.stdin }).on('close', () => stop(0))
  } catch (error) {
    if (isStopping) return
    console.error((error as Error).message)
    await stop(1)
  }
}
