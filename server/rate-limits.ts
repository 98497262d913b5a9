/** Counts who asks how often, in this process's memory: there is one. */
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { Caller, CallerSession } from './domain/access'
import {
  ADDRESS_RATES,
  type AddressRateKind,
  RATES,
  type Rate,
  type RateKind,
  SESSIONS_PER_ADDRESS,
  SESSIONS_PER_PERSON,
} from './domain/rates'

/** They hang on globalThis because Next loads modules once per route bundle. */
const holder = globalThis as typeof globalThis & { sightlineRates?: Map<string, RateLimiterMemory> }
holder.sightlineRates ??= new Map()
const limiters = holder.sightlineRates

function limiter(name: string, { most, perS }: Rate, times: number): RateLimiterMemory {
  const known = limiters.get(name)
  if (known) return known
  const made = new RateLimiterMemory({ keyPrefix: name, points: most * times, duration: perS })
  limiters.set(name, made)
  return made
}

/** Seconds to wait, or null when it may go ahead. What is refused counts as well, so that hammering does not pay. */
async function take(counter: RateLimiterMemory, key: string, points: number): Promise<number | null> {
  try {
    await counter.consume(key, points)
    return null
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return Math.max(1, Math.ceil(refusal.msBeforeNext / 1_000))
    throw refusal
  }
}

/** Before anybody is known: one address's requests of all its people. Seconds to wait, or null. */
export const takeForAddress = (kind: RateKind, address: string, points = 1) =>
  take(limiter(`${kind}-address`, RATES[kind], SESSIONS_PER_ADDRESS), address, points)

/** Once somebody is known: their session's and their own. Seconds to wait, or null. */
export async function takeForPerson(
  kind: RateKind,
  { personId, session }: Pick<Caller, 'personId'> & { session?: Pick<CallerSession, 'id'> },
  points = 1,
): Promise<number | null> {
  return (
    (await take(limiter(`${kind}-session`, RATES[kind], 1), String(session?.id), points)) ??
    (await take(limiter(`${kind}-person`, RATES[kind], SESSIONS_PER_PERSON), String(personId), points))
  )
}

/** A source of passages, once it is known. Seconds to wait, or null. */
export const takeForSource = (sourceId: number) => take(limiter('ingest-source', RATES.ingest, 1), String(sourceId), 1)

/** Seconds to wait, or null; takes a point only with `points`, so that a door can look first and count afterwards. */
export async function takeAttempt(kind: AddressRateKind, address: string, points: 0 | 1): Promise<number | null> {
  const counter = limiter(kind, ADDRESS_RATES[kind], 1)
  if (points === 1) return take(counter, address, 1)
  const state = await counter.get(address)
  return state && state.consumedPoints >= ADDRESS_RATES[kind].most
    ? Math.max(1, Math.ceil(state.msBeforeNext / 1_000))
    : null
}
