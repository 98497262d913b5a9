/** Finds the database: the given server, the embedded one that already runs, or a newly started embedded one that ends with us. */
import { spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { readLock } from './embedded-lock'

export interface OpenedDatabase {
  url: string
  isEmbedded: boolean
  /** Process id of an embedded database we started; null when it was there already. */
  startedPid: number | null
  /** Ends the embedded database if we started it. */
  stop(): Promise<void>
}

const EMBEDDED_START_LIMIT_MS = 120_000
const embeddedUrl = (port: number) => `postgres://postgres@127.0.0.1:${port}/postgres?embedded=1`
const nothingToStop = async () => {}

async function waitForOwner(folder: string): Promise<number | null> {
  for (let waited = 0; waited < EMBEDDED_START_LIMIT_MS; waited += 200) {
    const lock = readLock(folder)
    if (!lock) return null
    if (lock.port) return lock.port
    await sleep(200)
  }
  throw new Error(`The embedded database in ${folder} did not answer within ${EMBEDDED_START_LIMIT_MS / 1000} s.`)
}

async function startEmbedded(folder: string): Promise<OpenedDatabase> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', fileURLToPath(new URL('./embedded.ts', import.meta.url)), folder],
    {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    },
  )
  let problem = ''
  child.stderr!.on('data', (chunk) => {
    problem += chunk
  })
  const port = await new Promise<number>((resolve, reject) => {
    child.stdout!.once('data', (line) => resolve((JSON.parse(String(line)) as { port: number }).port))
    child.once('exit', () =>
      reject(new Error(`The embedded database did not start: ${problem.trim() || 'no reason given'}`)),
    )
  })
  const stop = () =>
    new Promise<void>((resolve) => {
      if (child.exitCode !== null) return resolve()
      child.ref()
      child.once('exit', () => resolve())
      child.kill('SIGTERM')
    })
  child.unref()
  for (const stream of [child.stdout, child.stderr, child.channel])
    (stream as unknown as { unref?: () => void } | null)?.unref?.()
  return { url: embeddedUrl(port), isEmbedded: true, startedPid: child.pid ?? null, stop }
}

export async function openDatabase({
  databaseUrl,
  dataFolder,
}: {
  databaseUrl: string | null
  dataFolder: string
}): Promise<OpenedDatabase> {
  if (databaseUrl) return { url: databaseUrl, isEmbedded: false, startedPid: null, stop: nothingToStop }
  const port = await waitForOwner(dataFolder)
  if (port) return { url: embeddedUrl(port), isEmbedded: true, startedPid: null, stop: nothingToStop }
  return startEmbedded(dataFolder)
}
