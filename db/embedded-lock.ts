/**
 * Who owns an embedded data folder. Each process that wants it writes a claim first and then looks for others': of two that come
 * at once at least one sees the other and withdraws, so there are never two owners. A claim counts for nothing when its process
 * is gone, or when its process id belongs to another program by now.
 */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

export interface Owner {
  pid: number
  /** Where it answers on loopback; 0 while it starts or ends. */
  port: number
}

export interface Ownership {
  /** Tells others where the database answers. */
  answerAt(port: number): void
  /** Call before the port closes: from now on nobody connects, and the folder is still owned. */
  stopAnswering(): void
  /** The very last step. */
  release(): void
}

export class FolderInUse extends Error {}

const LOCK = 'embedded.lock'
/** Longer than any start or end takes: a claim that has no port for longer is another program's process id. */
const SILENT_LIMIT_MS = 120_000
const CONNECT_LIMIT_MS = 2_000
const CLAIM_ROUNDS = 20

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

const answers = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: CONNECT_LIMIT_MS })
    const tell = (isThere: boolean) => {
      socket.destroy()
      resolve(isThere)
    }
    socket
      .once('connect', () => tell(true))
      .once('error', () => tell(false))
      .once('timeout', () => tell(true))
  })

async function readClaim(file: string): Promise<Owner | null> {
  try {
    const owner = JSON.parse(readFileSync(file, 'utf8')) as Owner
    if (!isAlive(owner.pid)) return null
    const isOurs = owner.port ? await answers(owner.port) : Date.now() - statSync(file).mtimeMs < SILENT_LIMIT_MS
    return isOurs ? owner : null
  } catch {
    return null
  }
}

const claimsIn = (folder: string) => {
  try {
    return readdirSync(folder).filter((name) => name.startsWith(LOCK) && !name.endsWith('.draft'))
  } catch {
    return []
  }
}

/** The living owner of a data folder, or null. */
export async function ownerOf(folder: string, exceptClaim?: string): Promise<Owner | null> {
  for (const name of claimsIn(folder)) {
    const owner = name === exceptClaim ? null : await readClaim(join(folder, name))
    if (owner) return owner
  }
  return null
}

/** Makes this process the owner, or throws FolderInUse. */
export async function ownFolder(folder: string): Promise<Ownership> {
  mkdirSync(folder, { recursive: true })
  const name = `${LOCK}.${process.pid}`
  const file = join(folder, name)
  const write = (port: number) => {
    writeFileSync(`${file}.draft`, JSON.stringify({ pid: process.pid, port } satisfies Owner))
    renameSync(`${file}.draft`, file)
  }
  for (let round = 1; ; round++) {
    write(0)
    const other = await ownerOf(folder, name)
    if (!other) break
    rmSync(file, { force: true })
    if (other.port || round === CLAIM_ROUNDS)
      throw new FolderInUse(`The data folder ${folder} is in use by process ${other.pid}.`)
    await sleep(20 + 100 * Math.random())
  }
  for (const left of claimsIn(folder)) if (left !== name) rmSync(join(folder, left), { force: true })
  return { answerAt: write, stopAnswering: () => write(0), release: () => rmSync(file, { force: true }) }
}
