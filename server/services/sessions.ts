/** Opaque sessions: a signed-in browser holds a token, the database its hash, so that ending one is deleting a row. */
import { and, desc, eq, gt, inArray, lt, ne, type SQL, sql } from 'drizzle-orm'
import type { Connection, Queryable } from '../../db/client'
import { jurisdictionSubtree } from '../../db/queries/scope'
import { citySettings, people, sessions } from '../../db/schema'
import { type Caller, ROLES_WITH_SECOND_FACTOR } from '../domain/access'
import { appendAudit } from './audit'
import { hashToken, newToken } from './passwords'
import { ServiceError } from './service-error'

/** However busy, a session ends after this: one shift. */
export const SESSION_MS = 12 * 3_600_000
/** A session that asked for nothing this long is over. An open map asks every few seconds. */
export const IDLE_MS = 60 * 60_000
const SEEN_EVERY_MS = 60_000
const LONGEST_AGENT = 200

export interface OpenedSession {
  token: string
  expiresAt: Date
}

const ago = (ms: number) => sql`now() - ${`${ms} milliseconds`}::interval`
const isLiving = (): SQL =>
  and(gt(sessions.expiresAt, sql`now()`), gt(sessions.seenAt, ago(IDLE_MS)), eq(people.isActive, true))!

/** Only for someone who has just proved to be this person. Takes sessions that are over away. */
export async function openSession(tx: Queryable, personId: number, agent: string): Promise<OpenedSession> {
  const token = newToken()
  const expiresAt = new Date(Date.now() + SESSION_MS)
  await tx.delete(sessions).where(lt(sessions.expiresAt, sql`now()`))
  await tx
    .insert(sessions)
    .values({ tokenHash: hashToken(token), personId, expiresAt, agent: agent.slice(0, LONGEST_AGENT) })
  return { token, expiresAt }
}

type PersonRow = Pick<typeof people.$inferSelect, 'id' | 'displayName' | 'role' | 'unit' | 'owners'>

export const callerOf = (person: PersonRow, scope: number[] | null = null): Caller => ({
  personId: person.id,
  displayName: person.displayName,
  role: person.role,
  unit: person.unit,
  scope,
  owners: person.owners,
})

/** Who holds this token, or null when it is unknown, expired, idle for long, or its person was disabled. */
export async function findCaller({ db }: Connection, token: string | undefined): Promise<Caller | null> {
  if (!token) return null
  const tokenHash = hashToken(token)
  const [row] = await db
    .select({
      person: people,
      sessionId: sessions.id,
      isStale: lt(sessions.seenAt, ago(SEEN_EVERY_MS)),
      isFresh: sql<boolean>`${sessions.provedAt} > now() - coalesce(${citySettings.stepUpMinutes}, 15) * interval '1 minute'`,
      rule: citySettings.secondFactor,
    })
    .from(sessions)
    .innerJoin(people, eq(people.id, sessions.personId))
    .leftJoin(citySettings, eq(citySettings.id, 1))
    .where(and(eq(sessions.tokenHash, tokenHash), isLiving()))
  if (!row) return null
  if (row.isStale) await db.update(sessions).set({ seenAt: sql`now()` }).where(eq(sessions.tokenHash, tokenHash))
  const { jurisdictionId } = row.person
  const scope = jurisdictionId === null ? null : await jurisdictionSubtree(db, jurisdictionId)
  return {
    ...callerOf(row.person, scope),
    session: { id: row.sessionId, isFresh: row.isFresh, mustEnrol: row.rule === 'required' && lacksFactor(row.person) },
  }
}

const lacksFactor = ({ role, totpSecret }: typeof people.$inferSelect) =>
  totpSecret === null && ROLES_WITH_SECOND_FACTOR.includes(role)

/** Those of these sessions that still hold. */
export async function livingSessions(db: Queryable, ids: number[]): Promise<Set<number>> {
  if (ids.length === 0) return new Set()
  const rows = await db
    .select({ id: sessions.id })
    .from(sessions)
    .innerJoin(people, eq(people.id, sessions.personId))
    .where(and(inArray(sessions.id, ids), isLiving()))
  return new Set(rows.map(({ id }) => id))
}

export async function signOut({ db }: Connection, token: string): Promise<void> {
  await db.delete(sessions).where(eq(sessions.tokenHash, hashToken(token)))
}

/** Ends every session of a person, or all but one: whatever they were signed in with, their next request is refused. */
export async function endSessionsOf(tx: Queryable, personId: number, except?: number): Promise<number> {
  const others = except === undefined ? undefined : ne(sessions.id, except)
  const ended = await tx
    .delete(sessions)
    .where(and(eq(sessions.personId, personId), others))
    .returning({ id: sessions.id })
  return ended.length
}

/** The caller's own sessions, the one they ask from first. */
export async function ownSessions({ db }: Connection, caller: Caller) {
  const rows = await db
    .select({ session: sessions })
    .from(sessions)
    .innerJoin(people, eq(people.id, sessions.personId))
    .where(and(eq(sessions.personId, caller.personId), isLiving()))
    .orderBy(desc(sessions.seenAt))
  return rows
    .map(({ session }) => ({
      id: session.id,
      agent: session.agent,
      createdAt: session.createdAt.getTime(),
      seenAt: session.seenAt.getTime(),
      isCurrent: session.id === caller.session?.id,
    }))
    .sort((a, b) => Number(b.isCurrent) - Number(a.isCurrent))
}

/** Ends one of the caller's own sessions. */
export function endOwnSession({ db }: Connection, caller: Caller, id: number): Promise<void> {
  return db.transaction(async (tx) => {
    const ended = await tx
      .delete(sessions)
      .where(and(eq(sessions.id, id), eq(sessions.personId, caller.personId)))
      .returning({ id: sessions.id })
    if (ended.length === 0) throw new ServiceError('not-found', 'This session has ended already.')
    await appendAudit(tx, caller, { action: 'sessions-ended', object: caller.displayName, details: { sessions: 1 } })
  })
}

/** Signs the caller out everywhere, here too. */
export function endOwnSessions({ db }: Connection, caller: Caller): Promise<number> {
  return db.transaction(async (tx) => {
    const count = await endSessionsOf(tx, caller.personId)
    await appendAudit(tx, caller, {
      action: 'sessions-ended',
      object: caller.displayName,
      details: { sessions: count },
    })
    return count
  })
}
