/** Codes on paper for the day the phone is lost: 80 random bits each, kept as hashes, good for one use. */
import { randomBytes } from 'node:crypto'
import { and, count, eq, isNull } from 'drizzle-orm'
import type { Queryable } from '../../db/client'
import { recoveryCodes } from '../../db/schema'
import { hashToken } from './passwords'

const HOW_MANY = 10
const BYTES = 10
/** Crockford's letters: none is taken for another. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

function newCode(): string {
  let bits = BigInt(`0x${randomBytes(BYTES).toString('hex')}`)
  const letters = Array.from({ length: (BYTES * 8) / 5 }, () => {
    const letter = LETTERS[Number(bits & 31n)]
    bits >>= 5n
    return letter
  })
  return letters.join('').replace(/(.{4})(?=.)/g, '$1-')
}

const hashOf = (code: string) => hashToken(code.toUpperCase().replace(/[^0-9A-Z]/g, ''))

/** New codes in place of all earlier ones; this is the only time they are seen. */
export async function replaceRecoveryCodes(tx: Queryable, personId: number): Promise<string[]> {
  const codes = Array.from({ length: HOW_MANY }, newCode)
  await tx.delete(recoveryCodes).where(eq(recoveryCodes.personId, personId))
  await tx.insert(recoveryCodes).values(codes.map((code) => ({ personId, codeHash: hashOf(code) })))
  return codes
}

/** Uses the code up. False when it is none of theirs, or was used. */
export async function takeRecoveryCode(tx: Queryable, personId: number, code: string): Promise<boolean> {
  const used = await tx
    .update(recoveryCodes)
    .set({ usedAt: new Date() })
    .where(
      and(eq(recoveryCodes.personId, personId), eq(recoveryCodes.codeHash, hashOf(code)), isNull(recoveryCodes.usedAt)),
    )
    .returning({ personId: recoveryCodes.personId })
  return used.length === 1
}

export async function recoveryCodesLeft(db: Queryable, personId: number): Promise<number> {
  const [{ left }] = await db
    .select({ left: count() })
    .from(recoveryCodes)
    .where(and(eq(recoveryCodes.personId, personId), isNull(recoveryCodes.usedAt)))
  return left
}
