/** Sign-in with local accounts, and the opaque sessions that follow. */
import { and, eq, gt, isNull, lte, or, sql } from 'drizzle-orm'
import type { Connection, Database } from '../../db/client'
import { jurisdictionSubtree } from '../../db/queries/scope'
import { people, sessions, setupLinks } from '../../db/schema'
import type { Caller } from '../domain/access'
import { appendAudit } from './audit'
import { hashPassword, hashToken, newToken, verifyPassword } from './passwords'

const SESSION_MS = 12 * 3_600_000
const LOCK_AFTER = 8
const LOCK_MS = 15 * 60_000
/** Compared against when there is no such person, so that the answer takes as long. */
const NOBODY_HASH = hashPassword(newToken())

export type SignInResult = { token: string; expiresAt: Date } | { refused: 'wrong' | 'locked' }

/**
 * Counts a try before it is judged, so that many at once are counted like one after the other. False when too many came
 * before it.
 */
async function mayTry(db: Database, personId: number): Promise<boolean> {
  const tried = await db
    .update(people)
    .set({
      failedSignIns: sql`${people.failedSignIns} + 1`,
      lockedUntil: sql`CASE WHEN ${people.failedSignIns} + 1 >= ${LOCK_AFTER} THEN now() + ${`${LOCK_MS} milliseconds`}::interval END`,
    })
    .where(and(eq(people.id, personId), or(isNull(people.lockedUntil), lte(people.lockedUntil, sql`now()`))))
    .returning({ id: people.id })
  return tried.length > 0
}

export async function signIn({ db }: Connection, username: string, password: string): Promise<SignInResult> {
  const [person] = await db
    .select()
    .from(people)
    .where(and(eq(people.username, username), eq(people.isActive, true)))
  if (person && !(await mayTry(db, person.id))) return { refused: 'locked' }
  const matches = await verifyPassword(person?.passwordHash ?? (await NOBODY_HASH), password)
  if (!person || !matches) return { refused: 'wrong' }
  const token = newToken()
  const expiresAt = new Date(Date.now() + SESSION_MS)
  await db.transaction(async (tx) => {
    await tx.update(people).set({ failedSignIns: 0, lockedUntil: null }).where(eq(people.id, person.id))
    await tx.insert(sessions).values({ tokenHash: hashToken(token), personId: person.id, expiresAt })
    await appendAudit(tx, callerOf(person, null), { action: 'sign-in', object: person.username })
  })
  return { token, expiresAt }
}

const callerOf = (person: typeof people.$inferSelect, scope: number[] | null): Caller => ({
  personId: person.id,
  displayName: person.displayName,
  role: person.role,
  unit: person.unit,
  scope,
})

/** Who holds this token, or null when it is unknown, expired, or its person was disabled. */
export async function findCaller({ db }: Connection, token: string | undefined): Promise<Caller | null> {
  if (!token) return null
  const [row] = await db
    .select({ person: people })
    .from(sessions)
    .innerJoin(people, eq(people.id, sessions.personId))
    .where(and(eq(sessions.tokenHash, hashToken(token)), gt(sessions.expiresAt, sql`now()`), eq(people.isActive, true)))
  if (!row) return null
  const { jurisdictionId } = row.person
  return callerOf(row.person, jurisdictionId === null ? null : await jurisdictionSubtree(db, jurisdictionId))
}

export async function signOut({ db }: Connection, token: string): Promise<void> {
  await db.delete(sessions).where(eq(sessions.tokenHash, hashToken(token)))
}

/** Uses the one-time link to make the first administrator. False when the link is unknown, used or expired. */
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
