/** What a person may change of their own account. */
import { eq } from 'drizzle-orm'
import type { Connection } from '../../db/client'
import { people } from '../../db/schema'
import type { Caller } from '../domain/access'
import { appendAudit } from './audit'
import { hashPassword, verifyPassword } from './passwords'
import { ServiceError } from './service-error'
import { endSessionsOf } from './sessions'
import { forgetTries, mayTry } from './sign-in-tries'

/** Needs the present password; every other session of theirs ends with it. */
export async function changeOwnPassword(
  { db }: Connection,
  caller: Caller,
  { current, next }: { current: string; next: string },
): Promise<void> {
  const [person] = await db.select().from(people).where(eq(people.id, caller.personId))
  if (!person || !(await mayTry(db, caller.personId)))
    throw new ServiceError('refused', 'Too many tries. Wait 15 minutes.')
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
