/** The one-time link that makes the first administrator. */
import { and, eq, gt, isNull, sql } from 'drizzle-orm'
import type { Connection } from '../../db/client'
import { people, setupLinks } from '../../db/schema'
import { hashPassword, hashToken } from './passwords'

/** False when the link is unknown, used or expired. */
export async function redeemSetupLink(
  { db }: Connection,
  token: string,
  username: string,
  password: string,
): Promise<boolean> {
  const passwordHash = await hashPassword(password)
  return db.transaction(async (tx) => {
    const used = await tx
      .update(setupLinks)
      .set({ usedAt: new Date() })
      .where(
        and(
          eq(setupLinks.tokenHash, hashToken(token)),
          isNull(setupLinks.usedAt),
          gt(setupLinks.expiresAt, sql`now()`),
        ),
      )
      .returning()
    if (used.length === 0) return false
    await tx.insert(people).values({ username, displayName: username, role: 'administrator', unit: '—', passwordHash })
    return true
  })
}
