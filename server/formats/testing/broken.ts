/** Files and bodies broken in the ways in which devices, networks and attackers break them; the same for the same seed. */

const encoder = new TextEncoder()

const POISONS = [
  'NaN',
  '1e400',
  '-1e309',
  '__proto__',
  '"',
  '""',
  ',',
  ';',
  '\n',
  '\r\n',
  '\0',
  '\u202E',
  '\u200B',
  '=cmd()',
  'null',
  '[]',
  '{}',
  '\\',
  '\uFEFF',
  '测',
  '９',
  '١',
  '[[[[',
  '-',
  'e',
  '1'.repeat(400),
]

/** xorshift32. */
export function numbers(seed: number): (below: number) => number {
  let state = seed * 2654435761 + 1
  return (below) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % below
  }
}

/** The bytes with some of them changed, cut, doubled or poisoned. */
export function broken(bytes: Uint8Array, seed: number): Uint8Array {
  const random = numbers(seed)
  let result = Buffer.from(bytes)
  for (let changes = 1 + random(4); changes > 0; changes--) {
    const at = random(Math.max(1, result.length))
    const poison = Buffer.from(POISONS[random(POISONS.length)])
    const ways = [
      () => Buffer.concat([result.subarray(0, at), poison, result.subarray(at)]),
      () => Buffer.concat([result.subarray(0, at), poison, result.subarray(at + poison.length)]),
      () => result.subarray(0, at),
      () => Buffer.concat([result, result.subarray(at)]),
      () => Buffer.concat([result.subarray(0, at), Buffer.from([random(256)]), result.subarray(at + 1)]),
      () => Buffer.concat([result.subarray(0, at), result.subarray(at + 1 + random(8))]),
    ]
    result = Buffer.from(ways[random(ways.length)]())
  }
  return result
}

/** The JSON with one value in it replaced. */
export function poisoned(bytes: Uint8Array, seed: number): Uint8Array {
  const random = numbers(seed)
  const root: unknown = JSON.parse(Buffer.from(bytes).toString())
  let at = root as Record<string, unknown>
  for (;;) {
    const key = Object.keys(at)[random(Object.keys(at).length)]
    const next = at[key]
    if (typeof next === 'object' && next !== null && Object.keys(next).length > 0 && random(5) > 0)
      at = next as Record<string, unknown>
    else {
      at[key] = [null, 'x', -999, [], {}, true, '\u202E', [[[[]]]], Number.MAX_VALUE][random(9)]
      return encoder.encode(JSON.stringify(root))
    }
  }
}
