/** Before a trace or an export: is it still the person who signed in? */
import { eq, sql } from 'drizzle-orm'
import type { Connection } from '../../db/client'
import { sessions } from '../../db/schema'
import type { Caller } from '../domain/access'
import { appendAudit } from './audit'
import { verifyPassword } from './passwords'
import { acceptCode, personOf } from './second-factor'
import { ServiceError } from './service-error'
import { forgetTries, takeTry, waitWords } from './sign-in-tries'

/** Throws `unproved` unless the caller proved lately to be who they are. Scripts have no session and are never fresh. */
export function requireFresh(caller: Caller): void {
  if (!caller.session?.isFresh)
    throw new ServiceError('unproved', 'Confirm first that it is you: enter your code or your password.')
}

/** By a code for who has a second factor, else by the password. */
export async function proveIdentity({ db }: Connection, caller: Caller, proof: string): Promise<void> {
  const person = await personOf(db, caller)
  if (!caller.session) throw new ServiceError('refused', 'Only who is signed in can prove to be who they are.')
  const waitS = await takeTry(db, person.id)
  if (waitS !== null) throw new ServiceError('refused', waitWords(waitS))
  const isRight =
    person.totpSecret === null ? await verifyPassword(person.passwordHash, proof) : await acceptCode(db, person, proof)
  if (!isRight)
    throw new ServiceError('invalid', person.totpSecret === null ? 'The password is wrong.' : 'The code is wrong.')
  const { id } = caller.session
  await db.transaction(async (tx) => {
    await forgetTries(tx, person.id)
    await tx.update(sessions).set({ provedAt: sql`now()` }).where(eq(sessions.id, id))
    await appendAudit(tx, caller, { action: 'identity-proved', object: person.username })
  })
}
