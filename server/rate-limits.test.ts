import { describe, expect, it } from 'vitest'
import { ADDRESS_RATES, RATES, type RateKind, SESSIONS_PER_ADDRESS, SESSIONS_PER_PERSON } from './domain/rates'
import { takeAttempt, takeForAddress, takeForPerson } from './rate-limits'

let lastId = 0
const somebody = (personId = ++lastId) => ({ personId, session: { id: ++lastId } })
const kinds = Object.keys(RATES) as RateKind[]

describe.each(kinds)('%s', (kind) => {
  const { most, perS } = RATES[kind]

  it('is taken as often as one session may, and not once more', async () => {
    const who = somebody()
    for (let i = 0; i < most; i++) expect(await takeForPerson(kind, who)).toBeNull()
    const waitS = await takeForPerson(kind, who)
    expect(waitS).toBeGreaterThan(0)
    expect(waitS).toBeLessThanOrEqual(perS)
    expect(await takeForPerson(kind, somebody())).toBeNull()
  })

  it('counts all sessions of a person', async () => {
    const { personId } = somebody()
    for (let i = 0; i < SESSIONS_PER_PERSON; i++) expect(await takeForPerson(kind, somebody(personId), most)).toBeNull()
    expect(await takeForPerson(kind, somebody(personId))).not.toBeNull()
  })

  it('counts all people of an address', async () => {
    const address = `10.0.0.${++lastId}`
    expect(await takeForAddress(kind, address, most * SESSIONS_PER_ADDRESS)).toBeNull()
    expect(await takeForAddress(kind, address)).not.toBeNull()
    expect(await takeForAddress(kind, `${address}0`)).toBeNull()
  })
})

it('counts every member of a batch', async () => {
  const who = somebody()
  for (let i = 0; i < RATES.call.most / 10; i++) expect(await takeForPerson('call', who, 10)).toBeNull()
  expect(await takeForPerson('call', who, 10)).not.toBeNull()
})

it('looks at failed sign-ins without counting, and counts those that failed', async () => {
  const { most } = ADDRESS_RATES.signInFailure
  for (let i = 0; i < 5 * most; i++) expect(await takeAttempt('signInFailure', 'a', 0)).toBeNull()
  for (let i = 0; i < most; i++) {
    expect(await takeAttempt('signInFailure', 'a', 0)).toBeNull()
    await takeAttempt('signInFailure', 'a', 1)
  }
  expect(await takeAttempt('signInFailure', 'a', 0)).toBeGreaterThan(0)
  expect(await takeAttempt('signInFailure', 'b', 0)).toBeNull()
})
