/** A viewer in a process of its own that is killed as soon as it sees pictures. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))

export async function openAndVanish(...args: string[]): Promise<void> {
  const child = spawn(process.execPath, ['scripts/run.mjs', 'server/media/testing/vanishing-viewer.ts', ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  await once(child, 'message')
  child.kill('SIGKILL')
  await once(child, 'exit')
}
