// Plain JavaScript: nothing is installed yet when this runs.
import { spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

const NEEDED = [20, 20]
process.chdir(dirname(dirname(fileURLToPath(import.meta.url))))

const [major, minor] = process.versions.node.split('.').map(Number)
if (major < NEEDED[0] || (major === NEEDED[0] && minor < NEEDED[1])) {
  console.error(`Sightline needs Node ${NEEDED.join('.')} or newer; this is ${process.versions.node}.`)
  process.exit(1)
}

const installed = 'node_modules/.package-lock.json'
if (!existsSync(installed) || statSync('package-lock.json').mtimeMs > statSync(installed).mtimeMs + 1000) {
  console.log('Installing dependencies (about a minute)…')
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  if (npm.status !== 0) {
    console.error('The dependencies could not be installed; the lines above say why.')
    process.exit(1)
  }
}

const { register } = await import('tsx/esm/api')
register()
const { startCity } = await import('./start-city.ts')
await startCity(process.argv.slice(2))
