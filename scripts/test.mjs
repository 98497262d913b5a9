// npm test: lint, import rules, types, unit, database tests on both databases, browser tests. --only check,unit,db,e2e
import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { FILM_PACKAGES, installDebianPackages, RTSP_SERVER_PACKAGES } from './lib/debian-packages.mjs'
import { hasPostgres, startScratchPostgres } from './lib/scratch-postgres.mjs'

process.chdir(dirname(dirname(fileURLToPath(import.meta.url))))
const STEPS = ['check', 'unit', 'db', 'e2e']
const only = process.argv[2] === '--only' ? process.argv[3].split(',') : STEPS
const startedAt = Date.now()
const log = (line) => console.log(`\n[${((Date.now() - startedAt) / 1000).toFixed(0)} s] ${line}`)
const totals = { passed: 0, failed: 0, skipped: 0 }
const broken = []
const failures = []
const scratch = mkdtempSync(join(tmpdir(), 'sightline-test-'))

async function step(name, command, args, env = {}) {
  log(name)
  const [code] = await once(spawn(command, args, { stdio: 'inherit', env: { ...process.env, ...env } }), 'exit')
  if (code !== 0) broken.push(name)
}

async function vitest(name, project, env = {}) {
  const report = join(scratch, `${name.replace(/\W/g, '-')}.json`)
  await step(
    name,
    process.execPath,
    [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--project',
      project,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ],
    env,
  )
  const {
    numPassedTests = 0,
    numFailedTests = 0,
    numPendingTests = 0,
    testResults = [],
  } = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : {}
  for (const result of testResults) noteFailures(result)
  if (numPassedTests + numFailedTests === 0) broken.push(`${name}: no test ran`)
  totals.passed += numPassedTests
  totals.failed += numFailedTests
  totals.skipped += numPendingTests
}

/** A line a file, so that the end of a long log says what failed: how many, and the first of them with its reason. */
function noteFailures({ name, status, message, assertionResults }) {
  if (status !== 'failed') return
  const failed = assertionResults.filter((result) => result.status === 'failed')
  const { title, failureMessages } = failed[0] ?? { title: 'could not begin', failureMessages: [message] }
  const reason = failureMessages.join(' ').split('\n')[0]
  failures.push(`${relative('.', name)}: ${failed.length} × ${title.slice(0, 40)}: ${reason.slice(0, 80)}`)
}

async function check() {
  await step('lint', process.execPath, [
    'node_modules/@biomejs/biome/bin/biome',
    'check',
    '--error-on-warnings',
    '--reporter=summary',
  ])
  await step('import rules', process.execPath, [
    'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
    'app',
    'server',
    'db',
    'scripts',
    '--config',
    '.dependency-cruiser.cjs',
  ])
  await step('unused code', process.execPath, ['node_modules/knip/bin/knip.js', '--no-progress'])
  await step('types', process.execPath, ['node_modules/typescript/bin/tsc', '--noEmit'])
}

async function database() {
  await vitest('database tests, embedded', 'db', { SIGHTLINE_DATA: join(scratch, 'embedded'), DATABASE_URL: '' })
  const given = process.env.TEST_DATABASE_URL
  if (!given && !hasPostgres())
    return broken.push(
      'database tests, server: install postgresql-15 and postgresql-15-postgis-3, or set TEST_DATABASE_URL',
    )
  const server = given ? { url: given, stop() {} } : startScratchPostgres()
  try {
    await vitest('database tests, server', 'db', { DATABASE_URL: server.url, SIGHTLINE_DATA: join(scratch, 'server') })
  } finally {
    server.stop()
  }
}

async function browser() {
  log('starting the demo city for browser tests')
  const port = 20_000 + (process.pid % 20_000)
  const data = join(scratch, 'city')
  // A relay that a test starts; until then browsers find nobody there.
  const relay = {
    SIGHTLINE_TURN_URL: `turn:127.0.0.1:${port + 20_000}`,
    SIGHTLINE_TURN_SECRET: randomBytes(16).toString('hex'),
  }
  const city = spawn(process.execPath, ['scripts/start.mjs'], {
    env: { ...process.env, ...relay, PORT: String(port), SIGHTLINE_DATA: data, DATABASE_URL: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const isReady = await new Promise((resolve) => {
    city.stdout.on('data', (chunk) => {
      process.stdout.write(chunk)
      if (String(chunk).includes('Ready.')) resolve(true)
    })
    city.once('exit', () => resolve(false))
  })
  const address = `http://127.0.0.1:${port}`
  if (isReady) await vitest('browser tests', 'e2e', { ...relay, SIGHTLINE_ADDRESS: address, SIGHTLINE_DATA: data })
  else broken.push('browser tests: the demo city did not start')
  if (city.exitCode === null) {
    city.kill('SIGTERM')
    await once(city, 'exit')
  }
}

if (!existsSync('node_modules/vitest'))
  spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { stdio: 'inherit' })
const wanted = [
  ...(only.includes('db') && !process.env.TEST_DATABASE_URL ? ['postgresql-15', 'postgresql-15-postgis-3'] : []),
  ...(only.includes('e2e') ? ['chromium', 'coturn', ...RTSP_SERVER_PACKAGES] : []),
  ...(only.some((name) => name !== 'check') ? FILM_PACKAGES : []),
]
const missing = installDebianPackages(wanted, log)
if (missing.length > 0)
  log(`Not installed and not installable here: ${missing.join(', ')}. Install them with apt-get as root.`)
if (!existsSync('../shared/data')) log('There is no ../shared/data: tests on real input are skipped.')

if (only.includes('check')) await check()
if (only.includes('unit')) await vitest('unit tests', 'unit')
if (only.includes('db')) await database()
if (only.includes('e2e')) await browser()
rmSync(scratch, { recursive: true, force: true })

for (const name of broken) console.error(`FAILED: ${name}`)
log('done')
for (const line of failures) console.log(line)
console.log(`${totals.passed} passed, ${totals.failed + broken.length} failed, ${totals.skipped} skipped`)
process.exit(broken.length > 0 || totals.failed > 0 ? 1 : 0)
