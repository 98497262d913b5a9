/** Exports of recorded video: what was asked for, what is being made, what became of it. */
import { and, asc, desc, eq, gt, inArray, lte, or, type SQL, sql } from 'drizzle-orm'
import type { Caller } from '../../server/domain/access'
import type { ExportProblem } from '../../server/domain/export-terms'
import type { Queryable } from '../client'
import { cameras, cases, exports, people } from '../schema'
import { cameraInScope } from './scope'

export type ExportRow = typeof exports.$inferSelect

const MOST_LISTED = 100

/** Those of a case at cameras in scope, the newest first. */
export function listExportRows(db: Queryable, caller: Caller, caseId: number) {
  return db
    .select({
      export: exports,
      camera: { code: cameras.code, name: cameras.name, nameEn: sql<string | null>`${cameras.sourceTags}->>'name:en'` },
      by: people.displayName,
    })
    .from(exports)
    .innerJoin(cameras, eq(cameras.id, exports.cameraId))
    .innerJoin(people, eq(people.id, exports.personId))
    .where(and(eq(exports.caseId, caseId), cameraInScope(cameras.jurisdictionId, cameras.ownership, caller)))
    .orderBy(desc(exports.askedAt), asc(exports.id))
    .limit(MOST_LISTED)
}

export async function findOwnExport(tx: Queryable, { personId }: Caller, id: string): Promise<ExportRow | null> {
  const [row] = await tx
    .select()
    .from(exports)
    .where(and(eq(exports.id, id), eq(exports.personId, personId)))
  return row ?? null
}

export const insertExport = (tx: Queryable, values: typeof exports.$inferInsert) => tx.insert(exports).values(values)

/** How many somebody asked for in the last 24 hours; their next question waits until this transaction ends. */
export async function exportsOfDay(tx: Queryable, personId: number): Promise<number> {
  await tx.select({ id: people.id }).from(people).where(eq(people.id, personId)).for('update')
  return tx.$count(exports, and(eq(exports.personId, personId), gt(exports.askedAt, sql`now() - interval '1 day'`)))
}

/** Puts a failed export back into the queue. False when it has not failed. */
export async function queueAgain(tx: Queryable, id: string): Promise<boolean> {
  const rows = await tx
    .update(exports)
    .set({ state: 'queued', problem: null, progress: 0, tries: 0, finishedAt: null })
    .where(and(eq(exports.id, id), eq(exports.state, 'failed')))
    .returning({ id: exports.id })
  return rows.length > 0
}

/** What an app that ended left running waits again. */
export const queueInterrupted = (db: Queryable) =>
  db.update(exports).set({ state: 'queued', progress: 0 }).where(eq(exports.state, 'running'))

/** Takes the oldest that waits, for one of however many that ask. */
export async function takeNextExport(db: Queryable): Promise<ExportRow | null> {
  const next = db
    .select({ id: exports.id })
    .from(exports)
    .where(eq(exports.state, 'queued'))
    .orderBy(asc(exports.askedAt))
    .limit(1)
    .for('update', { skipLocked: true })
  const [row] = await db
    .update(exports)
    .set({ state: 'running', progress: 0, tries: sql`${exports.tries} + 1` })
    .where(inArray(exports.id, next))
    .returning()
  return row ?? null
}

/** What an export is of, for whom and why; null where its case is no longer open, its person left or the camera is gone. */
export async function exportSubject(db: Queryable, { caseId, cameraId, personId }: ExportRow) {
  const [row] = await db
    .select({
      camera: cameras,
      case: cases,
      person: people,
      position: sql<[number, number]>`json_build_array(ST_X(${cameras.position}), ST_Y(${cameras.position}))`,
    })
    .from(cases)
    .innerJoin(cameras, eq(cameras.id, cameraId))
    .innerJoin(people, eq(people.id, personId))
    .where(and(eq(cases.id, caseId), isOpenCase, people.isActive))
  return row ?? null
}
export type ExportSubject = NonNullable<Awaited<ReturnType<typeof exportSubject>>>

const isOpenCase = sql`${cases.closedAt} IS NULL AND ${cases.validUntil} > now()`

export const setExportProgress = (db: Queryable, id: string, progress: number) =>
  db
    .update(exports)
    .set({ progress })
    .where(and(eq(exports.id, id), eq(exports.state, 'running')))

export interface MadeExport {
  isWatermarked: boolean
  recordedFrom: Date
  recordedTo: Date
  sha256: string
  bytes: number
  originalSha256: string
  keptMs: number
}

/** False when it is not running any more. */
export async function finishExport(tx: Queryable, id: string, { keptMs, ...made }: MadeExport): Promise<boolean> {
  const rows = await tx
    .update(exports)
    .set({
      ...made,
      state: 'done',
      progress: 100,
      finishedAt: sql`now()`,
      expiresAt: sql`now() + ${`${keptMs} milliseconds`}::interval`,
    })
    .where(and(eq(exports.id, id), eq(exports.state, 'running')))
    .returning({ id: exports.id })
  return rows.length > 0
}

export const failExport = (tx: Queryable, id: string, problem: ExportProblem) =>
  tx.update(exports).set({ state: 'failed', problem, finishedAt: sql`now()` }).where(eq(exports.id, id))

const isOver: SQL = sql`${exports.caseId} IN (SELECT c.id FROM cases c WHERE c.closed_at IS NOT NULL OR c.valid_until <= now())`

/** Ends what is there for longer than it may be, or whose case is over. */
export const expireExports = (db: Queryable) =>
  db
    .update(exports)
    .set({ state: 'expired' })
    .where(and(eq(exports.state, 'done'), or(lte(exports.expiresAt, sql`now()`), isOver)))

/** Whose files may lie in the folder. */
export async function exportsWithFiles(db: Queryable): Promise<Set<string>> {
  const rows = await db
    .select({ id: exports.id })
    .from(exports)
    .where(inArray(exports.state, ['running', 'done']))
  return new Set(rows.map(({ id }) => id))
}
