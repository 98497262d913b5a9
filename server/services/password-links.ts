/** One-time links by which people choose their password: the administrator never knows it. */
import { and, eq, gt, isNull, sql } from 'drizzle-orm'
import type { Connection, Queryable } from '../../db/client'
import { passwordLinks, people } from '../../db/schema'
import { appendAudit } from './audit'
import { hashPassword, hashToken, newToken } from './passwords'
import { callerOf, endSessionsOf } from './sessions'
import { forgetTries } from './sign-in-tries'

const VALID_MS = 24 * 3_600_000

/** A new link for this person; earlier ones no longer work. */
export async function newPasswordLink(tx: Queryable, personId: number): Promise<string> {
  const token = newToken()
  await tx.delete(passwordLinks).where(eq(passwordLinks.personId, personId))
  await tx
    .insert(passwordLinks)
    .values({ tokenHash: hashToken(token), personId, expiresAt: new Date(Date.now() + VALID_MS) })
  return token
}

/** Sets the password, once. False when the link is unknown, used or expired, or its person is disabled. */
export async function redeemPasswordLink({ db }: Connection, token: string, password: string): Promise<boolean> {
  const passwordHash = await hashPassword(password)
  return db.transaction(async (tx) => {
    const [link] = await tx
      .update(passwordLinks)
      .set({ usedAt: new Date() })
      .where(
        and(
          eq(passwordLinks.tokenHash, hashToken(token)),
          isNull(passwordLinks.usedAt),
          gt(passwordLinks.expiresAt, sql`now()`),
        ),
      )
      .returning()
    if (!link) return false
    const [person] = await tx
      .update(people)
      .set({ passwordHash })
      .where(and(eq(people.id, link.personId), eq(people.isActive, true)))
      .returning()
    if (!person) return false
    await forgetTries(tx, person.id)
    await endSessionsOf(tx, person.id)
    await appendAudit(tx, callerOf(person), { action: 'password-changed', object: person.username })
    return true
  })
}
