/** Child processes that end with us. */
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { createServer } from 'node:net'

/** Starts node with a channel to us: a child that sees it close knows that we are gone. */
export const startNode = (args: string[], options: SpawnOptions & { output?: 'inherit' | 'ignore' } = {}) =>
  spawn(process.execPath, args, { stdio: ['ignore', options.output ?? 'ignore', 'inherit', 'ipc'], ...options })

/** Ends a child politely, then firmly after `graceMs`. */
export function endChild(child: ChildProcess | null, graceMs = 8_000): Promise<void> {
  return new Promise((resolve) => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return resolve()
    const firm = setTimeout(() => child.kill('SIGKILL'), graceMs)
    child.once('exit', () => {
      clearTimeout(firm)
      resolve()
    })
    child.kill('SIGTERM')
  })
}

/** What a port cannot be used for, as the system's code; null when it is free. */
export const portProblem = (port: number, host: string) =>
  new Promise<string | null>((resolve) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    probe.listen(port, host, () => probe.close(() => resolve(null)))
  })

export const freePort = (host = '127.0.0.1') =>
  new Promise<number>((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, host, () => {
      const address = probe.address()
      probe.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no free port')),
      )
    })
  })
