/** Sign-in with a local account: the same answer, after the same time, for a wrong password and for nobody. */
import { and, eq } from 'drizzle-orm'
import type { Connection } from '../../db/client'
import { people } from '../../db/schema'
import { appendAudit } from './audit'
import { hashPassword, newToken, verifyPassword } from './passwords'
import { callerOf, type OpenedSession, openSession } from './sessions'
import { forgetTries, mayTry, mayTryNobody } from './sign-in-tries'

/** Compared against when there is no such person, so that the answer takes as long. */
const NOBODY_HASH = hashPassword(newToken())

export type SignInResult = OpenedSession | { refused: 'wrong' | 'locked' }

export async function signIn(
  { db }: Connection,
  username: string,
  password: string,
  agent = '',
): Promise<SignInResult> {
  const [person] = await db
    .select()
    .from(people)
    .where(and(eq(people.username, username), eq(people.isActive, true)))
  const isAllowed = person ? await mayTry(db, person.id) : await mayTryNobody(db, username)
  if (!isAllowed) return { refused: 'locked' }
  const matches = await verifyPassword(person?.passwordHash ?? (await NOBODY_HASH), password)
  if (!person || !matches) return { refused: 'wrong' }
  return db.transaction(async (tx) => {
    await forgetTries(tx, person.id)
    const opened = await openSession(tx, person.id, agent)
    await appendAudit(tx, callerOf(person), { action: 'sign-in', object: person.username })
    return opened
  })
}
