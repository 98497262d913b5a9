/** Rules about the source itself that no linter here keeps. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

function* sources(folder: string): Generator<string> {
  for (const entry of readdirSync(folder)) {
    const path = join(folder, entry)
    if (statSync(path).isDirectory()) yield* sources(path)
    else if (/\.tsx?$/.test(entry) && !/\.(test|e2e)\.tsx?$/.test(entry)) yield path
  }
}

const files = ['app', 'server', 'db'].flatMap((folder) => [...sources(folder)])
const holding = (pattern: RegExp, list = files) => list.filter((file) => pattern.test(readFileSync(file, 'utf8')))

it('reads some files', () => expect(files.length).toBeGreaterThan(100))

it('has no Server Actions', () => expect(holding(/^\s*['"]use server['"]/m)).toEqual([]))

it('sets no HTML from text', () => expect(holding(/dangerouslySetInnerHTML|\.setHTML\(|\.innerHTML\s*=/)).toEqual([]))

it('reads no environment outside server/env.ts', () =>
  expect(
    holding(
      /process\.env/,
      files.filter((file) => !/\/testing\//.test(file)),
    ),
  ).toEqual([join('server', 'env.ts')]))

/** Comes along with the embedded database's socket server; nothing here loads it. */
const NEVER_LOADED = 'node_modules/@electric-sql/pglite-pgvector'

it('keeps libraries that recognise faces or people, and vector search, out', () => {
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, unknown> }
  const names = Object.keys(lock.packages)
    .filter((name) => name !== NEVER_LOADED)
    .join('\n')
  expect(holding(/pglite-pgvector/)).toEqual([])
  expect(names).not.toMatch(
    /face-api|face-landmarks|@vladmandic\/human|insightface|mediapipe|tensorflow|onnxruntime|pgvector|opencv/i,
  )
})

it('keeps columns about faces and people’s bodies out of the schema', () => {
  expect(readFileSync('db/schema.ts', 'utf8')).not.toMatch(/face|gait|embedding|biometric|occupant|driver_|passenger/i)
})

it('names every platform’s packages in the lock file, or npm ci refuses it', () => {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Record<string, { optionalDependencies?: Record<string, string> }>
  }
  const known = new Set(Object.keys(packages).map((path) => path.replace(/^.*node_modules\//, '')))
  const missing = Object.values(packages).flatMap((entry) =>
    Object.keys(entry.optionalDependencies ?? {}).filter((name) => !known.has(name)),
  )
  expect(missing).toEqual([])
})

it('names no registry in the lock file', () =>
  expect(readFileSync('package-lock.json', 'utf8')).not.toMatch(/"resolved"/))
