// Loads a TypeScript script into this process: esbuild makes one module of it and ends. A loader hook would keep an esbuild
// process beside each of ours for as long as it runs.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { threadId } from 'node:worker_threads'
import { build, stop } from 'esbuild'

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const BUNDLES = join(ROOT, 'node_modules/.cache/sightline')

/** Every source finds its neighbours by its own address, not by the bundle's. */
const ownAddresses = {
  name: 'own-addresses',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, ({ path }) => ({
      loader: 'ts',
      contents: readFileSync(path, 'utf8').replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href)),
    }))
  },
}

async function bundle(entry) {
  const { outputFiles } = await build({
    entryPoints: [resolve(ROOT, entry)],
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: 'inline',
    sourcesContent: false,
    plugins: [ownAddresses],
    write: false,
  })
  await stop()
  return outputFiles[0].contents
}

/** The module's exports. Processes and threads may load the same script at once: each puts a whole file in place. */
export async function loadTypescript(entry) {
  const file = join(
    BUNDLES,
    `${resolve(ROOT, entry)
      .slice(ROOT.length + 1)
      .replace(/\W+/g, '-')}.mjs`,
  )
  mkdirSync(BUNDLES, { recursive: true })
  const draft = `${file}.${process.pid}-${threadId}`
  writeFileSync(draft, await bundle(entry))
  renameSync(draft, file)
  return import(pathToFileURL(file).href)
}
