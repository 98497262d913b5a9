/** What an administrator sees of cases and jurisdictions: numbers, never what was read under them. */
import { asc, desc, sql } from 'drizzle-orm'
import type { Caller } from '../../server/domain/access'
import type { Queryable } from '../client'
import { cases, jurisdictions } from '../schema'
import { inScope } from './scope'

const MOST_CASES = 200

/** The newest cases of all units by number and validity; neither reason nor plate. */
export async function overseeCases(db: Queryable) {
  const { id, number, unit, validFrom, validUntil, closedAt, heldFrom } = cases
  const rows = await db
    .select({
      id,
      number,
      unit,
      validFrom,
      validUntil,
      closedAt,
      isHeld: sql<boolean>`${heldFrom} IS NOT NULL AND ${closedAt} IS NULL AND ${validUntil} > now()`,
      isOpen: sql<boolean>`${closedAt} IS NULL AND ${validUntil} > now()`,
    })
    .from(cases)
    .orderBy(desc(validUntil))
    .limit(MOST_CASES)
  return rows.map(({ closedAt: closed, ...row }) => ({
    ...row,
    validFrom: row.validFrom.getTime(),
    validUntil: row.validUntil.getTime(),
    closedAt: closed?.getTime() ?? null,
  }))
}

/** Each jurisdiction with how many people and cameras are its own. */
export function overseeJurisdictions(db: Queryable, caller: Pick<Caller, 'scope'>) {
  const { id, code, kind, name, nameEn, parentId } = jurisdictions
  return db
    .select({
      id,
      code,
      kind,
      name,
      nameEn,
      parentId,
      version: jurisdictions.version,
      people: sql<number>`(SELECT count(*)::int FROM people p WHERE p.jurisdiction_id = jurisdictions.id AND p.is_active)`,
      cameras: sql<number>`(SELECT count(*)::int FROM cameras c WHERE c.jurisdiction_id = jurisdictions.id AND c.retired_at IS NULL)`,
      center: sql<
        [number, number]
      >`json_build_array(ST_X(ST_PointOnSurface(${jurisdictions.geometry})), ST_Y(ST_PointOnSurface(${jurisdictions.geometry})))`,
    })
    .from(jurisdictions)
    .where(inScope(id, caller))
    .orderBy(sql`array_position(ARRAY['city', 'district', 'station'], ${kind})`, asc(code))
}
