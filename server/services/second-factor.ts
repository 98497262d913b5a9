/** A person's second factor: set up by proving a first code, taken away, and asked for. */
import { and, eq, isNull, lt, or } from 'drizzle-orm'
import type { Connection, Queryable } from '../../db/client'
import { readSettings } from '../../db/queries/city'
import { people, recoveryCodes } from '../../db/schema'
import { type Caller, ROLES_WITH_SECOND_FACTOR } from '../domain/access'
import { appendAudit } from './audit'
import { recoveryCodesLeft, replaceRecoveryCodes, takeRecoveryCode } from './recovery-codes'
import { ServiceError } from './service-error'
import { newSecret, openSecret, sealSecret, secretAddress, stepOfCode } from './totp'

type Person = typeof people.$inferSelect

export async function personOf(db: Queryable, caller: Caller): Promise<Person> {
  const [person] = await db.select().from(people).where(eq(people.id, caller.personId))
  if (!person) throw new ServiceError('not-found', 'There is no such person.')
  return person
}

/** Marks the step as used; false when the same code came twice at once. */
async function takeStep(tx: Queryable, personId: number, step: number): Promise<boolean> {
  const taken = await tx
    .update(people)
    .set({ totpStep: step })
    .where(and(eq(people.id, personId), or(isNull(people.totpStep), lt(people.totpStep, step))))
    .returning({ id: people.id })
  return taken.length === 1
}

/** Whether this is their code of the moment, or one of their recovery codes; either is then used up. */
export async function acceptCode(tx: Queryable, person: Person, code: string): Promise<boolean> {
  if (person.totpSecret === null) return false
  const step = stepOfCode(openSecret(person.id, person.totpSecret), code, person.totpStep)
  if (step !== null) return takeStep(tx, person.id, step)
  return takeRecoveryCode(tx, person.id, code)
}

export async function ownSecondFactor({ db }: Connection, caller: Caller) {
  const { username, totpSecret } = await personOf(db, caller)
  const rule = (await readSettings(db))?.secondFactor
  return {
    username,
    isSet: totpSecret !== null,
    isRequired: rule === 'required' && ROLES_WITH_SECOND_FACTOR.includes(caller.role),
    recoveryCodesLeft: await recoveryCodesLeft(db, caller.personId),
  }
}

/** A secret to be scanned. It counts for nothing until a code of it was given. */
export async function beginSecondFactor({ db }: Connection, caller: Caller) {
  const person = await personOf(db, caller)
  const secret = newSecret()
  await db
    .update(people)
    .set({ totpPending: sealSecret(person.id, secret) })
    .where(eq(people.id, person.id))
  return { secret, address: secretAddress(person.username, secret) }
}

/** From here on every sign-in asks for a code. Answers with the recovery codes. */
export function confirmSecondFactor({ db }: Connection, caller: Caller, code: string): Promise<string[]> {
  return db.transaction(async (tx) => {
    const { id, username, totpPending } = await personOf(tx, caller)
    const step = totpPending && stepOfCode(openSecret(id, totpPending), code, null)
    if (!step)
      throw new ServiceError('invalid', 'This code is wrong. Look at the clock of the phone, and take the next one.')
    await tx.update(people).set({ totpSecret: totpPending, totpPending: null, totpStep: step }).where(eq(people.id, id))
    await appendAudit(tx, caller, { action: 'second-factor-set', object: username })
    return replaceRecoveryCodes(tx, id)
  })
}

/** Takes it away, with its recovery codes. */
export async function clearSecondFactor(tx: Queryable, personId: number): Promise<void> {
  await tx.update(people).set({ totpSecret: null, totpPending: null, totpStep: null }).where(eq(people.id, personId))
  await tx.delete(recoveryCodes).where(eq(recoveryCodes.personId, personId))
}

export async function removeOwnSecondFactor(connection: Connection, caller: Caller): Promise<void> {
  const { isRequired, username } = await ownSecondFactor(connection, caller)
  if (isRequired) throw new ServiceError('refused', 'Your role needs a second factor.')
  await connection.db.transaction(async (tx) => {
    await clearSecondFactor(tx, caller.personId)
    await appendAudit(tx, caller, { action: 'second-factor-removed', object: username })
  })
}

export function renewRecoveryCodes({ db }: Connection, caller: Caller): Promise<string[]> {
  return db.transaction(async (tx) => {
    const { id, username, totpSecret } = await personOf(tx, caller)
    if (totpSecret === null) throw new ServiceError('conflict', 'Set up a second factor first.')
    await appendAudit(tx, caller, { action: 'recovery-codes-made', object: username })
    return replaceRecoveryCodes(tx, id)
  })
}
