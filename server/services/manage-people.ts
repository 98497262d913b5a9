/** What an administrator does with people. Whatever changes what someone may see ends their sessions in the same transaction. */
import { and, count, eq, ne, sql } from 'drizzle-orm'
import type { Connection, Queryable } from '../../db/client'
import { listPeople } from '../../db/queries/people'
import { answersForAll } from '../../db/queries/scope'
import { approvals, cases, people } from '../../db/schema'
import type { Caller, Role } from '../domain/access'
import type { AuditAction } from '../domain/audit-actions'
import type { Ownership } from '../domain/camera'
import { appendAudit } from './audit'
import { newPasswordLink } from './password-links'
import { hashPassword, newToken } from './passwords'
import { clearSecondFactor } from './second-factor'
import { ServiceError } from './service-error'
import { endSessionsOf } from './sessions'
import { forgetTries } from './sign-in-tries'

export interface PersonFields {
  displayName: string
  role: Role
  unit: string
  /** Null: the whole city. */
  jurisdictionId: number | null
  /** Whose cameras they may see; null: everybody's. */
  owners: Ownership[] | null
  /** Who they are at the identity provider; null: they sign in here only. */
  oidcSubject: string | null
}

/** What a session was allowed by. */
const OF_ACCESS: (keyof PersonFields)[] = ['role', 'unit', 'jurisdictionId', 'owners', 'oidcSubject']

type Person = typeof people.$inferSelect

export const peopleInReach = async ({ db }: Connection, caller: Caller) =>
  listPeople(db, caller, await answersForAll(db, caller))

/** Nobody gives or takes away what is beyond their own jurisdictions. */
async function requireReach(tx: Queryable, caller: Caller, jurisdictionId: number | null): Promise<void> {
  const isWithin =
    caller.scope === null ||
    (jurisdictionId === null ? await answersForAll(tx, caller) : caller.scope.includes(jurisdictionId))
  if (!isWithin) throw new ServiceError('refused', 'This is beyond your own jurisdictions.')
}

const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

/** Nor whose cameras they may not see themselves. */
function requireOwners(caller: Caller, owners: readonly Ownership[] | null): void {
  const isWithin = caller.owners === null || owners?.every((owner) => caller.owners!.includes(owner))
  if (!isWithin) throw new ServiceError('refused', 'This is beyond the owner classes that you may see.')
}

/** The person, locked for the change. */
async function personToChange(tx: Queryable, caller: Caller, id: number): Promise<Person> {
  const [person] = await tx.select().from(people).where(eq(people.id, id)).for('update')
  if (!person) throw new ServiceError('not-found', 'There is no such person.')
  await requireReach(tx, caller, person.jurisdictionId)
  return person
}

/** Locks all administrators, so that two cannot take each other's role at once. */
async function requireAnotherAdministrator(tx: Queryable, id: number): Promise<void> {
  await tx.execute(sql`SELECT 1 FROM people WHERE role = 'administrator' FOR UPDATE`)
  const [{ others }] = await tx
    .select({ others: count() })
    .from(people)
    .where(and(eq(people.role, 'administrator'), eq(people.isActive, true), ne(people.id, id)))
  if (others === 0) throw new ServiceError('conflict', 'This is the last administrator: make another one first.')
}

/** Answers with the token of the link by which the person chooses a password. */
export async function addPerson(
  { db }: Connection,
  caller: Caller,
  { username, ...fields }: PersonFields & { username: string },
): Promise<{ id: number; token: string }> {
  const passwordHash = await hashPassword(newToken())
  return db.transaction(async (tx) => {
    await requireReach(tx, caller, fields.jurisdictionId)
    requireOwners(caller, fields.owners)
    const [person] = await tx
      .insert(people)
      .values({ username, ...fields, passwordHash })
      .onConflictDoNothing()
      .returning()
    if (!person) throw new ServiceError('conflict', `The user name ${username} is taken.`)
    await appendAudit(tx, caller, { action: 'person-added', object: username, details: { ...fields } })
    return { id: person.id, token: await newPasswordLink(tx, person.id) }
  })
}

export function editPerson(
  { db }: Connection,
  caller: Caller,
  id: number,
  changes: Partial<PersonFields>,
): Promise<void> {
  return db.transaction(async (tx) => {
    const before = await personToChange(tx, caller, id)
    const keys = (Object.keys(changes) as (keyof PersonFields)[]).filter((key) => !isSame(changes[key], before[key]))
    if (keys.length === 0) return
    if (changes.jurisdictionId !== undefined) await requireReach(tx, caller, changes.jurisdictionId)
    if (changes.owners !== undefined) requireOwners(caller, changes.owners)
    if (keys.includes('role') && before.role === 'administrator') await requireAnotherAdministrator(tx, id)
    await tx.update(people).set(changes).where(eq(people.id, id))
    if (keys.some((key) => OF_ACCESS.includes(key))) await endSessionsOf(tx, id)
    const details = Object.fromEntries(keys.map((key) => [key, { from: before[key], to: changes[key] }]))
    await appendAudit(tx, caller, { action: 'person-edited', object: before.username, details })
  })
}

export function setPersonActive({ db }: Connection, caller: Caller, id: number, isActive: boolean): Promise<void> {
  return db.transaction(async (tx) => {
    const person = await personToChange(tx, caller, id)
    if (person.isActive === isActive) return
    if (!isActive && person.role === 'administrator') await requireAnotherAdministrator(tx, id)
    await tx.update(people).set({ isActive }).where(eq(people.id, id))
    await endSessionsOf(tx, id)
    await appendAudit(tx, caller, { action: isActive ? 'person-enabled' : 'person-disabled', object: person.username })
  })
}

/** Does something to a person that leaves no session of theirs, and writes it down. */
const withoutSessions =
  <T>(action: AuditAction, work: (tx: Queryable, person: Person) => Promise<T>) =>
  ({ db }: Connection, caller: Caller, id: number): Promise<T> =>
    db.transaction(async (tx) => {
      const person = await personToChange(tx, caller, id)
      const result = await work(tx, person)
      const sessions = await endSessionsOf(tx, id)
      await appendAudit(tx, caller, { action, object: person.username, details: { sessions } })
      return result
    })

export const signPersonOut = withoutSessions('person-signed-out', async () => {})

/** The old password no longer works; the lock is off; the link makes a new one. */
export const resetPassword = withoutSessions('password-reset', async (tx, { id }) => {
  await tx
    .update(people)
    .set({ passwordHash: await hashPassword(newToken()) })
    .where(eq(people.id, id))
  await forgetTries(tx, id)
  return { token: await newPasswordLink(tx, id) }
})

export const resetSecondFactor = withoutSessions('second-factor-reset', (tx, { id }) => clearSecondFactor(tx, id))

/** A unit keeps its people and its cases under another name, which no other unit may have. */
export function renameUnit({ db }: Connection, caller: Caller, from: string, to: string): Promise<void> {
  return db.transaction(async (tx) => {
    if (!(await answersForAll(tx, caller))) throw new ServiceError('refused', 'Units belong to the whole city.')
    await tx.execute(sql`LOCK TABLE people IN SHARE ROW EXCLUSIVE MODE`)
    const { rows } = await tx.execute(
      sql`SELECT 1 FROM people WHERE unit = ${to} UNION ALL SELECT 1 FROM cases WHERE unit = ${to} LIMIT 1`,
    )
    if (rows.length > 0) throw new ServiceError('conflict', `There is a unit ${to} already; units are not merged.`)
    const renamed = await tx.update(people).set({ unit: to }).where(eq(people.unit, from)).returning({ id: people.id })
    const moved = await tx.update(cases).set({ unit: to }).where(eq(cases.unit, from)).returning({ id: cases.id })
    if (renamed.length + moved.length === 0) throw new ServiceError('not-found', `There is no unit ${from}.`)
    await tx.update(approvals).set({ requesterUnit: to }).where(eq(approvals.requesterUnit, from))
    await tx.update(approvals).set({ deciderUnit: to }).where(eq(approvals.deciderUnit, from))
    const details = { to, people: renamed.length, cases: moved.length }
    await appendAudit(tx, caller, { action: 'unit-renamed', object: from, details })
  })
}
