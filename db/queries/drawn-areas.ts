import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import type { Caller } from '../../server/domain/access'
import type { WatchRule } from '../../server/domain/watch-rules'
import type { Queryable } from '../client'
import { drawnAreaRevisions, drawnAreas, watchRules } from '../schema'
import type { Box } from './buildings'
import { inScope } from './scope'

export type DrawnAreaRow = typeof drawnAreas.$inferSelect

const inBox = ([west, south, east, north]: Box) =>
  sql`${drawnAreas.geometry} && ST_MakeEnvelope(${west}, ${south}, ${east}, ${north}, 4326)`

/** The areas in scope that were not removed, by kind and name; within a box when one is given. */
export function listDrawnAreas(db: Queryable, caller: Pick<Caller, 'scope'>, box?: Box): Promise<DrawnAreaRow[]> {
  return db
    .select()
    .from(drawnAreas)
    .where(and(isNull(drawnAreas.removedAt), inScope(drawnAreas.jurisdictionId, caller), box ? inBox(box) : undefined))
    .orderBy(asc(drawnAreas.kind), asc(drawnAreas.name), asc(drawnAreas.id))
}

export async function findDrawnArea(
  db: Queryable,
  caller: Pick<Caller, 'scope'>,
  id: number,
): Promise<DrawnAreaRow | null> {
  const [row] = await db
    .select()
    .from(drawnAreas)
    .where(and(eq(drawnAreas.id, id), isNull(drawnAreas.removedAt), inScope(drawnAreas.jurisdictionId, caller)))
  return row ?? null
}

/** Locks the area's row, removed or not, until the transaction ends. */
export async function lockDrawnArea(
  tx: Queryable,
  caller: Pick<Caller, 'scope'>,
  id: number,
): Promise<DrawnAreaRow | null> {
  const [row] = await tx
    .select()
    .from(drawnAreas)
    .where(and(eq(drawnAreas.id, id), inScope(drawnAreas.jurisdictionId, caller)))
    .for('update')
  return row ?? null
}

export async function findAreaRevision(tx: Queryable, areaId: number, version: number) {
  const [revision] = await tx
    .select()
    .from(drawnAreaRevisions)
    .where(and(eq(drawnAreaRevisions.areaId, areaId), eq(drawnAreaRevisions.version, version)))
  return revision ?? null
}

/** Whether one of the caller's jurisdictions holds all of an area. */
export async function isInsideScope(
  db: Queryable,
  scope: readonly number[],
  geometry: DrawnAreaRow['geometry'],
): Promise<boolean> {
  const { rows } = await db.execute(sql`
    SELECT 1 FROM jurisdictions WHERE id = ANY(${sql.param(`{${scope.join(',')}}`)}::int[])
      AND ST_Covers(geometry, ST_SetSRID(ST_GeomFromGeoJSON(${JSON.stringify(geometry)}), 4326)) LIMIT 1`)
  return rows.length > 0
}

export const listWatchRules = (db: Queryable): Promise<WatchRule[]> => db.select().from(watchRules)

export async function storeWatchRule(tx: Queryable, rule: WatchRule): Promise<void> {
  const { subject: _subject, ...values } = rule
  await tx.insert(watchRules).values(rule).onConflictDoUpdate({ target: watchRules.subject, set: values })
}
