import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asSystem, onBehalfOf } from '../../db/client'
import { audit, jurisdictions } from '../../db/schema'
import type { Caller } from '../domain/access'
import { cameraRecord, passageRecord, TWO_DISTRICTS } from '../testing/fixtures'
import { openPictureServer, type PictureServer } from '../testing/picture-server'
import { addCaller, openTestCity, stopTestDatabase, type TestCity } from '../testing/test-city'
import { plateMark } from './audit'
import { closeCase, openCase } from './cases'
import { runImport } from './import-run'
import { type AskedPicture, openPicture } from './open-picture'
import { fetchPassageImage } from './passage-images'
import { searchPlates } from './search-plates'
import { traceVehicle } from './trace-vehicle'

const AT = Date.parse('2026-03-01T08:00:00Z')
const PLATE = '测A12345'
let city: TestCity
let device: PictureServer
let officer: Caller
let cameraId: number
let caseId: number

const as = (caller: Caller) => onBehalfOf(asSystem(city.connection), caller)
const newCase = (caller: Caller) =>
  openCase(as(caller), caller, {
    number: `P-${Math.random().toString(36).slice(2, 10)}`,
    offenceClass: 'hit-and-run',
    reason: 'Grey car left the scene after hitting a cyclist',
    validDays: 7,
  })
/** As the door asks it, but of a device on this machine. */
const open = (asked: Partial<AskedPicture> = {}, caller = officer) =>
  openPicture(
    as(caller),
    caller,
    { caseId, plate: PLATE, at: AT, cameraId, sourceId: 'p1', picture: 'plate', ...asked },
    (link) => fetchPassageImage(link, true),
  )
const auditRows = async (about = caseId) =>
  (await city.connection.db.select().from(audit).where(eq(audit.caseId, about))).filter(
    ({ action }) => action === 'picture-opened',
  )

beforeAll(async () => {
  city = await openTestCity()
  device = await openPictureServer()
  const passages = [
    {
      ...passageRecord(PLATE, 'w', AT, 'p1'),
      plateImage: `${device.origin}/a.png`,
      sceneImage: `${device.origin}/page`,
    },
    { ...passageRecord(PLATE, 'w', AT, 'p2') },
    { ...passageRecord(PLATE, 'w', AT + 60_000, 'p3'), sceneImage: 'http://169.254.169.254/latest' },
  ]
  await runImport(
    city.connection,
    { kind: 'demo', fileName: 'test', sha256: '', attribution: null },
    { jurisdictions: TWO_DISTRICTS, cameras: [cameraRecord('w', { lng: 126.19, readsPlates: true })], passages },
    [],
  )
  officer = await addCaller(city.connection, 'officer')
  caseId = (await newCase(officer)).id
  const { passages: seen } = await traceVehicle(as(officer), officer, {
    caseId,
    plate: PLATE,
    from: AT,
    to: AT + 61_000,
  })
  cameraId = seen[0].cameraId
})
afterAll(async () => {
  device.close()
  await city.close()
  await stopTestDatabase()
})

describe('a picture of a passage', () => {
  it('is told of in a trace and in leads without its link', async () => {
    const window = { caseId, from: AT, to: AT + 61_000 }
    const trace = await traceVehicle(as(officer), officer, { ...window, plate: PLATE })
    expect(trace.passages.map(({ sourceId, ...has }) => [sourceId, has.hasPlateImage, has.hasSceneImage])).toEqual([
      ['p1', true, true],
      ['p2', false, false],
      ['p3', false, true],
    ])
    const { leads } = await searchPlates(as(officer), officer, { ...window, plate: PLATE, by: 'like' })
    expect(leads[0].pictured).toEqual({
      at: AT + 60_000,
      cameraId,
      sourceId: 'p3',
      hasPlateImage: false,
      hasSceneImage: true,
    })
    expect(JSON.stringify([trace, leads])).not.toMatch(/http/)
  })

  it('comes from its device, with one row in the audit that names the passage and no plate', async () => {
    const before = (await auditRows()).length
    expect(await open()).toMatchObject({ contentType: 'image/png' })
    const rows = (await auditRows()).slice(before)
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({ object: plateMark(PLATE), details: { picture: 'plate', at: AT, camera: 'w' } })
    expect(JSON.stringify(rows)).not.toContain(PLATE)
  })

  it('says why there is none, and is on record all the same', async () => {
    const before = (await auditRows()).length
    expect(await open({ picture: 'scene' })).toMatchObject({ problem: 'no-picture' })
    expect(await open({ sourceId: 'p2' })).toMatchObject({ problem: 'none' })
    expect(await open({ at: AT + 60_000, sourceId: 'p3', picture: 'scene' })).toMatchObject({ problem: 'not-allowed' })
    expect((await auditRows()).length - before).toBe(3)
  })

  it('is of the passage that was asked for or of none', async () => {
    for (const asked of [{ sourceId: 'p4' }, { at: AT + 1 }, { cameraId: cameraId + 1 }, { plate: '测A12346' }])
      await expect(open(asked)).rejects.toMatchObject({ reason: 'not-found' })
  })

  it('is asked of no device for who may not read the passage', async () => {
    const calls = device.asked.length
    const stranger = await addCaller(city.connection, 'officer', { unit: 'unit B' })
    await expect(open({}, stranger)).rejects.toMatchObject({ reason: 'refused' })
    const [east] = await city.connection.db.select().from(jurisdictions).where(eq(jurisdictions.code, 'east'))
    const elsewhere = await addCaller(city.connection, 'officer', { scope: [east.id] })
    await expect(open({}, elsewhere)).rejects.toMatchObject({ reason: 'not-found' })
    const over = await newCase(officer)
    await closeCase(as(officer), officer, over.id)
    await expect(open({ caseId: over.id })).rejects.toMatchObject({ reason: 'refused' })
    expect(device.asked.length).toBe(calls)
  })
})
