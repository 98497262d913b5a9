/** Every limit at the door, tried at its edge and one beyond. */
import { MOST_CORNERS } from '../../server/domain/drawn-area'
import type { Answer, Visitor } from './web-visitor'

export interface Attempt {
  name: string
  /** What the limit says; how it ended is `isTaken`. */
  mayPass: boolean
  isTaken(): Promise<boolean>
}

export interface Visitors {
  nobody: Visitor
  planner: Visitor
  officer: Visitor
}

const KIB = 1_024

/** JSON of exactly so many bytes: spaces mean nothing. */
const jsonOf = (value: unknown, bytes: number) => JSON.stringify(value).padEnd(bytes, ' ')

const edge = (name: string, limit: number, attempt: (size: number) => Promise<boolean>): Attempt[] =>
  [limit, limit + 1].map((size) => ({ name: `${name} ${size}`, mayPass: size === limit, isTaken: () => attempt(size) }))

const never = (name: string, refusedWith: number, ask: () => Promise<Answer>): Attempt => ({
  name,
  mayPass: false,
  isTaken: async () => (await ask()).status !== refusedWith,
})

function bodies({ nobody, planner, officer }: Visitors): Attempt[] {
  const post = (who: Visitor, path: string, type: string, body: string) =>
    who.ask(path, { method: 'POST', headers: { 'content-type': type }, body })
  const json = 'application/json'
  const wrong = { username: 'nobody', password: 'wrong' }
  const link = { token: 'x'.repeat(30), username: 'first', password: 'a long pass phrase' }
  return [
    ...edge('bytes of a call', 256 * KIB, async (size) => {
      const { status } = await post(planner, '/api/trpc/cameras.search', json, jsonOf({ text: 'a' }, size))
      return status === 200
    }),
    ...edge(
      'bytes of a sign-in',
      4 * KIB,
      async (size) => (await post(nobody, '/api/session', json, jsonOf(wrong, size))).status === 401,
    ),
    ...edge(
      'bytes of a set-up',
      4 * KIB,
      async (size) => (await post(nobody, '/api/set-up', json, jsonOf(link, size))).status === 410,
    ),
    ...edge(
      'bytes of an offer',
      64 * KIB,
      async (size) => (await post(officer, '/api/media/live/1', 'application/sdp', 'v'.repeat(size))).status !== 413,
    ),
    ...edge('bytes of late candidates', 64 * KIB, async (size) => {
      const headers = { 'content-type': 'application/trickle-ice-sdpfrag' }
      const { status } = await officer.ask('/api/media/session/none', {
        method: 'PATCH',
        headers,
        body: 'a'.repeat(size),
      })
      return status !== 413
    }),
    ...edge('calls in a batch', 10, async (size) => (await planner.batch('coverage.status', size)).status === 200),
  ]
}

/** Refused by the schema, not by what a service makes of it. */
const isInput = ({ status, text }: Answer) => status !== 429 && !(status === 400 && text.includes('"message":"['))

function schemas({ planner, officer }: Visitors): Attempt[] {
  const isTaken = async (who: Visitor, procedure: string, input: unknown) => isInput(await who.call(procedure, input))
  const corners = (count: number) => Array.from({ length: count }, (_, i) => [126 + i * 1e-6, 45])
  const reason = (size: number) =>
    'Stolen van seen by a witness at the market '
      .repeat(20)
      .slice(0, size - 1)
      .trim()
      .padEnd(size, 'x')
  const aCase = (input: object) =>
    isTaken(officer, 'cases.open', { number: 'A-1', offenceClass: 'theft', reason: '', validDays: 1, ...input })
  const trace = (plate: string) => isTaken(officer, 'passages.trace', { caseId: 2_000_000_000, plate, from: 0, to: 1 })
  const sides = (
    name: string,
    good: unknown,
    bad: unknown,
    attempt: (value: unknown) => Promise<boolean>,
  ): Attempt[] => [
    { name: `${name} ${JSON.stringify(good)}`, mayPass: true, isTaken: () => attempt(good) },
    { name: `${name} ${JSON.stringify(bad)}`, mayPass: false, isTaken: () => attempt(bad) },
  ]
  const box = (west: unknown) => isTaken(planner, 'areas.list', { box: [west, -90, 180, 90] })
  return [
    ...edge('letters searched for', 120, (size) => isTaken(planner, 'cameras.search', { text: '字'.repeat(size) })),
    ...edge('letters of a case number', 40, (size) => aCase({ number: 'N'.repeat(size) })),
    ...edge('letters of a reason', 500, (size) => aCase({ reason: reason(size) })),
    ...edge('days of a case', 90, (validDays) => aCase({ validDays, reason: 'no' })),
    ...edge('letters of a plate', 20, (size) => trace('A'.repeat(size))),
    ...edge('corners of a shape', 2 * MOST_CORNERS, (size) =>
      isTaken(planner, 'coverage.shape', { ring: corners(size), level: null }),
    ),
    ...edge('letters of a place', 300, (size) =>
      isTaken(planner, 'coverage.place', { jurisdictionId: 1, place: { kind: 'street', id: 'a'.repeat(size) } }),
    ),
    ...edge('number of a row', 2_147_483_647, (id) => isTaken(planner, 'cameras.describe', { id })),
    ...sides('west of a box', -180, -180.000001, box),
    ...sides('west of a box', 0, '0', box),
    ...sides('west of a box', 1, null, box),
    ...sides('letters searched for', 'a', '', (text) => isTaken(planner, 'cameras.search', { text })),
    ...sides('text', 'a b', 'a\u202eb', (text) => isTaken(planner, 'cameras.search', { text })),
    ...sides('plate', '测A12345', '测A\u200b12345', (plate) => trace(String(plate))),
  ]
}

function tiles({ planner }: Visitors): Attempt[] {
  const attempt = (path: string, mayPass: boolean): Attempt => ({
    name: `tile ${path}`,
    mayPass,
    isTaken: async () => (await planner.ask(`/api/tiles/${path}`)).status === 200,
  })
  const ranges = [0, 5, 14, 16].flatMap((z) => [
    attempt(`${z}/${2 ** z - 1}/${2 ** z - 1}`, true),
    attempt(`${z}/${2 ** z}/0`, false),
    attempt(`${z}/0/${2 ** z}`, false),
    attempt(`${z}/-1/0`, false),
  ])
  const spelt = ['17/0/0', '-1/0/0', '16/0.5/0', '16/1e2/0', '16/0x10/0', '16/%201/0', '16/+1/0', '16/NaN/0', '16/Infinity/0', '16/123456/0', '16/１/0', 'viewsheds/13/0/0', 'viewsheds/17/0/0', '16/1/1.png'] // biome-ignore format: a list
  return [...ranges, attempt('viewsheds/14/0/0', true), ...spelt.map((path) => attempt(path, false))]
}

const DOORS: [method: string, path: string, type: string][] = [
  ['POST', '/api/trpc/coverage.status', 'application/json'],
  ['POST', '/api/session', 'application/json'],
  ['DELETE', '/api/session', 'application/json'],
  ['POST', '/api/set-up', 'application/json'],
  ['POST', '/api/passages/picture', 'application/json'],
  ['POST', '/api/media/live/1', 'application/sdp'],
  ['POST', '/api/media/hls?camera=1', 'application/json'],
  ['PATCH', '/api/media/session/none', 'application/trickle-ice-sdpfrag'],
  ['DELETE', '/api/media/session/none', 'application/json'],
]
const STRANGERS = ['http://127.0.0.1', 'https://evil.example', 'null', 'not an address', null]

function doors({ officer, planner }: Visitors): Attempt[] {
  const attempts: Attempt[] = []
  for (const [method, path, type] of DOORS)
    for (const origin of STRANGERS)
      attempts.push(
        never(`${method} ${path} from ${origin}`, 403, () =>
          officer.ask(path, {
            method,
            headers: { origin, 'content-type': type },
            body: method === 'DELETE' ? undefined : '{}',
          }),
        ),
      )
  for (const type of ['text/plain', 'multipart/form-data; boundary=x', 'application/x-www-form-urlencoded', 'application/octet-stream', 'application/sdp, application/json']) // biome-ignore format: a list
    attempts.push(
      never(`a call as ${type}`, 415, () =>
        planner.ask('/api/trpc/coverage.cancel', { method: 'POST', headers: { 'content-type': type }, body: '{}' }),
      ),
    )
  attempts.push(
    never('an offer as text', 415, () =>
      officer.ask('/api/media/live/1', { method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'v=0' }),
    ),
  )
  for (const [method, path] of [
    ['GET', '/api/trpc/coverage.status'],
    ['PUT', '/api/trpc/coverage.status'],
    ['GET', '/api/session'],
    ['POST', '/api/cameras'],
    ['DELETE', '/api/tiles/0/0/0'],
    ['GET', '/api/media/live/1'],
    ['GET', '/api/media/hls'],
    ['POST', '/api/media/hls/none/index.m3u8'],
    ['POST', '/plan'],
    ['PUT', '/'],
    ['DELETE', '/sign-in'],
  ])
    attempts.push(never(`${method} ${path}`, 405, () => planner.ask(path, { method })))
  for (const path of ['/', '/plan', '/sign-in', '/no-such-page'])
    for (const [name, value] of [
      ['next-action', '0'.repeat(42)],
      ['next-action', ''],
      ['x-middleware-subrequest', 'proxy'],
    ])
      attempts.push(never(`${path} with ${name}`, 400, () => planner.ask(path, { headers: { [name]: value } })))
  return attempts
}

export const limitAttempts = (visitors: Visitors): Attempt[] => [
  ...bodies(visitors),
  ...schemas(visitors),
  ...tiles(visitors),
  ...doors(visitors),
]
