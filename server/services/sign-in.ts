/** Sign-in with a local account, and a code where a second factor is set up: the same answer, after the same time, for a wrong password and for nobody. */
import { and, eq } from 'drizzle-orm'
import type { Connection } from '../../db/client'
import { people } from '../../db/schema'
import { appendAudit } from './audit'
import { hashPassword, newToken, verifyPassword } from './passwords'
import { acceptCode } from './second-factor'
import { callerOf, type OpenedSession, openSession } from './sessions'
import { forgetTries, takeTry, takeTryOfNobody } from './sign-in-tries'

/** Compared against when there is no such person, so that the answer takes as long. */
const NOBODY_HASH = hashPassword(newToken())

/** `code`: the password was right, and a code is needed; `wrong-code`: the one given was not; `locked`: for so many seconds. */
export type SignInResult =
  | OpenedSession
  | { refused: 'wrong' | 'code' | 'wrong-code' }
  | { refused: 'locked'; waitS: number }

export interface Credentials {
  username: string
  password: string
  code?: string
}

export async function signIn(
  { db }: Connection,
  { username, password, code }: Credentials,
  agent = '',
): Promise<SignInResult> {
  const [person] = await db
    .select()
    .from(people)
    .where(and(eq(people.username, username), eq(people.isActive, true)))
  const passwordHash = person?.passwordHash ?? (await NOBODY_HASH)
  // Side by side, so that what is written for a name that exists hides behind the hashing.
  const [waitS, matches] = await Promise.all([
    person ? takeTry(db, person.id) : takeTryOfNobody(db, username),
    verifyPassword(passwordHash, password),
  ])
  if (waitS !== null) return { refused: 'locked', waitS }
  if (!person || !matches) return { refused: 'wrong' }
  if (person.totpSecret !== null) {
    if (!code) return { refused: 'code' }
    if (!(await acceptCode(db, person, code))) return { refused: 'wrong-code' }
  }
  return db.transaction(async (tx) => {
    await forgetTries(tx, person.id)
    const opened = await openSession(tx, person.id, agent)
    await appendAudit(tx, callerOf(person), { action: 'sign-in', object: person.username })
    return opened
  })
}
