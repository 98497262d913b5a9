import { type AnyColumn, type SQL, sql } from 'drizzle-orm'
import type { Caller } from '../../server/domain/access'
import type { Queryable } from '../client'

/** The condition that keeps rows to the caller's jurisdictions. Rows without one belong to the whole city only. */
export function inScope(column: AnyColumn | SQL, { scope }: Pick<Caller, 'scope'>): SQL {
  if (scope === null) return sql`true`
  return sql`${column} = ANY(${sql.param(`{${scope.join(',')}}`)}::int[])`
}

export type CameraScope = Pick<Caller, 'scope' | 'owners'>

const ofOwners = (column: AnyColumn | SQL, owners: readonly string[]): SQL =>
  sql`${column} = ANY(${sql.param(`{${owners.join(',')}}`)}::text[])`

/** The condition that keeps cameras to the caller's jurisdictions and owner classes. */
export const cameraInScope = (jurisdiction: AnyColumn | SQL, ownership: AnyColumn | SQL, caller: CameraScope): SQL =>
  caller.owners === null
    ? inScope(jurisdiction, caller)
    : sql`(${inScope(jurisdiction, caller)} AND ${ofOwners(ownership, caller.owners)})`

/** The same of what cameras read, which has their jurisdiction. */
export const readInScope = (jurisdiction: SQL, cameraId: SQL, caller: CameraScope): SQL =>
  caller.owners === null
    ? inScope(jurisdiction, caller)
    : sql`(${inScope(jurisdiction, caller)} AND ${cameraId} IN (SELECT id FROM cameras WHERE ${ofOwners(sql`ownership`, caller.owners)}))`

/** A jurisdiction and everything below it. */
export async function jurisdictionSubtree(db: Queryable, id: number): Promise<number[]> {
  const { rows } = await db.execute<{ id: number }>(sql`
    WITH RECURSIVE below AS (
      SELECT id FROM jurisdictions WHERE id = ${id}
      UNION SELECT j.id FROM jurisdictions j JOIN below ON j.parent_id = below.id)
    SELECT id FROM below`)
  return rows.map((row) => row.id)
}

/** Whether the caller answers for the whole city: for every jurisdiction that has none above it. */
export async function answersForAll(db: Queryable, { scope }: Pick<Caller, 'scope'>): Promise<boolean> {
  if (scope === null) return true
  const { rows } = await db.execute(sql`
    SELECT 1 FROM jurisdictions j WHERE NOT ${inScope(sql`j.id`, { scope })}
      AND NOT EXISTS (SELECT 1 FROM jurisdictions above WHERE above.id = j.parent_id) LIMIT 1`)
  return rows.length === 0
}
