/** Exports from asking to the file, with the installed ffmpeg and with programs that stand in for broken ones. */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { asSystem, type Connection, onBehalfOf } from '../../db/client'
import { takeNextExport } from '../../db/queries/exports'
import { approvals, audit, cameras, cases, citySettings, exports } from '../../db/schema'
import type { Caller } from '../domain/access'
import { env } from '../env'
import type { Ffmpeg } from '../media/film/ffmpeg'
import { endMediaServer, type MediaServerProcess, startMediaServer } from '../media/testing/media-server'
import { cameraRecord, TWO_DISTRICTS } from '../testing/fixtures'
import { addCaller, openTestCity, stopTestDatabase, type TestCity } from '../testing/test-city'
import { decideApproval, listApprovals, requestApproval } from './approvals'
import { closeCase, openCase } from './cases'
import { askExport, askExportApproval, listExports, openExport, retryExport } from './exports'
import { runImport } from './import-run'
import { installedFfmpeg } from './installed-ffmpeg'
import { usualLimits } from './make-export'
import { purge } from './purge'
import { readOf, traceVehicle } from './trace-vehicle'
import { makeWaitingExports, tidyExports } from './watch-exports'

const WHY = 'A silver car left the crash on People’s Road'
const MINUTE = 60_000
let city: TestCity
let system: Connection
let media: MediaServerProcess
let ffmpeg: Ffmpeg
let officer: Caller
let colleague: Caller
let other: Caller
let caseId: number
let cameraId: number
let from: number
const scratch = mkdtempSync(join(tmpdir(), 'sightline-exports-'))
const folder = join(env.dataFolder, 'exports')

const as = (caller: Caller) => onBehalfOf(system, caller)
const stretch = (changes = {}) => ({ caseId, cameraId, from, to: from + 4_000, ...changes })
const ask = (changes = {}, caller = officer) => askExport(as(caller), caller, stretch(changes))
const make = (tools: Partial<{ ffmpeg: Ffmpeg | null; limits: typeof usualLimits }> = {}) =>
  makeWaitingExports(system, { ffmpeg, limits: usualLimits, ...tools })
const rowOf = async (id: string) => (await system.db.select().from(exports).where(eq(exports.id, id)))[0]
const marks = async () =>
  (await city.connection.db.select().from(audit).orderBy(audit.id)).filter(({ action }) => action.startsWith('export-'))
const filesOf = (id: string) => (existsSync(join(folder, id)) ? readdirSync(join(folder, id)).sort() : [])

async function approved(changes = {}): Promise<number> {
  const { id } = await askExportApproval(as(officer), officer, stretch(changes))
  await decideApproval(as(other), other, id, true)
  return id
}

async function download(id: string, part: 'video' | 'sidecar' | 'original', caller = officer): Promise<Buffer> {
  const { file, bytes } = await openExport(as(caller), caller, id, part)
  const content = await file.readFile()
  await file.close()
  expect(content.length).toBe(bytes)
  return content
}

/** The processes that work in a folder. */
function workingIn(path: string): string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readlinkSync(`/proc/${pid}/cwd`) === path
    } catch {
      return false
    }
  })
}

/** A program that stands in for ffmpeg. */
function program(script: string): Ffmpeg {
  const path = join(scratch, `program-${createHash('sha1').update(script).digest('hex').slice(0, 8)}`)
  writeFileSync(path, `#!/bin/sh\n${script}\n`)
  chmodSync(path, 0o755)
  return { ...ffmpeg, path }
}

beforeAll(async () => {
  ffmpeg = (await installedFfmpeg())!
  expect(ffmpeg, 'ffmpeg and a font are installed').not.toBeNull()
  media = await startMediaServer()
  env.mediaUrl = media.url
  city = await openTestCity()
  system = asSystem(city.connection)
  officer = await addCaller(system, 'officer', { unit: 'CID 1' })
  colleague = { ...(await addCaller(system, 'officer', { unit: 'CID 1', scope: [] })), scope: null }
  other = await addCaller(system, 'officer', { unit: 'CID 2' })
  await runImport(
    city.connection,
    { kind: 'demo', fileName: 'test', sha256: '', attribution: null },
    {
      jurisdictions: TWO_DISTRICTS,
      cameras: [cameraRecord('w', { lng: 126.19, streamPath: 'clip-01', name: '北门' })],
    },
    [],
  )
  const [camera] = await system.db.select().from(cameras)
  cameraId = camera.id
})
beforeEach(async () => {
  await system.db.delete(exports)
  rmSync(folder, { recursive: true, force: true })
  await city.connection.db.delete(audit)
  const opened = { offenceClass: 'hit-and-run', reason: WHY, validDays: 7 } as const
  caseId = (await openCase(as(officer), officer, { ...opened, number: `X/${Math.random()}` })).id
  from = Date.now() - 10 * MINUTE
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  rmSync(scratch, { recursive: true, force: true })
  await endMediaServer(media)
  await city.close()
  await stopTestDatabase()
})

describe('an export that nobody agreed to', () => {
  it('is masked and marked, has its hash in the audit and beside it, and the original nowhere', async () => {
    const { id } = await ask()
    expect(await make()).toBe(1)
    expect(filesOf(id)).toEqual(['sidecar.json', 'video.mp4'])
    const row = await rowOf(id)
    expect(row).toMatchObject({ state: 'done', isMasked: true, isWatermarked: true, approvedBy: null, progress: 100 })
    const video = await download(id, 'video')
    const sha256 = createHash('sha256').update(video).digest('hex')
    expect(row).toMatchObject({ sha256, bytes: video.length })
    const [asked, made, taken] = await marks()
    expect(asked).toMatchObject({ action: 'export-asked', caseId, reason: WHY, personId: officer.personId })
    expect(made).toMatchObject({
      action: 'export-made',
      object: 'w',
      caseId,
      details: { export: id, sha256, isMasked: true },
    })
    expect(taken).toMatchObject({ action: 'export-downloaded', details: { export: id, part: 'video', sha256 } })
    const sidecar = JSON.parse((await download(id, 'sidecar')).toString())
    expect(sidecar).toMatchObject({
      camera: { code: 'w', name: '北门', position: { lng: 126.19 } },
      file: { sha256, bytes: video.length },
      isMasked: true,
      mediaServer: 'embedded',
      timeZone: 'Asia/Shanghai',
      askedBy: { name: officer.displayName, unit: 'CID 1' },
      case: { offenceClass: 'hit-and-run', reason: WHY },
      approval: null,
      audit: { row: made.id, hash: Buffer.from(made.hash).toString('hex') },
    })
    expect(Date.parse(sidecar.recorded.from)).toBeLessThanOrEqual(from)
    expect(Date.parse(sidecar.recorded.to)).toBeGreaterThanOrEqual(from + 4_000)
    expect(sidecar.watermark).toContain('MASKED')
    await expect(download(id, 'original')).rejects.toMatchObject({ reason: 'not-found' })
  })

  it('is refused without ffmpeg, and before that is not there when it went away meanwhile', async () => {
    await expect(askExport(as(officer), officer, stretch(), async () => null)).rejects.toMatchObject({
      reason: 'refused',
    })
    const { id } = await ask()
    await make({ ffmpeg: null })
    expect(await rowOf(id)).toMatchObject({ state: 'failed', problem: 'no-ffmpeg' })
    expect(existsSync(join(folder, id))).toBe(false)
  })

  it('is cut to whole requests: span, time, camera, case and how many a day', async () => {
    for (const changes of [
      { to: from },
      { to: from + 999 },
      { to: from + 10 * MINUTE + 1 },
      { to: Date.now() + MINUTE },
    ])
      await expect(ask(changes)).rejects.toMatchObject({ reason: 'invalid' })
    await expect(ask({ cameraId: 999 })).rejects.toMatchObject({ reason: 'not-found' })
    await expect(ask({ caseId: 999_999 })).rejects.toMatchObject({ reason: 'refused' })
    await expect(ask({}, other)).rejects.toMatchObject({ reason: 'refused' })
    await expect(ask({}, { ...officer, scope: [] })).rejects.toMatchObject({ reason: 'not-found' })
    await system.db.update(citySettings).set({ exportsPerDay: 2 })
    const asked = await Promise.allSettled([ask(), ask(), ask()])
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(2)
    await system.db.update(citySettings).set({ exportsPerDay: 20 })
  })

  it('is not asked for when that cannot be written into the audit', async () => {
    await city.connection.db.execute(
      sql`CREATE FUNCTION refuse_all() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$`,
    )
    await city.connection.db.execute(
      sql`CREATE TRIGGER refuse BEFORE INSERT ON audit FOR EACH ROW WHEN (NEW.action LIKE 'export-%') EXECUTE FUNCTION refuse_all()`,
    )
    await expect(ask()).rejects.toMatchObject({ reason: 'unavailable' })
    expect(await system.db.$count(exports)).toBe(0)
    await city.connection.db.execute(sql`ALTER TABLE audit DISABLE TRIGGER refuse`)
    const { id } = await ask()
    await city.connection.db.execute(sql`ALTER TABLE audit ENABLE TRIGGER refuse`)
    await make().catch(() => {})
    expect((await rowOf(id)).state).not.toBe('done')
    expect(filesOf(id)).toEqual([])
    await city.connection.db.execute(sql`DROP TRIGGER refuse ON audit`)
    await city.connection.db.execute(sql`DROP FUNCTION refuse_all`)
    expect(await make()).toBe(1)
    await download(id, 'video')
  })
})

describe('an export that a second person agreed to', () => {
  it('is sharp, with the original beside it, and names who agreed', async () => {
    const { id } = await ask({ approvalId: await approved() })
    await make()
    expect(filesOf(id)).toEqual(['original.mp4', 'sidecar.json', 'video.mp4'])
    expect(await rowOf(id)).toMatchObject({
      isMasked: false,
      isWatermarked: true,
      approvedBy: `${other.displayName}, CID 2`,
    })
    const original = await download(id, 'original')
    const sidecar = JSON.parse((await download(id, 'sidecar')).toString())
    expect(sidecar.original.sha256).toBe(createHash('sha256').update(original).digest('hex'))
    expect(sidecar).toMatchObject({ isMasked: false, approval: { by: `${other.displayName}, CID 2` } })
    expect((await download(id, 'video')).equals(original)).toBe(false)
  })

  it('is the original alone without ffmpeg', async () => {
    const { id } = await ask({ approvalId: await approved() })
    await make({ ffmpeg: null })
    expect(filesOf(id)).toEqual(['sidecar.json', 'video.mp4'])
    expect(await rowOf(id)).toMatchObject({ state: 'done', isWatermarked: false, isMasked: false })
    expect((await download(id, 'original')).equals(await download(id, 'video'))).toBe(true)
    expect(JSON.parse((await download(id, 'sidecar')).toString())).toMatchObject({
      isWatermarked: false,
      watermark: null,
    })
  })

  it('is bound to that camera, those instants, that case and that person, and used once', async () => {
    const approvalId = await approved()
    for (const changes of [{ from: from + 1 }, { to: from + 4_001 }])
      await expect(ask({ ...changes, approvalId })).rejects.toMatchObject({ reason: 'needs-approval' })
    await expect(ask({ approvalId }, colleague)).rejects.toMatchObject({ reason: 'needs-approval' })
    await ask({ approvalId })
    await expect(ask({ approvalId })).rejects.toMatchObject({ reason: 'needs-approval' })
    const late = await approved({ to: from + 5_000 })
    await system.db.execute(sql`UPDATE approvals SET expires_at = now() - interval '1 second' WHERE id = ${late}`)
    await expect(ask({ approvalId: late, to: from + 5_000 })).rejects.toMatchObject({ reason: 'needs-approval' })
  })

  it('is agreed to neither by whoever asks nor by their unit', async () => {
    const { id } = await askExportApproval(as(officer), officer, stretch())
    for (const caller of [officer, colleague, { ...other, personId: officer.personId }])
      await expect(decideApproval(as(caller), caller, id, true)).rejects.toMatchObject({ reason: 'refused' })
    await expect(ask({ approvalId: id })).rejects.toMatchObject({ reason: 'needs-approval' })
    const [waiting] = (await listApprovals(as(other), other)).toDecide.filter((each) => each.id === id)
    expect(waiting).toMatchObject({ beyond: ['unmasked'], read: { kind: 'export', camera: 'w · 北门' }, reason: WHY })
  })

  it('lets no trace through, and a trace that was agreed to lets no export through', async () => {
    const DAY = 86_400_000
    const broad = { caseId, plate: '测A12345', from: from - 40 * DAY, to: from + 4_000 }
    const ofExport = await approved()
    await expect(
      traceVehicle(as(officer), officer, { ...broad, leave: { approvalId: ofExport } }),
    ).rejects.toMatchObject({ reason: 'needs-approval' })
    const { id } = await requestApproval(as(officer), officer, readOf(broad))
    await decideApproval(as(other), other, id, true)
    await expect(ask({ approvalId: id })).rejects.toMatchObject({ reason: 'needs-approval' })
    // Not even where its text was made the other's.
    await system.db
      .update(approvals)
      .set({ query: { kind: 'export', ...stretch(), camera: 'w' } })
      .where(eq(approvals.id, id))
    await expect(ask({ approvalId: id })).rejects.toMatchObject({ reason: 'needs-approval' })
  })

  it('cannot be put into the database sharp without somebody who agreed', async () => {
    const { id } = await ask()
    const set = (values: Partial<typeof exports.$inferInsert>) =>
      system.db.update(exports).set(values).where(eq(exports.id, id))
    await expect(set({ isMasked: false })).rejects.toThrow()
    await expect(set({ state: 'done' })).rejects.toThrow()
    await expect(set({ toAt: new Date(from + 11 * MINUTE) })).rejects.toThrow()
    await expect(as(officer).db.update(exports).set({ state: 'failed', problem: 'disk' })).rejects.toThrow()
    await expect(as(officer).db.delete(exports)).rejects.toThrow()
  })
})

describe('a download', () => {
  it('is its asker’s alone, while the case is open, the camera in reach and the day not over', async () => {
    const { id } = await ask()
    await make()
    const refused = async (caller: Caller) =>
      expect(download(id, 'video', caller)).rejects.toMatchObject({
        reason: expect.stringMatching('not-found|refused'),
      })
    await refused(colleague)
    await refused(other)
    await refused({ ...officer, scope: [] })
    await refused({ ...officer, owners: ['resident'] })
    await refused({ ...officer, unit: 'CID 2' })
    await system.db.update(exports).set({ expiresAt: new Date() })
    await refused(officer)
    await system.db.update(exports).set({ expiresAt: new Date(Date.now() + MINUTE) })
    await download(id, 'video')
    await closeCase(as(officer), officer, caseId)
    await refused(officer)
    expect((await marks()).filter(({ action }) => action === 'export-downloaded')).toHaveLength(1)
  })

  it('hands out nothing that is not what was made', async () => {
    const { id } = await ask()
    await make()
    writeFileSync(join(folder, id, 'video.mp4'), 'something else')
    await expect(download(id, 'video')).rejects.toMatchObject({ reason: 'conflict' })
    expect((await marks()).some(({ action }) => action === 'export-downloaded')).toBe(false)
  })

  it('is listed for the unit of the case, and to nobody else', async () => {
    const { id } = await ask()
    const list = (caller: Caller) => listExports(as(caller), caller, caseId)
    expect((await list(officer)).exports).toMatchObject([{ id, state: 'queued', isOwn: true, by: officer.displayName }])
    expect((await list(colleague)).exports).toMatchObject([{ id, isOwn: false }])
    await expect(list(other)).rejects.toMatchObject({ reason: 'refused' })
    expect((await list({ ...officer, scope: [] })).exports).toEqual([])
  })
})

describe('a job', () => {
  it('that was cut off is taken up again, and what it left is not served', async () => {
    const { id } = await ask()
    await takeNextExport(system.db)
    mkdirSync(join(folder, `${id}.part-1`), { recursive: true })
    writeFileSync(join(folder, `${id}.part-1`, 'video.mp4'), 'half')
    await expect(download(id, 'video')).rejects.toMatchObject({ reason: 'not-found' })
    await make()
    expect(await rowOf(id)).toMatchObject({ state: 'done', tries: 2 })
    expect(readdirSync(folder)).toEqual([id])
  })

  it('of an app that is killed while ffmpeg works leaves no half file and no ffmpeg, and is made by the next one', async () => {
    const { id } = await ask({ to: from + 5 * MINUTE })
    const child = spawn(process.execPath, ['scripts/run.mjs', 'server/testing/export-process.ts', city.url], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, SIGHTLINE_MEDIA_URL: media.url, SIGHTLINE_DATA: env.dataFolder },
    })
    const ended = once(child, 'close')
    await expect.poll(() => workingIn(join(folder, `${id}.part-1`)).length, { timeout: 30_000 }).toBe(1)
    child.kill('SIGKILL')
    await ended
    expect((await rowOf(id)).state).toBe('running')
    await expect(download(id, 'video')).rejects.toMatchObject({ reason: 'not-found' })
    await expect.poll(() => workingIn(join(folder, `${id}.part-1`)), { timeout: 60_000 }).toEqual([])
    await make()
    expect(await rowOf(id)).toMatchObject({ state: 'done', tries: 2 })
    expect(
      createHash('sha256')
        .update(await download(id, 'video'))
        .digest('hex'),
    ).toBe((await rowOf(id)).sha256)
    expect(readdirSync(folder)).toEqual([id])
  })

  it('that is cut off again and again is given up', async () => {
    const { id } = await ask()
    await system.db.update(exports).set({ tries: 3 })
    await make()
    expect(await rowOf(id)).toMatchObject({ state: 'failed', problem: 'interrupted' })
  })

  it('whose ffmpeg fails, or hangs, or floods, has failed for that reason, leaves nothing, and can be tried again', async () => {
    const quick = () => ({ silentMs: 500, totalMs: 3_000, mostBytes: 1_000 })
    const cases: [string, string][] = [
      ['ffmpeg', 'echo broken >&2; exit 1'],
      ['timeout', 'exec sleep 60'],
      ['too-large', 'while true; do echo total_size=99999; sleep 0.1; done'],
      ['timeout', 'while true; do echo out_time_us=1; sleep 0.1; done'],
      ['ffmpeg', 'exec cat nothing'],
    ]
    for (const [problem, script] of cases) {
      const { id } = await ask()
      const began = Date.now()
      await make({ ffmpeg: program(script), limits: quick })
      expect(await rowOf(id), script).toMatchObject({ state: 'failed', problem })
      expect(Date.now() - began).toBeLessThan(6_000)
    }
    expect(readdirSync(folder)).toEqual([])
    const { id } = await rowOf((await system.db.select().from(exports).limit(1))[0].id)
    await expect(retryExport(as(colleague), colleague, id)).rejects.toMatchObject({ reason: 'not-found' })
    await retryExport(as(officer), officer, id)
    await expect(retryExport(as(officer), officer, id)).rejects.toMatchObject({ reason: 'conflict' })
    await make()
    expect(await rowOf(id)).toMatchObject({ state: 'done', problem: null })
    const failures = (await marks()).filter(({ action }) => action === 'export-failed')
    expect(failures.map(({ details }) => details['problem'])).toEqual(cases.map(([problem]) => problem))
  })

  it('says when nothing was recorded, or the case was closed meanwhile', async () => {
    const { id: gap } = await ask({ from: from - 40 * 86_400_000, to: from - 40 * 86_400_000 + 4_000 })
    await make()
    expect(await rowOf(gap)).toMatchObject({ state: 'failed', problem: 'no-recording' })
    const { id } = await ask()
    await system.db.update(cases).set({ closedAt: new Date() })
    await make()
    expect(await rowOf(id)).toMatchObject({ state: 'failed', problem: 'case-closed' })
  })

  it('is made by one of two that look at once', async () => {
    await ask()
    const [a, b] = await Promise.all([takeNextExport(system.db), takeNextExport(system.db)])
    expect([a, b].filter(Boolean)).toHaveLength(1)
  })
})

describe('what is over', () => {
  it('leaves no file: after a day, and with the case; rows go with the case', async () => {
    const [first, second, third] = [await ask(), await ask(), await ask()]
    await make()
    const strange = join(folder, 'left-by-nobody')
    mkdirSync(strange)
    await system.db
      .update(exports)
      .set({ expiresAt: new Date(Date.now() - 1) })
      .where(eq(exports.id, first.id))
    await tidyExports(system)
    expect(readdirSync(folder).sort()).toEqual([second.id, third.id].sort())
    expect(await rowOf(first.id)).toMatchObject({ state: 'expired' })
    await system.db.update(cases).set({ closedAt: new Date() })
    expect((await purge(system)).exports).toBe(3)
    await tidyExports(system)
    expect(readdirSync(folder)).toEqual([])
    expect(await system.db.$count(exports)).toBe(0)
  })

  it('leaves nothing behind wherever it is cut off', async () => {
    const { id } = await ask()
    await make()
    await system.db.update(exports).set({ state: 'expired' })
    expect(filesOf(id)).not.toEqual([])
    await expect(download(id, 'video')).rejects.toMatchObject({ reason: 'not-found' })
    await tidyExports(system)
    expect(filesOf(id)).toEqual([])
  })
})
