/** Drawing, changing, removing and undoing: each writes the area, a revision and an audit row in one transaction. */
import { sql } from 'drizzle-orm'
import type { Polygon, Position } from 'geojson'
import type { Connection, Queryable } from '../../db/client'
import { jurisdictionAt } from '../../db/queries/cameras'
import { type DrawnAreaRow, findAreaRevision, isInsideScope, lockDrawnArea } from '../../db/queries/drawn-areas'
import { drawnAreaRevisions, drawnAreas } from '../../db/schema'
import type { Caller } from '../domain/access'
import { type DrawnAreaKind, needsReason, positionInside } from '../domain/drawn-area'
import { DENSITY_LEVELS } from '../domain/optics'
import { applyZones } from './apply-zone'
import { appendAudit } from './audit'
import { polygonOfRing } from './polygon-of-ring'
import { densityStandard } from './refresh-viewsheds'
import { ServiceError } from './service-error'

/** What a person may change. `ring` is the outline, WGS 84, closed or not. */
export type AreaFields = Pick<DrawnAreaRow, 'name' | 'weight' | 'requiredLevel' | 'reason'> & { ring: Position[] }

type Action = (typeof drawnAreaRevisions.$inferSelect)['action']
/** A row as a revision keeps it. */
type Stored = Omit<DrawnAreaRow, 'geometry' | 'removedAt'> & { geometry: Polygon; removedAt: number | null }
type AreaColumns = Partial<typeof drawnAreas.$inferInsert>

const fieldsOf = ({ version: _version, updatedAt: _updated, ...row }: DrawnAreaRow): Record<string, unknown> => ({
  ...row,
  removedAt: row.removedAt?.getTime() ?? null,
})

/** The smallest jurisdiction that holds the middle of an area. Those who answer for one may draw only inside it. */
async function jurisdictionOf(tx: Queryable, caller: Caller, geometry: Polygon): Promise<number | null> {
  const jurisdictionId = await jurisdictionAt(tx, ...positionInside(geometry.coordinates[0]))
  const isOutside =
    caller.scope &&
    (jurisdictionId === null ||
      !caller.scope.includes(jurisdictionId) ||
      !(await isInsideScope(tx, caller.scope, geometry)))
  if (isOutside) throw new ServiceError('refused', 'This area reaches outside your jurisdictions.')
  return jurisdictionId
}

async function columnsFrom(tx: Queryable, caller: Caller, fields: Partial<AreaFields>): Promise<AreaColumns> {
  const { ring, ...rest } = fields
  if (!ring) return rest
  const geometry = polygonOfRing(ring)
  return { ...rest, geometry, jurisdictionId: await jurisdictionOf(tx, caller, geometry) }
}

/** Ground that must not be seen says why; a density level is one of the city's standard. */
async function requireSense(
  tx: Queryable,
  kind: DrawnAreaKind,
  { reason, requiredLevel }: Partial<AreaFields>,
): Promise<void> {
  if (reason !== undefined && needsReason(kind) && !reason?.trim())
    throw new ServiceError('invalid', `reason: a ${kind} area must say why it must not be seen, got nothing.`)
  if (!requiredLevel) return
  const standard = await densityStandard(tx)
  if (!DENSITY_LEVELS[standard].some(({ name }) => name === requiredLevel))
    throw new ServiceError(
      'invalid',
      `requiredLevel: expected a level of the ${standard} standard, got ${requiredLevel}.`,
    )
}

async function record(
  tx: Queryable,
  caller: Caller,
  before: DrawnAreaRow | null,
  after: DrawnAreaRow,
  action: Action,
): Promise<void> {
  await tx.insert(drawnAreaRevisions).values({
    areaId: after.id,
    version: after.version,
    action,
    personId: caller.personId,
    before: before && fieldsOf(before),
    after: fieldsOf(after),
  })
  await appendAudit(tx, caller, {
    action: 'area-edited',
    object: `${after.kind} ${after.id} ${after.name}`,
    reason: after.reason ?? undefined,
    details: { change: action, version: after.version },
  })
  const zones = [before, after].filter((row) => row !== null && isZone(row)).map((row) => row!.geometry)
  if (zones.length > 0) await applyZones(tx, zones)
}

const isZone = ({ kind, removedAt }: DrawnAreaRow) =>
  (kind === 'privacy' || kind === 'prohibited') && removedAt === null

async function write(
  tx: Queryable,
  caller: Caller,
  before: DrawnAreaRow,
  values: AreaColumns,
  action: Action,
): Promise<DrawnAreaRow> {
  const [after] = await tx
    .update(drawnAreas)
    .set({ ...values, version: before.version + 1, updatedAt: sql`now()` })
    .where(sql`${drawnAreas.id} = ${before.id}`)
    .returning()
  await record(tx, caller, before, after, action)
  return after
}

async function lockVersion(tx: Queryable, caller: Caller, id: number, version: number): Promise<DrawnAreaRow> {
  const row = await lockDrawnArea(tx, caller, id)
  if (!row) throw new ServiceError('not-found', `There is no area ${id} in your jurisdictions.`)
  if (row.version !== version)
    throw new ServiceError(
      'conflict',
      `Someone else changed this area (version ${row.version}, you saw ${version}). Load it again.`,
    )
  return row
}

async function lockPresent(tx: Queryable, caller: Caller, id: number, version: number): Promise<DrawnAreaRow> {
  const row = await lockVersion(tx, caller, id, version)
  if (row.removedAt) throw new ServiceError('not-found', `Area ${id} was removed. Undo that first.`)
  return row
}

export function drawArea(
  { db }: Connection,
  caller: Caller,
  kind: DrawnAreaKind,
  fields: AreaFields,
): Promise<DrawnAreaRow> {
  return db.transaction(async (tx) => {
    await requireSense(tx, kind, fields)
    const columns = (await columnsFrom(tx, caller, fields)) as typeof drawnAreas.$inferInsert
    const [row] = await tx
      .insert(drawnAreas)
      .values({ ...columns, kind })
      .returning()
    await record(tx, caller, null, row, 'drawn')
    return row
  })
}

export function editArea(
  { db }: Connection,
  caller: Caller,
  id: number,
  version: number,
  changes: Partial<AreaFields>,
): Promise<DrawnAreaRow> {
  return db.transaction(async (tx) => {
    const before = await lockPresent(tx, caller, id, version)
    await requireSense(tx, before.kind, changes)
    return write(tx, caller, before, await columnsFrom(tx, caller, changes), 'edited')
  })
}

export function removeArea({ db }: Connection, caller: Caller, id: number, version: number): Promise<DrawnAreaRow> {
  return db.transaction(async (tx) =>
    write(tx, caller, await lockPresent(tx, caller, id, version), { removedAt: new Date() }, 'removed'),
  )
}

/** Puts back what the newest revision changed, as a new revision. A drawing is undone by removing. */
export function undoAreaEdit({ db }: Connection, caller: Caller, id: number, version: number): Promise<DrawnAreaRow> {
  return db.transaction(async (tx) => {
    const row = await lockVersion(tx, caller, id, version)
    const last = await findAreaRevision(tx, id, version)
    if (!last?.before) return write(tx, caller, row, { removedAt: new Date() }, 'removed')
    const { name, geometry, weight, requiredLevel, reason, removedAt } = last.before as unknown as Stored
    const values = {
      ...{ name, geometry, weight, requiredLevel, reason },
      jurisdictionId: await jurisdictionOf(tx, caller, geometry),
      removedAt: removedAt === null ? null : new Date(removedAt),
    }
    return write(tx, caller, row, values, 'undone')
  })
}
