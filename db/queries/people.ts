import { asc, eq, isNotNull, sql } from 'drizzle-orm'
import type { Caller } from '../../server/domain/access'
import type { Queryable } from '../client'
import { jurisdictions, people } from '../schema'
import { inScope } from './scope'

/** Everyone the caller may manage; never a password hash or a secret. */
export function listPeople(db: Queryable, caller: Pick<Caller, 'scope'>, mayManageAll: boolean) {
  return db
    .select({
      id: people.id,
      username: people.username,
      displayName: people.displayName,
      role: people.role,
      unit: people.unit,
      isActive: people.isActive,
      isLocked: sql<boolean>`coalesce(${people.lockedUntil} > now(), false)`,
      hasSecondFactor: sql<boolean>`${isNotNull(people.totpSecret)}`,
      sessions: sql<number>`(SELECT count(*)::int FROM sessions s WHERE s.person_id = people.id AND s.expires_at > now())`,
      jurisdictionId: people.jurisdictionId,
      owners: people.owners,
      oidcSubject: people.oidcSubject,
      jurisdiction: jurisdictions.name,
      jurisdictionEn: jurisdictions.nameEn,
    })
    .from(people)
    .leftJoin(jurisdictions, eq(jurisdictions.id, people.jurisdictionId))
    .where(mayManageAll ? undefined : inScope(people.jurisdictionId, caller))
    .orderBy(asc(people.username))
}

/** Every unit that people or cases are of, with how many. */
export async function listUnits(db: Queryable) {
  const { rows } = await db.execute<{ unit: string; people: number; openCases: number }>(sql`
    SELECT unit, sum(people)::int AS people, sum(open_cases)::int AS "openCases" FROM (
      SELECT unit, count(*) FILTER (WHERE is_active) AS people, 0 AS open_cases FROM people GROUP BY unit
      UNION ALL
      SELECT unit, 0, count(*) FILTER (WHERE closed_at IS NULL AND valid_until > now()) FROM cases GROUP BY unit) counted
    GROUP BY unit ORDER BY unit`)
  return rows
}
