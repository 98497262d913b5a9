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

it('sets no HTML from text', () =>
  expect(
    holding(
      /dangerouslySetInnerHTML|\.setHTML(Unsafe)?\(|\.(inner|outer)HTML\s*\+?=|insertAdjacentHTML|createContextualFragment|document\.write|srcDoc|text\/html['"]\)|parseHTMLUnsafe/,
    ),
  ).toEqual([]))

it('parses XML on the server only, with a parser that makes no page of it', () =>
  expect(holding(/DOMParser/).filter((file) => !/from '@xmldom\/xmldom'/.test(readFileSync(file, 'utf8')))).toEqual([]))

const isTesting = (file: string) => /\/testing\//.test(file)
/** What runs on the server: all but the browser's part of app. */
const ofServer = files.filter(
  (file) =>
    !isTesting(file) && (/^(server|db|app\/(api|_server))\//.test(file) || /^app\/.*(page|layout)\.tsx$/.test(file)),
)

it('calls nothing outside but through server/outbound.ts', () => {
  const callers = holding(
    /\b(fetch|XMLHttpRequest|EventSource|WebSocket|axios)\s*\(|from '(undici|axios|got|ws)'|import \{[^}]*\b(request|get|connect|Agent|Socket)\b[^}]*\} from 'node:(https?|http2|tls|dgram|net)'/,
    ofServer.filter((file) => !/^'use client'/.test(readFileSync(file, 'utf8'))),
  )
  // The lock asks over loopback whether the process that owns a data folder is alive; cameras are configured and speak RTSP.
  expect(callers.toSorted()).toEqual([
    join('db', 'embedded-lock.ts'),
    join('server', 'media', 'embedded', 'rtsp', 'rtsp-client.ts'),
    join('server', 'outbound.ts'),
  ])
})

it('decides nothing about who may see what in proxy.ts, which may be missing', () => {
  const proxy = readFileSync('proxy.ts', 'utf8')
  expect(proxy).not.toMatch(/cookie|session|caller|permission|redirect|rewrite/i)
  expect(proxy.match(/from '[^']+'/g)).toEqual([
    "from 'next/server'",
    "from './server/env'",
    "from './server/security-headers'",
  ])
})

it('asks who is there in every door of the API itself', () => {
  const doors = files.filter((file) => /^app\/api\/.*route\.ts$/.test(file))
  expect(doors.length).toBeGreaterThan(8)
  // Health tells only whether the database answers. To the identity provider and back a browser comes by links, which its
  // state and its cookie tie together. The last is the answer to an unknown address.
  const open = ['health', 'sign-in/provider', 'sign-in/provider/callback', '[...rest]'].map((door) =>
    join('app', 'api', door, 'route.ts'),
  )
  const asking = holding(/requirePermission\(|answerTile\(|isSameOrigin\(|requireSource\(/, doors)
  expect(doors.filter((door) => !asking.includes(door)).toSorted()).toEqual(open.toSorted())
})

it('reads no environment outside server/env.ts', () =>
  expect(
    holding(
      /process\.env/,
      files.filter((file) => !/\/testing\//.test(file)),
    ),
  ).toEqual([join('server', 'env.ts')]))

/** Comes along with the embedded database's socket server; nothing here loads it. */
const NEVER_LOADED = 'node_modules/@electric-sql/pglite-pgvector'

const RECOGNISES_PEOPLE =
  /face-?api|face-?(detect|landmark|mesh|recogn)|blazeface|vladmandic\/(human|face)|insightface|mediapipe|tensorflow|onnxruntime|pgvector|opencv|rekognition|deepface|arcface|facenet|openpose|posenet|movenet/i
const ABOUT_BODIES =
  /face|gait|iris_?scan|fingerprint|biometric|(person|body|voice)_?(embedding|feature|vector|print)|embedding|re_?id\b|occupant|driver_|passenger|ethnic|skin_?colou?r/i

it('keeps libraries that recognise faces or people, and vector search, out', () => {
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, unknown> }
  const names = Object.keys(lock.packages)
    .filter((name) => name !== NEVER_LOADED)
    .join('\n')
  expect(holding(/pglite-pgvector/)).toEqual([])
  expect(names).not.toMatch(RECOGNISES_PEOPLE)
  // The rule sees what it is about.
  for (const name of [
    'face-api.js',
    '@vladmandic/human',
    '@mediapipe/face_mesh',
    '@tensorflow-models/blazeface',
    'node_modules/pgvector',
  ])
    expect(name).toMatch(RECOGNISES_PEOPLE)
})

it('keeps columns, fields and procedures about faces and people’s bodies out of schema and API', () => {
  const borders = files.filter((file) => /^(server\/routers|app\/api)\//.test(file))
  expect(borders.length).toBeGreaterThan(15)
  for (const file of ['db/schema.ts', ...borders]) {
    const names = readFileSync(file, 'utf8')
      .replace(/\/\/.*|\/\*[\s\S]*?\*\//g, '')
      .replace(/\b[Ii]nterface\b|\bsurfaces?\b/g, '')
    expect(names, file).not.toMatch(ABOUT_BODIES)
  }
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
