/**
 * The embedded database: PostgreSQL with PostGIS in WebAssembly behind the PostgreSQL wire protocol on a loopback port, in a
 * process of its own. One process owns a data folder; a second one would lose rows silently, so a lock file names the owner.
 * Run as: embedded.ts DATA_FOLDER. Prints one line of JSON when it answers.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { postgis } from '@electric-sql/pglite-postgis'
import { PGLiteSocketServer } from '@electric-sql/pglite-socket'
import { type EmbeddedLock, isAlive, lockPath } from './embedded-lock'
import { passWholeStatements } from './embedded-wire'

const MAX_CONNECTIONS = 32

function claim(folder: string): void {
  mkdirSync(folder, { recursive: true })
  const lock: EmbeddedLock = { pid: process.pid, port: 0 }
  try {
    writeFileSync(lockPath(folder), JSON.stringify(lock), { flag: 'wx' })
  } catch {
    const owner = JSON.parse(readFileSync(lockPath(folder), 'utf8') || '{"pid":0}') as EmbeddedLock
    if (owner.pid !== process.pid && isAlive(owner.pid))
      throw new Error(`The data folder ${folder} is in use by process ${owner.pid}.`)
    writeFileSync(lockPath(folder), JSON.stringify(lock))
  }
}

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no free port')),
      )
    })
  })

async function main(folder: string): Promise<void> {
  claim(folder)
  const db = await PGlite.create({ dataDir: join(folder, 'postgres'), extensions: { postgis } })
  const port = await freePort()
  const server = new PGLiteSocketServer({ db, port, host: '127.0.0.1', maxConnections: MAX_CONNECTIONS })
  passWholeStatements(server)
  await server.start()
  writeFileSync(lockPath(folder), JSON.stringify({ pid: process.pid, port } satisfies EmbeddedLock))

  let closing = false
  const close = async () => {
    if (closing) return
    closing = true
    await server.stop().catch(() => {})
    await db.close().catch(() => {})
    rmSync(lockPath(folder), { force: true })
    process.exit(0)
  }
  process.on('SIGTERM', close)
  process.on('SIGINT', () => {})
  process.on('disconnect', close)
  process.stdout.write(`${JSON.stringify({ ready: true, port })}\n`)
}

main(process.argv[2]).catch((error: Error) => {
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
})
