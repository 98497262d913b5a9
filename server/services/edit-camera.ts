/** Adding, changing, retiring and undoing: each writes the camera, a revision and the new viewshed in one transaction. */
import { and, desc, eq, sql } from 'drizzle-orm'
import type { Connection, Queryable } from '../../db/client'
import { type CameraRow, jurisdictionAt } from '../../db/queries/cameras'
import { storedView } from '../../db/queries/viewsheds'
import { cameraRevisions, cameras, viewsheds } from '../../db/schema'
import type { Caller } from '../domain/access'
import type { CameraState, Provenance } from '../domain/camera'
import { appendAudit } from './audit'
import { lockedInReach } from './camera-in-reach'
import { changeState } from './change-state'
import { countChange } from './count-change'
import { refreshViewshed, viewSettings } from './refresh-viewsheds'
import { revisionColumns } from './revision-columns'
import { ServiceError } from './service-error'

/** What a person may change. Positions are WGS 84. */
export type CameraFields = Pick<
  CameraRow,
  | 'name'
  | 'kind'
  | 'heightM'
  | 'mountKind'
  | 'bearing'
  | 'tilt'
  | 'hfov'
  | 'vfov'
  | 'focalMm'
  | 'sensorWidthMm'
  | 'sensorHeightMm'
  | 'pixelsWide'
  | 'pixelsHigh'
  | 'rangeM'
  | 'nightRangeM'
  | 'sweepFrom'
  | 'sweepTo'
  | 'teleHfov'
  | 'isUnderRoof'
  | 'ownership'
  | 'pointClass'
  | 'readsPlates'
  | 'isIndoor'
  | 'isPlanned'
  | 'operator'
  | 'streamPath'
> & { lng: number; lat: number } & Partial<Pick<CameraRow, 'subStreamPath' | 'mediaServerId'>>

type Action = (typeof cameraRevisions.$inferSelect)['action']

const PROVENANCE_KEYS: Record<string, string> = {
  lng: 'position',
  lat: 'position',
  sensorWidthMm: 'sensor',
  sensorHeightMm: 'sensor',
  pixelsWide: 'pixels',
  pixelsHigh: 'pixels',
  sweepFrom: 'sweep',
  sweepTo: 'sweep',
}
const WITH_PROVENANCE = [
  'lng',
  'lat',
  'heightM',
  'bearing',
  'tilt',
  'hfov',
  'vfov',
  'focalMm',
  'sensorWidthMm',
  'sensorHeightMm',
  'pixelsWide',
  'pixelsHigh',
  'rangeM',
  'nightRangeM',
  'sweepFrom',
  'sweepTo',
  'teleHfov',
]

const fieldsOf = (row: CameraRow): Record<string, unknown> => {
  const { id: _id, position, createdAt: _created, updatedAt: _updated, version: _version, state: _state, ...rest } = row
  return {
    ...rest,
    installedAt: rest.installedAt?.getTime() ?? null,
    retiredAt: rest.retiredAt?.getTime() ?? null,
    lng: position.coordinates[0],
    lat: position.coordinates[1],
  }
}

/** What a person typed or dragged was surveyed by that person. */
function markSurveyed(
  provenance: Record<string, Provenance>,
  changed: Partial<CameraFields>,
): Record<string, Provenance> {
  const marked = { ...provenance }
  for (const key of Object.keys(changed)) {
    if (!WITH_PROVENANCE.includes(key)) continue
    const name = PROVENANCE_KEYS[key] ?? key
    if (changed[key as keyof CameraFields] === null) delete marked[name]
    else marked[name] = 'surveyed'
  }
  return marked
}

function actionOf(changes: Partial<CameraFields>): Action {
  const keys = Object.keys(changes)
  if (keys.every((key) => key === 'lng' || key === 'lat')) return 'moved'
  return keys.every((key) => key === 'bearing' || key === 'tilt') ? 'turned' : 'edited'
}

/** The viewshed and the coverage follow the camera, in its transaction. `before` is null for a new one. */
async function refreshAfter(tx: Queryable, before: CameraRow | null, after: CameraRow): Promise<void> {
  const settings = await viewSettings(tx)
  const was = before && { row: before, ...(await storedView(tx, before.id)) }
  if (after.retiredAt) await tx.delete(viewsheds).where(eq(viewsheds.cameraId, after.id))
  else await refreshViewshed(tx, { ...after, storedHash: null }, settings)
  await countChange(tx, settings, was, { row: after, ...(await storedView(tx, after.id)) })
}

async function write(
  tx: Queryable,
  caller: Caller,
  before: CameraRow,
  values: Partial<typeof cameras.$inferInsert>,
  action: Action,
): Promise<CameraRow> {
  const [after] = await tx
    .update(cameras)
    .set({ ...values, version: before.version + 1, updatedAt: sql`now()` })
    .where(eq(cameras.id, before.id))
    .returning()
  const revision = {
    cameraId: before.id,
    version: after.version,
    action,
    personId: caller.personId,
    before: fieldsOf(before),
    after: fieldsOf(after),
  }
  await tx.insert(cameraRevisions).values(revision)
  await appendAudit(tx, caller, {
    action: 'camera-edited',
    object: after.code,
    details: { change: action, version: after.version },
  })
  await refreshAfter(tx, before, after)
  return after
}

async function lockVersion(tx: Queryable, caller: Caller, id: number, version: number): Promise<CameraRow> {
  const row = await lockedInReach(tx, caller, id)
  if (row.version !== version)
    throw new ServiceError(
      'conflict',
      `Someone else changed this camera (version ${row.version}, you saw ${version}). Load it again.`,
    )
  return row
}

/** Where a camera may stand: inside the caller's jurisdictions. */
async function placeFor(tx: Queryable, caller: Caller, lng: number, lat: number): Promise<number | null> {
  const jurisdictionId = await jurisdictionAt(tx, lng, lat)
  if (caller.scope && (jurisdictionId === null || !caller.scope.includes(jurisdictionId)))
    throw new ServiceError('refused', 'This position lies outside your jurisdictions.')
  return jurisdictionId
}

async function columnsFrom(
  tx: Queryable,
  caller: Caller,
  fields: Partial<CameraFields>,
): Promise<Partial<typeof cameras.$inferInsert>> {
  const { lng, lat, ...rest } = fields
  if (lng === undefined || lat === undefined) return rest
  return {
    ...rest,
    position: { type: 'Point', coordinates: [lng, lat] },
    jurisdictionId: await placeFor(tx, caller, lng, lat),
  }
}

/** The only row that a camera names and that its editor may have lost sight of. */
function onUnknownServer(error: unknown): never {
  const { code } = ((error as Error).cause ?? {}) as { code?: string }
  throw code === '23503' ? new ServiceError('invalid', 'There is no such media server.', { cause: error }) : error
}

export function addCamera({ db }: Connection, caller: Caller, code: string, fields: CameraFields): Promise<CameraRow> {
  const added = db.transaction(async (tx) => {
    const columns = (await columnsFrom(tx, caller, fields)) as typeof cameras.$inferInsert
    const [row] = await tx
      .insert(cameras)
      .values({ ...columns, code, sourceKind: 'person', provenance: markSurveyed({}, fields) })
      .onConflictDoNothing()
      .returning()
    if (!row) throw new ServiceError('conflict', `The code ${code} is taken.`)
    await tx
      .insert(cameraRevisions)
      .values({ cameraId: row.id, version: 1, action: 'added', personId: caller.personId, after: fieldsOf(row) })
    await appendAudit(tx, caller, { action: 'camera-edited', object: row.code, details: { change: 'added' } })
    await refreshAfter(tx, null, row)
    return row
  })
  return added.catch(onUnknownServer)
}

export function editCamera(
  { db }: Connection,
  caller: Caller,
  id: number,
  version: number,
  changes: Partial<CameraFields>,
): Promise<CameraRow> {
  const edited = db.transaction(async (tx) => {
    const before = await lockVersion(tx, caller, id, version)
    const complete =
      'lng' in changes || 'lat' in changes
        ? { lng: before.position.coordinates[0], lat: before.position.coordinates[1], ...changes }
        : changes
    const values = {
      ...(await columnsFrom(tx, caller, complete)),
      provenance: markSurveyed(before.provenance, changes),
    }
    return write(tx, caller, before, values, actionOf(changes))
  })
  return edited.catch(onUnknownServer)
}

export function retireCamera({ db }: Connection, caller: Caller, id: number, version: number): Promise<CameraRow> {
  return db.transaction(async (tx) =>
    write(tx, caller, await lockVersion(tx, caller, id, version), { retiredAt: new Date() }, 'retired'),
  )
}

/** Puts back what the newest revision changed, as a new revision. An addition is undone by retiring. */
export function undoLastEdit({ db }: Connection, caller: Caller, id: number, version: number): Promise<CameraRow> {
  return db.transaction(async (tx) => {
    const row = await lockVersion(tx, caller, id, version)
    const [last] = await tx
      .select()
      .from(cameraRevisions)
      .where(and(eq(cameraRevisions.cameraId, id), eq(cameraRevisions.version, version)))
      .orderBy(desc(cameraRevisions.id))
    if (!last || last.action === 'imported')
      throw new ServiceError('refused', 'There is nothing to undo: this camera is as it was imported.')
    if (!last.before) return write(tx, caller, row, { retiredAt: new Date() }, 'retired')
    const values = revisionColumns(last.before)
    return write(tx, caller, row, values, 'undone')
  })
}

/** A person states what they found; the newest row is what holds. */
export function setCameraState({ db }: Connection, caller: Caller, id: number, state: CameraState): Promise<void> {
  return db.transaction(async (tx) => {
    const row = await lockedInReach(tx, caller, id)
    await changeState(tx, { cameraId: id, state, fromAt: new Date(), source: 'person', personId: caller.personId })
    await appendAudit(tx, caller, { action: 'camera-edited', object: row.code, details: { state } })
  })
}
