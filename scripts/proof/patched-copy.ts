/** The same proof where one guard is missing: it must go red there, or it proves nothing. The copy is thrown away. */
import { execFileSync, spawnSync } from 'node:child_process'
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Guard } from './proof'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const LIMIT_MS = 20 * 60_000

/** Whether the proof goes red in a copy of the project without the guard. */
export function goesRed(name: string, guard: Guard): boolean {
  return inCopy(name, `without ${guard.about}`, (copy) => {
    const file = join(copy, guard.file)
    const source = readFileSync(file, 'utf8')
    if (source.split(guard.find).length !== 2)
      throw new RangeError(`${guard.file} must hold the guard once: ${guard.find}`)
    writeFileSync(
      file,
      source.replace(guard.find, () => guard.replace),
    )
  })
}

/** Whether the proof goes red in a copy without a file, which must not be what holds. */
export const needs = (name: string, file: string): boolean =>
  inCopy(name, `without ${file}`, (copy) => rmSync(join(copy, file)))

function inCopy(name: string, about: string, change: (copy: string) => void): boolean {
  const copy = mkdtempSync(join(tmpdir(), 'sightline-patched-'))
  try {
    copyProject(copy)
    change(copy)
    const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/proof.mjs', '--alone', name], {
      cwd: copy,
      encoding: 'utf8',
      timeout: LIMIT_MS,
    })
    // A copy that does not run says nothing about the guard.
    if (!stdout.includes(`${name} tried=`)) throw new Error(`${name} did not run ${about}:\n${stderr}`)
    return status !== 0
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}

function copyProject(to: string): void {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8',
  })
  for (const file of listed.split('\0').filter(Boolean)) {
    mkdirSync(join(to, dirname(file)), { recursive: true })
    copyFileSync(join(ROOT, file), join(to, file))
  }
  // Not as one link: bundles are kept in a folder of it, and those of the copy are its own.
  mkdirSync(join(to, 'node_modules'))
  for (const entry of readdirSync(join(ROOT, 'node_modules')))
    if (entry !== '.cache') symlinkSync(join(ROOT, 'node_modules', entry), join(to, 'node_modules', entry))
}
