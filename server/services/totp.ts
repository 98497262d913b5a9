/** Codes of six digits that change every 30 seconds (RFC 6238), and the secret they are made from. */
import { generateSecret, generateURI, verifySync } from 'otplib'
import { seal, unseal } from './data-key'

const KEY = 'second-factor'
const ISSUER = 'Sightline'
/** A phone's clock may be off by this much. */
const TOLERANCE_S = 30

export const newSecret = () => generateSecret()
export const sealSecret = (personId: number, secret: string) => seal(KEY, String(personId), secret)
export const openSecret = (personId: number, sealed: Uint8Array) => unseal(KEY, String(personId), sealed)

/** What the QR code says. */
export const secretAddress = (username: string, secret: string) =>
  generateURI({ issuer: ISSUER, label: username, secret })

/** The time step that the code belongs to; null when it is wrong, or not later than the step used last. */
export function stepOfCode(secret: string, code: string, lastStep: number | null, now = Date.now()): number | null {
  if (!/^\d{6}$/.test(code)) return null
  const result = verifySync({
    secret,
    token: code,
    epoch: Math.floor(now / 1000),
    epochTolerance: TOLERANCE_S,
    ...(lastStep === null ? {} : { afterTimeStep: lastStep }),
  })
  return result.valid && 'timeStep' in result ? result.timeStep : null
}
