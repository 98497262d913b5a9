// Measures ours against peers: bench.mjs [CASE…]; without a case it lists them.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'

if (!existsSync('node_modules/tsx')) {
  console.error('Run "npm ci" first.')
  process.exit(1)
}
const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/bench/main.ts', ...process.argv.slice(2)], {
  stdio: 'inherit',
})
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(signal ? 1 : code))
