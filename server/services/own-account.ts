/** What a person may change of their own account. */
import { eq } from 'drizzle-orm'
import type { Connection } from '../../db/client'
import { people } from '../../db/schema'
import type { Caller } from '../domain/access'
import { appendAudit } from './audit'
import { hashPassword, verifyPassword } from './passwords'
import { personOf } from './second-factor'
import { ServiceError } from './service-error'
import { endSessionsOf } from './sessions'
import { forgetTries, takeTry, waitWords } from './sign-in-tries'

/** Needs the present password; every other session of theirs ends with it. */
export async function changeOwnPassword(
  { db }: Connection,
  caller: Caller,
  { current, next }: { current: string; next: string },
): Promise<void> {
  const person = await personOf(db, caller)
  const waitS = await takeTry(db, person.id)
  if (waitS !== null) throw new ServiceError('refused', waitWords(waitS))
  if (!(await verifyPassword(person.passwordHash, current)))
    throw new ServiceError('invalid', 'The present password is wrong.')
  const passwordHash = await hashPassword(next)
  await db.transaction(async (tx) => {
    await tx.update(people).set({ passwordHash }).where(eq(people.id, person.id))
    await forgetTries(tx, person.id)
    await endSessionsOf(tx, person.id, caller.session?.id)
    await appendAudit(tx, caller, { action: 'password-changed', object: person.username })
  })
}
