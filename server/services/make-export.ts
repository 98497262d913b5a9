/** Makes one export: fetches what was recorded, marks and masks it, and puts it in its place together with its row in the audit. */
import { createHash } from 'node:crypto'
import { rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Connection } from '../../db/client'
import { newestLine } from '../../db/queries/audit'
import { readSettings } from '../../db/queries/city'
import {
  type ExportRow,
  type ExportSubject,
  exportSubject,
  failExport,
  finishExport,
  setExportProgress,
} from '../../db/queries/exports'
import { EXPORT_KEPT_MS, type ExportProblem } from '../domain/export-terms'
import { type Ffmpeg, type FfmpegLimits, runFfmpeg } from '../media/film/ffmpeg'
import { FilmError } from '../media/film/film-error'
import { openFilm, pictureSize } from '../media/film/joined-clips'
import { ffmpegArguments, filtersOf, type Watermark, watermarkFiles } from '../media/film/watermark'
import { MediaError } from '../media/gateway'
import { appendAudit } from './audit'
import {
  makeWorkFolder,
  moveIntoPlace,
  ORIGINAL_FILE,
  removeExportFiles,
  SIDECAR_FILE,
  sha256OfFile,
  VIDEO_FILE,
  writeDurably,
} from './export-files'
import { sidecarOf } from './export-sidecar'
import { gatewayOf } from './media-servers'
import { callerOf } from './sessions'

const MOST_TRIES = 3
const TELL_EVERY_MS = 1_000
const MOST_BYTES = 1 << 30

/** Slower than this, something is wrong with the machine. */
export const usualLimits = (lengthMs: number): FfmpegLimits => ({
  silentMs: 60_000,
  totalMs: 60_000 + 10 * lengthMs,
  mostBytes: MOST_BYTES,
})

export interface Tools {
  ffmpeg: Ffmpeg | null
  limits(lengthMs: number): FfmpegLimits
}

class Refusal extends Error {
  constructor(readonly problem: ExportProblem) {
    super(problem)
  }
}

const OF_MEDIA: Partial<Record<string, ExportProblem>> = {
  'no-recording': 'no-recording',
  'unknown-stream': 'no-recording',
  unsupported: 'no-recording',
  codec: 'codec',
}

function problemOf(error: unknown): ExportProblem {
  if (error instanceof Refusal) return error.problem
  if (error instanceof FilmError) return error.reason
  if (error instanceof MediaError) return OF_MEDIA[error.reason] ?? 'media'
  return (error as NodeJS.ErrnoException).code === 'ENOSPC' ? 'disk' : 'interrupted'
}

/** Makes it, or says why not. Throws only when neither can be written down. */
export async function makeExport(connection: Connection, row: ExportRow, tools: Tools): Promise<void> {
  try {
    await attempt(connection, row, tools)
  } catch (error) {
    const problem = problemOf(error)
    if (!(error instanceof Refusal)) console.warn(`export ${row.id}: ${(error as Error).message}`)
    await removeExportFiles(row.id)
    await noteFailure(connection, row, problem)
  }
}

function noteFailure({ system: { db } }: Connection, row: ExportRow, problem: ExportProblem): Promise<void> {
  return db.transaction(async (tx) => {
    await failExport(tx, row.id, problem)
    const actor = { personId: 0, displayName: 'Sightline', role: 'system', unit: 'Sightline' } as const
    await appendAudit(tx, actor, {
      action: 'export-failed',
      object: 'export',
      caseId: row.caseId,
      details: { export: row.id, problem },
    })
  })
}

const watermarkText = ({ person, case: { number } }: ExportSubject, { id, isMasked }: ExportRow) =>
  [person.displayName, person.unit, number, id.slice(0, 8), ...(isMasked ? ['MASKED'] : [])].join(' · ')

async function attempt(connection: Connection, row: ExportRow, { ffmpeg, limits }: Tools): Promise<void> {
  const { db } = connection.system
  if (row.tries > MOST_TRIES) throw new Refusal('interrupted')
  if (row.isMasked && !ffmpeg) throw new Refusal('no-ffmpeg')
  const subject = await exportSubject(db, row)
  if (!subject) throw new Refusal('case-closed')
  const { streamPath, mediaServerId } = subject.camera
  if (!streamPath) throw new Refusal('no-recording')
  const gateway = await gatewayOf(connection, mediaServerId)
  const film = await openFilm(gateway, streamPath, row.fromAt.getTime(), row.toAt.getTime())
  const timeZone = (await readSettings(db))?.timeZone ?? 'UTC'
  const folder = await makeWorkFolder(row.id, row.tries)
  const watermark = { who: watermarkText(subject, row), from: film.from, timeZone }
  if (ffmpeg)
    await draw(row, film, watermark, {
      ffmpeg,
      folder,
      limits: limits(film.to - film.from),
      tell: (percent) => void setExportProgress(db, row.id, percent).catch(() => {}),
    })
  if (!row.isMasked) await writeDurably(join(folder, ffmpeg ? ORIGINAL_FILE : VIDEO_FILE), film.bytes)
  const made = {
    isWatermarked: ffmpeg !== null,
    sha256: await sha256OfFile(join(folder, VIDEO_FILE)),
    bytes: (await stat(join(folder, VIDEO_FILE))).size,
    originalSha256: createHash('sha256').update(film.bytes).digest('hex'),
  }
  await db.transaction(async (tx) => {
    const still = await exportSubject(tx, row)
    if (!still) throw new Refusal('case-closed')
    const span = { recordedFrom: new Date(film.from), recordedTo: new Date(film.to) }
    if (!(await finishExport(tx, row.id, { ...made, ...span, keptMs: EXPORT_KEPT_MS })))
      throw new Refusal('interrupted')
    const { isMasked, approvedBy } = row
    await appendAudit(tx, callerOf(still.person), {
      action: 'export-made',
      object: still.camera.code,
      caseId: row.caseId,
      reason: still.case.reason,
      details: { export: row.id, from: film.from, to: film.to, isMasked, approvedBy, ...made },
    })
    const audit = (await newestLine(tx))!
    const facts = { row, subject: still, mediaServer: gateway.kind, recorded: film, timeZone, audit, ...made }
    const sidecar = sidecarOf({ ...facts, watermark: ffmpeg && watermark.who })
    await writeDurably(join(folder, SIDECAR_FILE), `${JSON.stringify(sidecar, null, 2)}\n`)
    await moveIntoPlace(folder, row.id)
  })
}

interface Drawing {
  ffmpeg: Ffmpeg
  folder: string
  limits: FfmpegLimits
  tell(percent: number): void
}

/** The film with the watermark in every frame, and masked unless somebody agreed. */
async function draw(
  { isMasked }: ExportRow,
  film: Awaited<ReturnType<typeof openFilm>>,
  watermark: Watermark,
  { ffmpeg: { path, fontFile }, folder, limits, tell }: Drawing,
): Promise<void> {
  const texts = Object.entries(watermarkFiles(watermark))
  for (const [name, text] of texts) await writeFile(join(folder, name), text)
  const size = await pictureSize(film.bytes)
  let toldAt = 0
  const onProgress = (doneMs: number) => {
    if (Date.now() - toldAt < TELL_EVERY_MS) return
    toldAt = Date.now()
    tell(Math.min(99, Math.floor((100 * doneMs) / (film.to - film.from))))
  }
  const args = ffmpegArguments(filtersOf(watermark, { isMasked, ...size, fontFile }), VIDEO_FILE)
  await runFfmpeg({ path, args, folder, input: film.bytes, limits, onProgress })
  for (const [name] of texts) await rm(join(folder, name))
}
