// Plain JavaScript: nothing is installed yet when this runs.
import { spawn } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

const NEEDED = [20, 20]
const STILL_EVERY_MS = 20_000
process.chdir(dirname(dirname(fileURLToPath(import.meta.url))))

function fail(line) {
  console.error(line)
  process.exit(1)
}

/** Runs npm quietly; resolves to null when it went well, else to what it said. */
function npm(...args) {
  return new Promise((resolve) => {
    const child = spawn('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], {
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let said = ''
    child.stderr.on('data', (chunk) => {
      said += chunk
    })
    const startedAt = Date.now()
    const still = setInterval(
      () => console.log(`  still installing, ${Math.round((Date.now() - startedAt) / 1000)} s`),
      STILL_EVERY_MS,
    )
    child.once('error', (error) => resolve(error.message))
    child.once('close', (code) => {
      clearInterval(still)
      resolve(code === 0 ? null : said || `npm ended with code ${code}.`)
    })
  })
}

async function install() {
  console.log('Installing dependencies (about a minute)…')
  // "npm ci" refuses to start when a registry lacks packages for other systems; "npm install" does without them.
  if ((await npm('ci')) === null) return
  const problem = await npm('install', '--no-save')
  if (problem) fail(`${problem.trimEnd()}\nThe dependencies could not be installed; the lines above say why.`)
}

const [major, minor] = process.versions.node.split('.').map(Number)
if (major < NEEDED[0] || (major === NEEDED[0] && minor < NEEDED[1]))
  fail(`Sightline needs Node ${NEEDED.join('.')} or newer; this is ${process.versions.node}.`)

const installed = 'node_modules/.package-lock.json'
if (!existsSync(installed) || statSync('package-lock.json').mtimeMs > statSync(installed).mtimeMs + 1000)
  await install()

try {
  const { loadTypescript } = await import('./lib/load-typescript.mjs')
  const { startCity } = await loadTypescript('scripts/start-city.ts')
  await startCity(process.argv.slice(2))
} catch (error) {
  fail(error instanceof RangeError ? error.message : error)
}
