/** Every rate, used up by a session of its own, and one more. */
import { setTimeout as sleep } from 'node:timers/promises'
import { ADDRESS_RATES, RATES, type RateKind } from '../../server/domain/rates'
import type { Attempt } from './limit-attempts'
import { type Answer, type Visitor, waitAsTold } from './web-visitor'

const AT_A_TIME = 25

/** Who sends passages has a key and no session. */
type SessionRate = Exclude<RateKind, 'ingest'>

/** How each kind of point is spent: one request, and how many points it takes. */
const SPENDING: Record<SessionRate, { points: number; ask(visitor: Visitor): Promise<Answer> }> = {
  call: { points: 10, ask: (visitor) => visitor.batch('coverage.status', 10) },
  trace: { points: 1, ask: (visitor) => visitor.call('passages.trace', {}) },
  tile: { points: 1, ask: (visitor) => visitor.ask('/api/tiles/17/0/0') },
  file: { points: 1, ask: (visitor) => visitor.ask('/api/media/session/none', { method: 'PATCH' }) },
  part: { points: 1, ask: (visitor) => visitor.ask('/api/media/hls/none/index.m3u8', { method: 'GET' }) },
  feed: { points: 1, ask: (visitor) => visitor.ask('/api/media/live/1', { method: 'POST' }) },
}

async function isTaken(answer: Promise<Answer>): Promise<boolean> {
  const { status, headers } = await answer
  if (status === 429 && !(Number(headers.get('retry-after')) >= 1)) throw new Error('a refusal says when to come again')
  return status !== 429
}

/** So many requests, some at a time; true when every one is let in. */
async function areAllTaken(count: number, ask: () => Promise<Answer>): Promise<boolean> {
  let areTaken = true
  for (let i = 0; i < count; i += AT_A_TIME) {
    const some = await Promise.all(Array.from({ length: Math.min(AT_A_TIME, count - i) }, () => isTaken(ask())))
    areTaken &&= some.every(Boolean)
  }
  return areTaken
}

function ofSession(kind: SessionRate, signIn: () => Promise<Visitor>): Attempt[] {
  const { most, perS } = RATES[kind]
  const { points, ask } = SPENDING[kind]
  let visitor: Visitor
  let startedAt: number
  return [
    {
      name: `${most} ${kind} in ${perS} s`,
      mayPass: true,
      isTaken: async () => {
        visitor = await signIn()
        startedAt = Date.now()
        return areAllTaken(most / points, () => ask(visitor))
      },
    },
    {
      name: `one ${kind} more`,
      mayPass: false,
      isTaken: async () => {
        if (Date.now() - startedAt > perS * 1_000)
          throw new Error(`${kind}: this machine is too slow to use the rate up`)
        return isTaken(ask(visitor))
      },
    },
    {
      name: `${kind} of somebody else meanwhile`,
      mayPass: true,
      isTaken: async () => isTaken(ask(await signIn())),
    },
  ]
}

/** Waits for what it is told to wait for, if that is short; then the same is let in. */
const afterWaiting = (signIn: () => Promise<Visitor>): Attempt => ({
  name: 'calls after waiting as told',
  mayPass: true,
  isTaken: async () => {
    const visitor = await signIn()
    const { ask } = SPENDING.call
    let answer = await ask(visitor)
    for (let i = 0; i < RATES.call.most && answer.status !== 429; i++) answer = await ask(visitor)
    await waitAsTold(answer)
    return isTaken(ask(visitor))
  },
})

/** `since`: when the last attempts that count for an address were made. */
function ofAddress(nobody: Visitor, since: number): Attempt[] {
  // Another name each time: one that is tried often is locked by itself.
  let names = 0
  const wrong = () => nobody.json('/api/session', { username: `nobody-${names++}`, password: 'wrong' })
  const wrongKey = () => nobody.ask('/api/ingest/passages', { method: 'POST' })
  const first = { token: 'x'.repeat(30), username: 'first', password: 'a long pass phrase' }
  /** Both doors for one-time links share one limit. */
  let links = 0
  const link = () => nobody.json(links++ % 2 === 0 ? '/api/set-up' : '/api/set-password', first)
  return [
    {
      name: 'one-time links',
      mayPass: true,
      isTaken: async () => {
        await sleep(Math.max(0, since + 1_000 * ADDRESS_RATES.oneTimeLink.perS + 500 - Date.now()))
        return areAllTaken(ADDRESS_RATES.oneTimeLink.most, link)
      },
    },
    { name: 'one link more', mayPass: false, isTaken: () => isTaken(link()) },
    {
      name: 'wrong keys of passages',
      mayPass: true,
      isTaken: () => areAllTaken(ADDRESS_RATES.wrongKey.most, wrongKey),
    },
    { name: 'one wrong key more', mayPass: false, isTaken: () => isTaken(wrongKey()) },
    { name: 'failed sign-ins', mayPass: true, isTaken: () => areAllTaken(ADDRESS_RATES.signInFailure.most, wrong) },
    { name: 'one failed sign-in more', mayPass: false, isTaken: () => isTaken(wrong()) },
  ]
}

/** The last lock the address out of signing in for a minute. */
export const rateAttempts = (
  nobody: Visitor,
  since: number,
  signIn: (username: string) => Promise<Visitor>,
): Attempt[] => [
  ...(Object.keys(SPENDING) as SessionRate[]).flatMap((kind) =>
    ofSession(kind, () => signIn(kind === 'tile' || kind === 'call' ? 'planner' : 'officer')),
  ),
  afterWaiting(() => signIn('maintainer')),
  ...ofAddress(nobody, since),
]
