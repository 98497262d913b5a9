/** How often one session may ask. A person may have several, an address many: their shares are multiples of it. */

export interface Rate {
  most: number
  perS: number
}

export const RATES = {
  /** Procedures; each member of a batch counts. */
  call: { most: 600, perS: 10 },
  /** Reading where a vehicle went. */
  trace: { most: 30, perS: 60 },
  /** A screen of 2560 × 1440 holds about 50, both kinds together: one dragged by its whole width every second asks for 3,000. */
  tile: { most: 6_000, perS: 60 },
  /** The camera table, recorded clips, signalling. */
  file: { most: 300, perS: 10 },
  /** Parts of live pictures by HTTP: a wall of 16 asks for some 32 a second, a playlist and a segment for each. */
  part: { most: 640, perS: 10 },
  /** Batches of passages that come in, by source. */
  ingest: { most: 2_000, perS: 10 },
  /** Opening live feeds. */
  feed: { most: 120, perS: 60 },
} as const satisfies Record<string, Rate>
export type RateKind = keyof typeof RATES

/** By address alone, before anybody is known. */
export const ADDRESS_RATES = {
  /** Wrong names and passwords, and returns from the identity provider that let nobody in. */
  signInFailure: { most: 30, perS: 60 },
  /** Sign-ins begun at the identity provider; each keeps a row for ten minutes. */
  providerStart: { most: 60, perS: 60 },
  /** One-time links that are tried: each hashes a password, which costs on purpose. */
  oneTimeLink: { most: 20, perS: 60 },
  /** Keys and digests of sources of passages that are wrong. */
  wrongKey: { most: 60, perS: 60 },
} as const satisfies Record<string, Rate>
export type AddressRateKind = keyof typeof ADDRESS_RATES

export const SESSIONS_PER_PERSON = 2
export const SESSIONS_PER_ADDRESS = 20
