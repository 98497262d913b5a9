/** Finds the database: the given server, the embedded one that already runs, or a newly started embedded one that ends with us. */
import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { checkServer, DatabaseProblem } from './check-server'
import { ownerOf } from './embedded-lock'

export interface OpenedDatabase {
  url: string
  isEmbedded: boolean
  /** The embedded database's process if we started it; null when it was there already. */
  process: ChildProcess | null
  /** Ends the embedded database if we started it: at once, or as soon as nobody else uses it. */
  stop(when?: 'now' | 'unused'): Promise<void>
}

const EMBEDDED_START_LIMIT_MS = 120_000
const OWNER_POLL_MS = 200
const LEAVE_LIMIT_MS = 3_000
/** The embedded database's exit code when another process owns the folder. */
const FOLDER_IN_USE = 75
const RUN = fileURLToPath(new URL('../scripts/run.mjs', import.meta.url))
const EMBEDDED = fileURLToPath(new URL('./embedded.ts', import.meta.url))

const connected = (port: number, child: ChildProcess | null): OpenedDatabase => ({
  url: `postgres://postgres@127.0.0.1:${port}/postgres?embedded=1`,
  isEmbedded: true,
  process: child,
  stop: async (when = 'now') => {
    if (child && when === 'now') await endEmbedded(child, () => child.kill('SIGTERM'))
    if (child && when === 'unused') await endEmbedded(child, () => child.disconnect(), LEAVE_LIMIT_MS)
  },
})

const hasEnded = ({ exitCode, signalCode }: ChildProcess) => exitCode !== null || signalCode !== null

/** Waits for its end, at most `limitMs`. */
const endEmbedded = (child: ChildProcess, tell: () => void, limitMs?: number) =>
  new Promise<void>((resolve) => {
    if (hasEnded(child)) return resolve()
    const leaveAlone = () => {
      child.unref()
      resolve()
    }
    const timer = limitMs && setTimeout(leaveAlone, limitMs)
    child.ref()
    child.once('exit', () => {
      clearTimeout(timer)
      resolve()
    })
    tell()
  })

/** The port it answers on; null when another process owns the folder. */
const portOf = (child: ChildProcess) =>
  new Promise<number | null>((resolve, reject) => {
    createInterface({ input: child.stdout! }).once('line', (line) =>
      resolve((JSON.parse(line) as { port: number }).port),
    )
    child.once('exit', (code) =>
      code === FOLDER_IN_USE
        ? resolve(null)
        : reject(new DatabaseProblem('The embedded database did not start; the lines above say why.')),
    )
  })

async function startEmbedded(folder: string): Promise<OpenedDatabase | null> {
  const child = spawn(process.execPath, [RUN, EMBEDDED, folder], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] })
  const port = await portOf(child)
  if (port === null) return null
  child.unref()
  for (const stream of [child.stdout, child.channel]) (stream as { unref?(): void } | null)?.unref?.()
  return connected(port, child)
}

export async function openDatabase({
  databaseUrl,
  dataFolder,
}: {
  databaseUrl: string | null
  dataFolder: string
}): Promise<OpenedDatabase> {
  if (databaseUrl) {
    await checkServer(databaseUrl)
    return { url: databaseUrl, isEmbedded: false, process: null, stop: async () => {} }
  }
  for (const limit = Date.now() + EMBEDDED_START_LIMIT_MS; Date.now() < limit; await sleep(OWNER_POLL_MS)) {
    const owner = await ownerOf(dataFolder)
    if (owner?.port) return connected(owner.port, null)
    const started = owner ? null : await startEmbedded(dataFolder)
    if (started) return started
  }
  throw new DatabaseProblem(
    `The embedded database in ${dataFolder} did not answer within ${EMBEDDED_START_LIMIT_MS / 1000} s.`,
  )
}
