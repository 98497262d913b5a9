/** A city of a test's own: started by the real command on a free port, in a data folder that is removed afterwards. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { freePort } from '../lib/child'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const READY_LIMIT_MS = 400_000
const END_LIMIT_MS = 15_000

export interface Command {
  process: ChildProcess
  /** Everything it has printed so far, on both streams. */
  said(): string
  ended: Promise<number | null>
}

/** Runs node in a process group of its own, as a shell does with a command. */
export function runNode(args: string[], env: Record<string, string> = {}): Command {
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, DATABASE_URL: '', ...env },
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      text += chunk
    })
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)))
  return { process: child, said: () => text, ended }
}

export const makeDataFolder = () => mkdtempSync(join(tmpdir(), 'sightline-own-city-'))

export interface OwnCity extends Command {
  address: string
  port: number
  dataFolder: string
}

/** Without `databaseUrl` on the embedded database. */
export async function startOwnCity(
  args: string[],
  dataFolder: string,
  databaseUrl = '',
  env: Record<string, string> = {},
): Promise<OwnCity> {
  const port = env['PORT'] ? Number(env['PORT']) : await freePort()
  const command = runNode(['scripts/start.mjs', ...args], {
    PORT: String(port),
    HOST: '',
    SIGHTLINE_DATA: dataFolder,
    DATABASE_URL: databaseUrl,
    ...env,
  })
  for (const limit = Date.now() + READY_LIMIT_MS; !command.said().includes('Ctrl-C ends it.'); await sleep(100))
    if (command.process.exitCode !== null || Date.now() > limit)
      throw new Error(`The city did not start:\n${command.said()}`)
  return { ...command, address: `http://127.0.0.1:${port}`, port, dataFolder }
}

/** The process ids of a command's group that are alive. */
export function livingIn({ process: leader }: Command): number[] {
  const living: number[] = []
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const [state, , group] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ')
      if (Number(group) === leader.pid && state !== 'Z') living.push(Number(pid))
    } catch {
      // It ended meanwhile.
    }
  }
  return living
}

/** Waits until no process of the group is left; throws when one stays. */
export async function untilGone(command: Command): Promise<void> {
  for (const limit = Date.now() + END_LIMIT_MS; livingIn(command).length > 0; await sleep(50))
    if (Date.now() > limit) throw new Error(`Still there: ${livingIn(command).join(', ')}`)
}

/** Ctrl-C: the signal goes to the whole group. */
export async function interrupt(command: Command): Promise<void> {
  if (livingIn(command).length > 0) process.kill(-command.process.pid!, 'SIGINT')
  await untilGone(command)
}

/** Ends it, whatever state it is in, and removes its data. */
export async function discard(city: OwnCity | undefined, dataFolder: string): Promise<void> {
  if (city) await interrupt(city)
  rmSync(dataFolder, { recursive: true, force: true })
}
