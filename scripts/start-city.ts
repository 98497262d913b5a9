/** Brings up database, media server and app, and keeps them until Ctrl-C. Four processes: this one and those three. */
import type { ChildProcess } from 'node:child_process'
import { accessSync, constants, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { appLogin } from '../db/app-login'
import { DatabaseProblem } from '../db/check-server'
import { connect } from '../db/client'
import { migrateDatabase } from '../db/migrate'
import { type OpenedDatabase, openDatabase } from '../db/open-database'
import { cityContents } from '../db/queries/city'
import { env } from '../server/env'
import { CamerasProblem, readCameras } from '../server/media/embedded/camera-config'
import { prepareCity } from '../server/services/prepare-city'
import { addressOf, isLoopback } from './lib/address'
import { buildAppIfStale, copyMapWorker } from './lib/build-app'
import { endChild, freePort, portProblem, startNode } from './lib/child'
import { readStartOptions, type StartOptions, UsageError } from './lib/start-options'

const MEDIA_RESTART_MS = 3_000
const READY_LIMIT_MS = 60_000
const PARENT_POLL_MS = 1_000
const startedAt = Date.now()
const log = (line: string) => console.log(`${((Date.now() - startedAt) / 1000).toFixed(1).padStart(6)} s  ${line}`)

/** The start cannot go on; the message says why and what to do. */
class StartError extends Error {}

const isExpected = (error: unknown) =>
  [StartError, UsageError, DatabaseProblem, CamerasProblem].some((expected) => error instanceof expected)

/** What is alive, so that it can be ended. */
interface City {
  isStopping: boolean
  build: AbortController
  database: Promise<OpenedDatabase> | null
  media: ChildProcess | null
  app: ChildProcess | null
}

async function choosePort(): Promise<number> {
  const problem = await portProblem(env.port, env.host)
  if (!problem) return env.port || freePort(env.host)
  if (problem === 'EADDRINUSE')
    throw new StartError(`Port ${env.port} on ${env.host} is taken. Choose another one with PORT=….`)
  if (problem === 'EACCES')
    throw new StartError(`Port ${env.port} may not be opened by this user. Choose one above 1023 with PORT=….`)
  throw new StartError(`HOST=${env.host} is not an address of this machine (${problem}).`)
}

function makeDataFolder(): void {
  try {
    mkdirSync(env.dataFolder, { recursive: true })
    accessSync(env.dataFolder, constants.W_OK)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new StartError(
      `The data folder ${env.dataFolder} cannot be written (${code}). Choose another with SIGHTLINE_DATA=….`,
    )
  }
}

async function openOwnDatabase(city: City): Promise<OpenedDatabase> {
  const isNew = !existsSync(join(env.dataFolder, 'postgres'))
  if (env.databaseUrl) log('Connecting to the given database…')
  else log(isNew ? 'Making the embedded database (about 20 seconds)…' : 'Opening the embedded database…')
  city.database = openDatabase(env)
  const opened = await city.database
  if (opened.isEmbedded && !opened.process)
    throw new StartError(
      `The data folder ${env.dataFolder} is in use: a city or an import is running there. Wait for it, or choose another folder with SIGHTLINE_DATA=….`,
    )
  return opened
}

async function prepareDatabase(opened: OpenedDatabase, options: StartOptions) {
  const connection = connect(opened.url)
  try {
    await migrateDatabase(connection)
    const greeting = await prepareCity(connection, {
      dataFolder: env.dataFolder,
      fill: options.empty ? 'empty' : options.demo || opened.isEmbedded ? 'demo' : 'empty',
      day: options.day,
      log,
    })
    const url = opened.isEmbedded ? opened.url : await appLogin(connection, opened.url, env.dataFolder)
    return { greeting, url, hasDemoAccounts: (await cityContents(connection.db)).isDemo }
  } finally {
    await connection.close()
  }
}

/** Keeps one media server alive on a fixed port; it may die without taking anything along. */
function keepMediaServer(city: City, port: number): void {
  const child = startNode(['--expose-gc', 'scripts/run.mjs', 'server/media/embedded/main.ts', String(port)])
  city.media = child
  writeFileSync(join(env.dataFolder, 'media.pid'), String(child.pid))
  child.once('exit', async () => {
    if (city.isStopping) return
    log('The media server ended; starting it again.')
    await sleep(MEDIA_RESTART_MS)
    if (!city.isStopping) keepMediaServer(city, port)
  })
}

function startApp(url: string, port: number, mediaPort: number, isDev: boolean): ChildProcess {
  const next = ['node_modules/next/dist/bin/next', isDev ? 'dev' : 'start', '-p', String(port), '-H', env.host]
  return startNode(['--import', './scripts/lib/end-with-parent.mjs', ...next], {
    output: isDev ? 'inherit' : 'ignore',
    env: {
      ...process.env,
      NODE_ENV: isDev ? 'development' : 'production',
      DATABASE_URL: url,
      SIGHTLINE_DATA: env.dataFolder,
      SIGHTLINE_MEDIA_URL: `http://127.0.0.1:${mediaPort}`,
      NEXT_TELEMETRY_DISABLED: '1',
    },
  })
}

async function waitUntilHealthy(app: ChildProcess, address: string): Promise<void> {
  for (const limit = Date.now() + READY_LIMIT_MS; Date.now() < limit; await sleep(150)) {
    if (app.exitCode !== null) throw new StartError('The app ended while it was starting; the lines above say why.')
    const response = await fetch(`${address}/api/health`).catch(() => null)
    if (response?.ok) return
  }
  throw new StartError(`The app did not answer ${address}/api/health within ${READY_LIMIT_MS / 1000} s.`)
}

function greet(address: string, text: string, hasDemoAccounts: boolean): void {
  log('Ready.')
  console.log(`\n  Sightline answers at ${address}\n${text}\n  Ctrl-C ends it.\n`)
  if (hasDemoAccounts && !isLoopback(env.host))
    console.warn(
      `  Warning: HOST=${env.host} lets other machines in, and the demo accounts exist. Use them for a trial only.\n`,
    )
}

async function bringUp(city: City, args: string[], stop: (code: number) => void): Promise<void> {
  const options = readStartOptions(args)
  const port = await choosePort()
  readCameras(env.camerasFile)
  makeDataFolder()
  const built = options.dev ? Promise.resolve(copyMapWorker()) : buildAppIfStale(log, city.build.signal)
  built.catch(() => {})
  const opened = await openOwnDatabase(city)
  opened.process?.once('exit', () => {
    if (city.isStopping) return
    console.error('The embedded database ended. What was saved is safe; start again with "npm start".')
    stop(1)
  })
  const { greeting, url, hasDemoAccounts } = await prepareDatabase(opened, options)
  await built
  const mediaPort = await freePort()
  keepMediaServer(city, mediaPort)
  log('Starting the app…')
  city.app = startApp(url, port, mediaPort, options.dev)
  const address = addressOf(env.host, port)
  await waitUntilHealthy(city.app, address)
  city.app.once('exit', () => {
    if (city.isStopping) return
    console.error('The app ended; the lines above say why. Start again with "npm start".')
    stop(1)
  })
  greet(address, greeting(address), hasDemoAccounts)
}

/** npm does not pass a signal on to us when it is ended alone; then we see another parent. */
function endWithNpm(stop: (code: number) => void): void {
  const parent = process.ppid
  if (process.env.npm_lifecycle_event) setInterval(() => process.ppid !== parent && stop(0), PARENT_POLL_MS).unref()
}

export async function startCity(args: string[]): Promise<void> {
  const city: City = { isStopping: false, build: new AbortController(), database: null, media: null, app: null }
  const stop = async (code: number) => {
    if (city.isStopping) return
    city.isStopping = true
    city.build.abort()
    await Promise.all([endChild(city.app), endChild(city.media)])
    await city.database?.then((opened) => opened.stop()).catch(() => {})
    if (city.media) rmSync(join(env.dataFolder, 'media.pid'), { force: true })
    process.exit(code)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(0))
  if (process.stdin.isTTY) createInterface({ input: process.stdin }).on('close', () => stop(0))
  endWithNpm(stop)
  try {
    await bringUp(city, args, stop)
  } catch (error) {
    if (city.isStopping) return
    console.error(isExpected(error) ? (error as Error).message : error)
    await stop(1)
  }
}
