/** The embedded media server as a process of its own, as the start command runs it. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  return port
}

export interface MediaServerProcess {
  url: string
  child: ChildProcess
  /** What it has written as errors. */
  said(): string
}

export async function startMediaServer(env: Record<string, string> = {}): Promise<MediaServerProcess> {
  const port = await freePort()
  const child = spawn(
    process.execPath,
    ['--expose-gc', 'scripts/run.mjs', 'server/media/embedded/main.ts', String(port)],
    { cwd: ROOT, stdio: ['ignore', 'inherit', 'pipe', 'ipc'], env: { ...process.env, ...env } },
  )
  let said = ''
  child.stderr!.on('data', (chunk) => {
    said += chunk
  })
  await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => Promise.reject(new Error(`The media server did not start:\n${said}`))),
  ])
  return { url: `http://127.0.0.1:${port}`, child, said: () => said }
}

/** Ends it politely; the exit code and signal. */
export async function endMediaServer({ child }: MediaServerProcess) {
  if (child.exitCode === null && child.signalCode === null) {
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
  return { code: child.exitCode, signal: child.signalCode }
}
