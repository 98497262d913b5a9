/**
 * Drawing, changing and retiring jurisdictions. Who answers for what follows at once: cameras, incidents, drawn areas and
 * passages get the smallest jurisdiction that holds them in the same transaction, which row-level security goes by.
 */
import { eq, sql } from 'drizzle-orm'
import type { Position } from 'geojson'
import type { Connection, Queryable } from '../../db/client'
import { assignJurisdictions, type Reassigned } from '../../db/queries/jurisdictions'
import { answersForAll } from '../../db/queries/scope'
import { cases, jurisdictions, people } from '../../db/schema'
import type { Caller } from '../domain/access'
import type { AuditAction } from '../domain/audit-actions'
import { LARGEST_JURISDICTION } from '../domain/drawn-area'
import { isLarger, type JurisdictionKind } from '../domain/jurisdiction-kind'
import { appendAudit } from './audit'
import { polygonOfRing } from './polygon-of-ring'
import { ServiceError } from './service-error'

export type Jurisdiction = typeof jurisdictions.$inferSelect
/** What a person may change. `ring` is the outline, WGS 84, closed or not. */
export type JurisdictionFields = Pick<Jurisdiction, 'name' | 'nameEn' | 'parentId'> & { ring: Position[] }
export type NewJurisdiction = JurisdictionFields & Pick<Jurisdiction, 'code' | 'kind'>

export interface JurisdictionChange {
  id: number
  /** How many cameras, incidents and drawn areas got another jurisdiction. */
  reassigned: Reassigned
}

/** What an importer calls the one it makes up, and takes away again. */
const MADE_UP_CODE = 'city'

async function requireAll(tx: Queryable, caller: Caller): Promise<void> {
  if (!(await answersForAll(tx, caller)))
    throw new ServiceError('refused', 'Who answers for the whole city draws its jurisdictions.')
}

/** A part is of a larger kind of one's own; without, those bound to a jurisdiction would no longer answer for all. */
async function requireParent(
  tx: Queryable,
  { scope }: Caller,
  kind: JurisdictionKind,
  parentId: number | null,
): Promise<void> {
  if (parentId === null) {
    if (scope === null) return
    throw new ServiceError('refused', 'Say which of your jurisdictions it is part of.')
  }
  const [parent] = await tx.select().from(jurisdictions).where(eq(jurisdictions.id, parentId))
  if (!parent || (scope && !scope.includes(parentId)))
    throw new ServiceError('refused', `There is no jurisdiction ${parentId} of yours that it could be part of.`)
  if (!isLarger(parent.kind, kind))
    throw new ServiceError('invalid', `parentId: a ${kind} cannot be part of a ${parent.kind}.`)
}

/** Locked for the change, as its version was seen. */
async function lockVersion(tx: Queryable, id: number, version: number): Promise<Jurisdiction> {
  const [row] = await tx.select().from(jurisdictions).where(eq(jurisdictions.id, id)).for('update')
  if (!row) throw new ServiceError('not-found', `There is no jurisdiction ${id}.`)
  if (row.version !== version)
    throw new ServiceError(
      'conflict',
      `Someone else changed this jurisdiction (version ${row.version}, you saw ${version}). Load it again.`,
    )
  return row
}

async function settle(
  tx: Queryable,
  caller: Caller,
  { id, code, name }: Jurisdiction,
  action: AuditAction,
  details: Record<string, unknown>,
): Promise<JurisdictionChange> {
  const reassigned = await assignJurisdictions(tx)
  await appendAudit(tx, caller, { action, object: `${code} ${name}`, details: { ...details, reassigned } })
  return { id, reassigned }
}

const outlineOf = (ring: Position[]) => polygonOfRing(ring, LARGEST_JURISDICTION)

export function drawJurisdiction(
  { system: { db } }: Connection,
  caller: Caller,
  { ring, ...fields }: NewJurisdiction,
): Promise<JurisdictionChange> {
  return db.transaction(async (tx) => {
    await requireAll(tx, caller)
    await requireParent(tx, caller, fields.kind, fields.parentId)
    const geometry = outlineOf(ring)
    const isMadeUp = fields.code === MADE_UP_CODE
    const [row] = isMadeUp
      ? []
      : await tx
          .insert(jurisdictions)
          .values({ ...fields, geometry })
          .onConflictDoNothing()
          .returning()
    if (!row) throw new ServiceError('conflict', `code: ${fields.code} is taken already.`)
    return settle(tx, caller, row, 'jurisdiction-drawn', { ...fields, corners: geometry.coordinates[0].length - 1 })
  })
}

export function editJurisdiction(
  { system: { db } }: Connection,
  caller: Caller,
  id: number,
  version: number,
  { ring, ...changes }: Partial<JurisdictionFields>,
): Promise<JurisdictionChange> {
  return db.transaction(async (tx) => {
    await requireAll(tx, caller)
    const before = await lockVersion(tx, id, version)
    if (changes.parentId !== undefined && changes.parentId !== before.parentId)
      await requireParent(tx, caller, before.kind, changes.parentId)
    const outline = ring && outlineOf(ring)
    await tx
      .update(jurisdictions)
      .set({ ...changes, ...(outline && { geometry: outline }), version: version + 1 })
      .where(eq(jurisdictions.id, id))
    const edited = (Object.keys(changes) as (keyof typeof changes)[]).filter((key) => changes[key] !== before[key])
    const details = Object.fromEntries(edited.map((key) => [key, { from: before[key], to: changes[key] }]))
    return settle(tx, caller, before, 'jurisdiction-edited', {
      ...details,
      ...(outline && { corners: outline.coordinates[0].length - 1 }),
    })
  })
}

/** Takes one away that nobody is of and that has no parts; what lay in it falls to the next larger one. */
export function retireJurisdiction(
  { system: { db } }: Connection,
  caller: Caller,
  id: number,
  version: number,
): Promise<JurisdictionChange> {
  return db.transaction(async (tx) => {
    await requireAll(tx, caller)
    const row = await lockVersion(tx, id, version)
    const [parts, own] = [
      await tx.$count(jurisdictions, eq(jurisdictions.parentId, id)),
      await tx.$count(people, eq(people.jurisdictionId, id)),
    ]
    if (parts + own > 0)
      throw new ServiceError('conflict', `It has ${parts} parts and ${own} people: give them to another one first.`)
    await tx.update(cases).set({ jurisdictionId: null }).where(eq(cases.jurisdictionId, id))
    // Nothing lies in it any more; what did is given away before its row can go.
    await tx.execute(sql`UPDATE jurisdictions SET geometry = ST_GeomFromText('POLYGON EMPTY', 4326) WHERE id = ${id}`)
    const { kind, nameEn, parentId } = row
    const change = await settle(tx, caller, row, 'jurisdiction-retired', { kind, nameEn, parentId })
    await tx.delete(jurisdictions).where(eq(jurisdictions.id, id))
    return change
  })
}
