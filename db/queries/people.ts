import { eq } from 'drizzle-orm'
import type { Queryable } from '../client'
import { jurisdictions, people } from '../schema'

/** Everyone who may sign in; never a password hash. */
export function listPeople(db: Queryable) {
  return db
    .select({
      id: people.id,
      username: people.username,
      displayName: people.displayName,
      role: people.role,
      unit: people.unit,
      isActive: people.isActive,
      jurisdiction: jurisdictions.name,
      jurisdictionEn: jurisdictions.nameEn,
    })
    .from(people)
    .leftJoin(jurisdictions, eq(jurisdictions.id, people.jurisdictionId))
    .orderBy(people.username)
}
