/**
 * The embedded database: PostgreSQL with PostGIS in WebAssembly behind the PostgreSQL wire protocol on a loopback port, in a
 * process of its own. One process owns a data folder: a second one would lose rows silently.
 * Ends at SIGTERM, or without the process that started it as soon as nobody else is connected.
 * Run as: embedded.ts DATA_FOLDER. Prints one line of JSON when it answers; exit code 75 says that another process owns the folder.
 */
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { postgis } from '@electric-sql/pglite-postgis'
import { PGLiteSocketServer } from '@electric-sql/pglite-socket'
import { FolderInUse, ownFolder } from './embedded-lock'
import { liveClients, passWholeStatements } from './embedded-wire'

const MAX_CONNECTIONS = 32
const UNUSED_POLL_MS = 100
/** Exit code: another process owns the folder. */
const FOLDER_IN_USE = 75

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

/** Opens the folder's cluster. One whose making was cut short holds nothing yet, and is made again. */
async function openCluster(folder: string): Promise<PGlite> {
  const cluster = join(folder, 'postgres')
  const making = join(folder, 'postgres.making')
  if (existsSync(making)) rmSync(cluster, { recursive: true, force: true })
  if (!existsSync(cluster)) writeFileSync(making, '')
  const db = await PGlite.create({ dataDir: cluster, extensions: { postgis } })
  rmSync(making, { force: true })
  return db
}

async function main(folder: string): Promise<void> {
  const ownership = await ownFolder(folder)
  let isClosing = false
  let closeDatabase = async () => {}
  let countClients = () => 0
  const close = async () => {
    if (isClosing) return
    isClosing = true
    ownership.stopAnswering()
    await closeDatabase().catch(() => {})
    ownership.release()
    process.exit(0)
  }
  const closeWhenUnused = () => (countClients() > 0 ? setTimeout(closeWhenUnused, UNUSED_POLL_MS) : close())
  process.on('SIGTERM', close)
  process.on('disconnect', closeWhenUnused)
  if (process.send && !process.connected) return close()

  const db = await openCluster(folder)
  const port = await freePort()
  const server = new PGLiteSocketServer({ db, port, host: '127.0.0.1', maxConnections: MAX_CONNECTIONS })
  passWholeStatements(server)
  countClients = () => liveClients(server)
  closeDatabase = async () => {
    await server.stop()
    await db.close()
  }
  await server.start()
  ownership.answerAt(port)
  process.stdout.write(`${JSON.stringify({ ready: true, port })}\n`)
}

// Ctrl-C reaches the whole process group; the process that started this one decides when the database ends.
process.on('SIGINT', () => {})
main(process.argv[2]).catch((error: Error) => {
  if (!(error instanceof FolderInUse)) process.stderr.write(`${error.message}\n`)
  process.exit(error instanceof FolderInUse ? FOLDER_IN_USE : 1)
})
