// Runs a TypeScript script in this process: run.mjs scripts/import.ts …
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

if (!existsSync(fileURLToPath(new URL('../node_modules/esbuild', import.meta.url)))) {
  console.error('Run "npm ci" first.')
  process.exit(1)
}
process.argv.splice(1, 1)
try {
  const { loadTypescript } = await import('./lib/load-typescript.mjs')
  await loadTypescript(process.argv[1])
} catch (error) {
  console.error(error instanceof RangeError ? error.message : error)
  process.exit(1)
}
