/** Exports: a stretch of one camera's recording as a file, under a case. Masked for whoever asks alone, sharp when somebody agreed. */
import { randomUUID } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import type { Connection, Queryable } from '../../db/client'
import { forWholeCity } from '../../db/guarded-pool'
import { readSettings } from '../../db/queries/city'
import {
  type ExportRow,
  exportsOfDay,
  findOwnExport,
  insertExport,
  listExportRows,
  queueAgain,
} from '../../db/queries/exports'
import type { Caller } from '../domain/access'
import { type ExportPart, LEAST_EXPORT_MS, LONGEST_EXPORT_MS, USUAL_EXPORTS_PER_DAY } from '../domain/export-terms'
import { type ExportRead, requestApproval, requireApprovedExport } from './approvals'
import { appendAudit } from './audit'
import { cameraInReach } from './camera-in-reach'
import { requireOpenCase } from './cases'
import { exportFolder, ORIGINAL_FILE, SIDECAR_FILE, sha256OfFile, VIDEO_FILE } from './export-files'
import { installedFfmpeg } from './installed-ffmpeg'
import { ServiceError } from './service-error'

/** UTC epoch milliseconds. */
export interface ExportInput {
  caseId: number
  cameraId: number
  from: number
  to: number
}

/** The stretch as it will be made: whole milliseconds. */
function soundInput({ from, to, ...input }: ExportInput): ExportInput {
  const asked = { ...input, from: Math.round(from), to: Math.round(to) }
  const length = asked.to - asked.from
  if (!(length >= LEAST_EXPORT_MS && length <= LONGEST_EXPORT_MS))
    throw new ServiceError('invalid', `An export lasts from one second to ${LONGEST_EXPORT_MS / 60_000} minutes.`)
  if (asked.to > Date.now()) throw new ServiceError('invalid', 'An export ends in the past.')
  return asked
}

const readOf = (input: ExportInput, { code, name }: { code: string; name: string | null }): ExportRead => ({
  kind: 'export',
  ...input,
  camera: [code, name].filter(Boolean).join(' · '),
})

/** Whoever decides sees which camera and when; the export may then be asked for once, within a day. */
export async function askExportApproval(connection: Connection, caller: Caller, given: ExportInput) {
  const input = soundInput(given)
  const camera = await connection.db.transaction(async (tx) => {
    await requireOpenCase(tx, caller, input.caseId)
    return cameraInReach(tx, caller, input.cameraId)
  })
  return requestApproval(connection, caller, readOf(input, camera))
}

const stamp = (at: number) => new Date(at).toISOString().replace(/\.\d+|[-:]/g, '')
const fileNameOf = (number: string, code: string, from: number, isMasked: boolean) =>
  `${[number, code, stamp(from), ...(isMasked ? ['masked'] : [])].join('_').replace(/[\p{Cc}/\\:*?"<>|]/gu, '_')}.mp4`

async function requireDailyShare(tx: Queryable, caller: Caller): Promise<void> {
  const most = (await readSettings(tx))?.exportsPerDay ?? USUAL_EXPORTS_PER_DAY
  if ((await forWholeCity(tx, () => exportsOfDay(tx, caller.personId))) >= most)
    throw new ServiceError('refused', `You may ask for ${most} exports in 24 hours, and have.`)
}

export async function askExport(
  { db }: Connection,
  caller: Caller,
  { approvalId, ...given }: ExportInput & { approvalId?: number },
  findWatermarker = installedFfmpeg,
): Promise<{ id: string }> {
  const input = soundInput(given)
  const isMasked = approvalId === undefined
  if (isMasked && (await findWatermarker()) === null)
    throw new ServiceError(
      'refused',
      'This installation cannot mask video (ffmpeg is not installed): a second person of another unit must agree to the original.',
    )
  return db.transaction(async (tx) => {
    const openCase = await requireOpenCase(tx, caller, input.caseId)
    const camera = await cameraInReach(tx, caller, input.cameraId)
    if (!camera.streamPath) throw new ServiceError('not-found', 'This camera has no recording.')
    await requireDailyShare(tx, caller)
    const approvedBy = isMasked ? null : await requireApprovedExport(tx, caller, readOf(input, camera), approvalId)
    const id = randomUUID()
    await insertExport(tx, {
      id,
      caseId: input.caseId,
      cameraId: input.cameraId,
      fromAt: new Date(input.from),
      toAt: new Date(input.to),
      isMasked,
      approvalId: approvalId ?? null,
      approvedBy,
      fileName: fileNameOf(openCase.number, camera.code, input.from, isMasked),
      personId: caller.personId,
    })
    await appendAudit(tx, caller, {
      action: 'export-asked',
      object: camera.code,
      caseId: openCase.id,
      reason: openCase.reason,
      details: { export: id, from: input.from, to: input.to, isMasked, approval: approvalId ?? null, approvedBy },
    })
    return { id }
  })
}

const unknownExport = () => new ServiceError('not-found', 'There is no such export of yours.')

/** One's own, while its case is open and its camera in reach. */
async function ownExport(tx: Queryable, caller: Caller, id: string) {
  const row = await findOwnExport(tx, caller, id)
  if (!row) throw unknownExport()
  const openCase = await requireOpenCase(tx, caller, row.caseId)
  return { row, openCase, camera: await cameraInReach(tx, caller, row.cameraId) }
}

/** Makes a failed one again; what was agreed to holds for it still. */
export function retryExport({ db }: Connection, caller: Caller, id: string): Promise<void> {
  return db.transaction(async (tx) => {
    const { openCase, camera } = await ownExport(tx, caller, id)
    if (!(await forWholeCity(tx, () => queueAgain(tx, id))))
      throw new ServiceError('conflict', 'This export has not failed.')
    const { id: caseId, reason } = openCase
    await appendAudit(tx, caller, {
      action: 'export-asked',
      object: camera.code,
      caseId,
      reason,
      details: { export: id, isAgain: true },
    })
  })
}

export async function listExports({ db }: Connection, caller: Caller, caseId: number) {
  const rows = await db.transaction(async (tx) => {
    await requireOpenCase(tx, caller, caseId)
    return listExportRows(tx, caller, caseId)
  })
  return {
    canMask: (await installedFfmpeg()) !== null,
    exports: rows.map(({ export: row, camera, by }) => ({
      ...shown(row),
      camera,
      by,
      isOwn: row.personId === caller.personId,
    })),
  }
}

const shown = (row: ExportRow) => ({
  id: row.id,
  cameraId: row.cameraId,
  from: row.fromAt.getTime(),
  to: row.toAt.getTime(),
  state: row.state === 'done' && row.expiresAt!.getTime() <= Date.now() ? ('expired' as const) : row.state,
  problem: row.problem,
  progress: row.progress,
  isMasked: row.isMasked,
  isWatermarked: row.isWatermarked,
  approvedBy: row.approvedBy,
  recorded: row.recordedFrom && { from: row.recordedFrom.getTime(), to: row.recordedTo!.getTime() },
  fileName: row.fileName,
  sha256: row.sha256,
  bytes: row.bytes,
  askedAt: row.askedAt.getTime(),
  expiresAt: row.expiresAt?.getTime() ?? null,
})

export interface ExportFile {
  file: FileHandle
  bytes: number
  fileName: string
  contentType: string
}

/** Which file a part is, and what it must hash to. The original leaves only where somebody agreed. */
function partOf(row: ExportRow, part: ExportPart): { name: string; sha256: string | null; fileName: string } {
  if (part === 'sidecar') return { name: SIDECAR_FILE, sha256: null, fileName: row.fileName.replace(/mp4$/, 'json') }
  if (part === 'video') return { name: VIDEO_FILE, sha256: row.sha256, fileName: row.fileName }
  if (row.isMasked) throw unknownExport()
  return {
    name: row.isWatermarked ? ORIGINAL_FILE : VIDEO_FILE,
    sha256: row.originalSha256,
    fileName: row.fileName.replace(/\.mp4$/, '_original.mp4'),
  }
}

/** A file to send, its download in the audit. Whoever gets it closes it. Throws ServiceError. */
export async function openExport(
  { db }: Connection,
  caller: Caller,
  id: string,
  part: ExportPart,
): Promise<ExportFile> {
  const found = await db.transaction((tx) => downloadable(tx, caller, id))
  const { name, sha256, fileName } = partOf(found.row, part)
  const path = join(exportFolder(id), name)
  if (sha256 !== null && (await sha256OfFile(path).catch(() => null)) !== sha256)
    throw new ServiceError('conflict', 'This file is not what was made: it is not handed out. Ask for it again.')
  const file = await open(path).catch(() => {
    throw unknownExport()
  })
  try {
    await db.transaction(async (tx) => {
      const { row, openCase, camera } = await downloadable(tx, caller, id)
      await appendAudit(tx, caller, {
        action: 'export-downloaded',
        object: camera.code,
        caseId: openCase.id,
        reason: openCase.reason,
        details: { export: id, part, sha256, isMasked: row.isMasked },
      })
    })
    const { size } = await file.stat()
    return { file, bytes: size, fileName, contentType: part === 'sidecar' ? 'application/json' : 'video/mp4' }
  } catch (error) {
    await file.close()
    throw error
  }
}

async function downloadable(tx: Queryable, caller: Caller, id: string) {
  const found = await ownExport(tx, caller, id)
  const { state, expiresAt } = found.row
  if (state !== 'done' || expiresAt!.getTime() <= Date.now())
    throw new ServiceError('not-found', 'This export is not there, or not any more: files are kept for 24 hours.')
  return found
}
