/** Builds the app when its sources differ from the last build, judged by content, not by time. */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'

const SOURCES = [
  'app',
  'server',
  'db',
  'next.config.js',
  'package-lock.json',
  'postcss.config.mjs',
  'proxy.ts',
  'tsconfig.json',
]
const STILL_EVERY_MS = 20_000
const STAMP = '.next/sightline-sources'

function* filesIn(path: string): Generator<string> {
  if (!existsSync(path)) return
  if (!statSync(path).isDirectory()) return yield path
  for (const entry of readdirSync(path).sort()) yield* filesIn(join(path, entry))
}

function sourcesHash(): string {
  const hash = createHash('sha256')
  for (const source of SOURCES) {
    for (const file of filesIn(source)) {
      if (/\.(test|e2e)\.tsx?$/.test(file)) continue
      hash.update(file).update(readFileSync(file))
    }
  }
  return hash.digest('hex')
}

/** MapLibre's worker is a separate module; it is served from our own origin. */
export function copyMapWorker(): void {
  mkdirSync('public/maplibre', { recursive: true })
  for (const name of ['maplibre-gl-worker.mjs', 'maplibre-gl-shared.mjs'])
    copyFileSync(`node_modules/maplibre-gl/dist/${name}`, `public/maplibre/${name}`)
}

/** Runs the build; its output is kept for the case that it fails. */
function runBuild(
  log: (line: string) => void,
  signal: AbortSignal,
): Promise<{ status: number | null; output: string }> {
  return new Promise((resolve) => {
    const build = spawn(process.execPath, ['node_modules/next/dist/bin/next', 'build'], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
      signal,
    })
    let output = ''
    for (const stream of [build.stdout, build.stderr])
      stream.on('data', (chunk) => {
        output += chunk
      })
    const still = setInterval(() => log('  still building the app'), STILL_EVERY_MS)
    build.once('error', () => {})
    build.once('close', (status) => {
      clearInterval(still)
      resolve({ status, output })
    })
  })
}

export async function buildAppIfStale(log: (line: string) => void, signal: AbortSignal): Promise<void> {
  copyMapWorker()
  const hash = sourcesHash()
  if (existsSync(STAMP) && existsSync('.next/BUILD_ID') && readFileSync(STAMP, 'utf8') === hash) return
  log('Building the app (about a minute)…')
  rmSync(STAMP, { force: true })
  const { status, output } = await runBuild(log, signal)
  if (status !== 0) throw new Error(`The app could not be built:\n${output}`)
  writeFileSync(STAMP, hash)
  log('The app is built.')
}
