// A PostgreSQL cluster of its own on a temporary socket, gone afterwards. initdb refuses root, so root becomes postgres.
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const BIN = '/usr/lib/postgresql/15/bin'
const SETTINGS = ['-c', 'listen_addresses=', '-c', 'shared_buffers=256MB', '-c', 'max_connections=60']

export const hasPostgres = () => existsSync(join(BIN, 'initdb'))

function childrenOf(parent) {
  return readdirSync('/proc')
    .filter((name) => {
      try {
        return (
          /^\d+$/.test(name) &&
          readFileSync(`/proc/${name}/stat`, 'utf8').split(') ').at(-1).split(' ')[1] === String(parent)
        )
      } catch {
        return false
      }
    })
    .map(Number)
}

function run(command, args) {
  const asPostgres =
    process.getuid?.() === 0 ? ['runuser', ['-u', 'postgres', '--', command, ...args]] : [command, args]
  const done = spawnSync(...asPostgres, { encoding: 'utf8' })
  if (done.status !== 0) throw new Error(`${command}: ${done.stderr || done.stdout}`)
}

/**
 * Starts one; `url` is for node-postgres, `stop` ends and removes it. Only a durable one waits for the disk, as servers do. What
 * lies in a `folder` of its own is kept, and found there the next time.
 * @param {{ isDurable?: boolean, folder?: string, settings?: string[] }} [options]
 */
export function startScratchPostgres({ isDurable = false, folder: kept, settings = [] } = {}) {
  if (kept) mkdirSync(kept, { recursive: true })
  const folder = kept ?? mkdtempSync(join(tmpdir(), 'sightline-postgres-'))
  chmodSync(folder, 0o777)
  const data = join(folder, 'data')
  if (!existsSync(join(data, 'PG_VERSION')))
    run(join(BIN, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-sync'])
  const start = () =>
    run(join(BIN, 'pg_ctl'), [
      '-D',
      data,
      '-w',
      '-l',
      join(folder, 'log'),
      '-o',
      [
        '-k',
        folder,
        ...SETTINGS,
        '-c',
        `fsync=${isDurable ? 'on' : 'off'}`,
        ...settings.flatMap((each) => ['-c', each]),
      ].join(' '),
      'start',
    ])
  start()
  return {
    url: `postgres://postgres@localhost/postgres?host=${encodeURIComponent(folder)}`,
    /** Kills every process of it at once; `resume` then lets it recover. */
    kill() {
      const leader = Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n', 1)[0])
      for (const pid of [leader, ...childrenOf(leader)]) process.kill(pid, 'SIGKILL')
      // Where nobody reaps it, a killed server keeps its number and would count as running.
      for (const file of [join(data, 'postmaster.pid'), join(folder, '.s.PGSQL.5432.lock')])
        rmSync(file, { force: true })
    },
    /** Lets it go away as in a crash, and come back as it was. */
    halt: () => run(join(BIN, 'pg_ctl'), ['-D', data, '-m', 'immediate', 'stop']),
    resume: start,
    stop() {
      try {
        run(join(BIN, 'pg_ctl'), ['-D', data, '-m', kept ? 'fast' : 'immediate', 'stop'])
      } finally {
        if (!kept) rmSync(folder, { recursive: true, force: true })
      }
    },
  }
}
