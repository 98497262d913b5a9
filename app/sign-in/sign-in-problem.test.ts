import { expect, it } from 'vitest'
import { problemOf, problemThatCame, waitWords } from './sign-in-problem'

const answer = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers })

it('waits as long as the answer says, whether a name or an address is locked', async () => {
  expect(await problemOf(answer(429, { code: 'too-many' }, { 'Retry-After': '37' }))).toEqual({
    kind: 'wait',
    waitS: 37,
  })
  expect(await problemOf(answer(429, { code: 'locked' }, { 'Retry-After': '842' }))).toEqual({
    kind: 'wait',
    waitS: 842,
  })
})

it('tells seconds below a minute and whole minutes above, never too few', () => {
  expect(waitWords(59)).toEqual({ unit: 'waitSeconds', count: 59 })
  expect(waitWords(60)).toEqual({ unit: 'waitMinutes', count: 1 })
  expect(waitWords(61)).toEqual({ unit: 'waitMinutes', count: 2 })
  expect(waitWords(900)).toEqual({ unit: 'waitMinutes', count: 15 })
})

it('knows a refusal, a wanted code, and no answer', async () => {
  expect(await problemOf(answer(401, { code: 'wrong' }))).toEqual({ kind: 'wrong' })
  expect(await problemOf(answer(401, { code: 'code' }))).toBe('code')
  for (const response of [null, answer(503, { code: 'database' }), new Response('<html>', { status: 500 })])
    expect(await problemOf(response)).toEqual({ kind: 'failed' })
})

it('takes from the address only what Sightline would have written there', () => {
  expect(problemThatCame({})).toBeNull()
  expect(problemThatCame({ problem: 'provider-unknown' })).toEqual({ kind: 'provider-unknown' })
  expect(problemThatCame({ problem: 'too-many', wait: '12' })).toEqual({ kind: 'wait', waitS: 12 })
  for (const wait of ['', '0', '-1', 'NaN', '1e9', 'soon'])
    expect(problemThatCame({ problem: 'too-many', wait })).toEqual({ kind: 'failed' })
  expect(problemThatCame({ problem: 'constructor' })).toEqual({ kind: 'failed' })
})
