import { generateSync } from 'otplib'
import { describe, expect, it } from 'vitest'
import { newSecret, secretAddress, stepOfCode } from './totp'

/** The secret of RFC 6238, appendix B, and the last six digits of its codes for SHA-1. */
const RFC_SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
const RFC_CODES: [seconds: number, code: string][] = [
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
]

describe('a code', () => {
  it.each(RFC_CODES)('at %d s is the RFC’s', (seconds, code) =>
    expect(stepOfCode(RFC_SECRET, code, null, seconds * 1000)).toBe(Math.floor(seconds / 30)),
  )

  it('holds one step early and late, and no longer', () => {
    const now = 1_234_567_890_000
    const at = (shiftS: number) => stepOfCode(RFC_SECRET, '005924', null, now + shiftS * 1000)
    expect([at(-30), at(0), at(30)]).toEqual(Array(3).fill(41_152_263))
    expect([at(-90), at(90)]).toEqual([null, null])
  })

  it('is not used twice, nor is an earlier one after it', () => {
    const now = 1_234_567_890
    const [before, code] = [now - 30, now].map((epoch) => generateSync({ secret: RFC_SECRET, epoch }))
    const step = stepOfCode(RFC_SECRET, code, null, now * 1000)!
    expect(stepOfCode(RFC_SECRET, code, step, now * 1000)).toBeNull()
    expect(stepOfCode(RFC_SECRET, before, step, now * 1000)).toBeNull()
  })

  it.each(['', '12345', '1234567', '12345a', '１２３４５６', ' 005924'])('is never “%s”', (code) =>
    expect(stepOfCode(RFC_SECRET, code, null, 1_234_567_890_000)).toBeNull(),
  )
})

describe('a secret', () => {
  it('is 160 random bits, as an authenticator reads them', () => {
    const [one, other] = [newSecret(), newSecret()]
    expect(one).toMatch(/^[A-Z2-7]{32}$/)
    expect(one).not.toBe(other)
    expect(secretAddress('陈磊', one)).toBe(
      `otpauth://totp/Sightline:${encodeURIComponent('陈磊')}?secret=${one}&issuer=Sightline`,
    )
  })
})
