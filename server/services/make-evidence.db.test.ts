import { unzipSync } from 'fflate'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { asSystem, onBehalfOf } from '../../db/client'
import { audit } from '../../db/schema'
import type { Caller } from '../domain/access'
import { cameraRecord, passageRecord, TWO_DISTRICTS } from '../testing/fixtures'
import { addCaller, openTestCity, stopTestDatabase, type TestCity } from '../testing/test-city'
import { plateMark } from './audit'
import { openCase } from './cases'
import type { EvidenceReport } from './evidence-report'
import { runImport } from './import-run'
import { type EvidenceInput, makeEvidence } from './make-evidence'
import { publicKeyOf } from './signing-key'
import { traceVehicle } from './trace-vehicle'
import { verifyEvidence } from './verify-evidence'

const AT = Date.parse('2026-03-01T08:00:00Z')
const PLATE = '测A12345'
const WINDOW = { from: AT - 3_600_000, to: AT + 2 * 3_600_000 }
const REASON = 'Grey car left the scene after hitting a cyclist'
let city: TestCity
let officer: Caller
let caseId: number

const as = (caller: Caller) => onBehalfOf(asSystem(city.connection), caller)
const make = (input: Partial<EvidenceInput> = {}, caller = officer) =>
  makeEvidence(as(caller), caller, {
    caseId,
    vehicles: [{ plate: PLATE, ...WINDOW }],
    note: null,
    images: false,
    locale: 'en',
    ...input,
  })
const reportIn = (bytes: Uint8Array) =>
  JSON.parse(Buffer.from(unzipSync(bytes)['report.json']).toString()) as EvidenceReport

beforeAll(async () => {
  city = await openTestCity()
  const reader = (code: string, lng: number) => cameraRecord(code, { lng, readsPlates: true })
  const cameras = [reader('w', 126.19), reader('e', 126.21), reader('down', 126.2)]
  const passages = [
    {
      ...passageRecord('测a·12345', 'w', AT, 'p1'),
      speedKmh: 43,
      sceneImage: 'http://127.0.0.1:9/s.jpg',
      reliability: 96,
    },
    passageRecord(PLATE, 'e', AT + 3_600_000),
    passageRecord('测A99999', 'e', AT),
  ]
  const cameraStates = [
    { cameraCode: 'w', state: 'working' as const, at: AT - 7_200_000 },
    { cameraCode: 'e', state: 'working' as const, at: AT - 7_200_000 },
    { cameraCode: 'down', state: 'working' as const, at: AT - 7_200_000 },
    { cameraCode: 'down', state: 'offline' as const, at: AT + 60_000 },
  ]
  const source = { kind: 'demo', fileName: 'test', sha256: '', attribution: null }
  await runImport(city.connection, source, { jurisdictions: TWO_DISTRICTS, cameras, cameraStates, passages }, [])
  officer = await addCaller(city.connection, 'officer')
})
beforeEach(async () => {
  const number = `E-${Math.random().toString(36).slice(2, 10)}`
  caseId = (await openCase(as(officer), officer, { number, offenceClass: 'hit-and-run', reason: REASON, validDays: 7 }))
    .id
})
afterAll(async () => {
  await city.close()
  await stopTestDatabase()
})

describe('evidence', () => {
  it('says what was read with everything kept of it, what was asked and not found, and what is not known', async () => {
    const vehicles = [
      { plate: '测A·12345', ...WINDOW },
      { plate: '测A00000', ...WINDOW },
    ]
    const { bytes } = await make({ vehicles, note: 'For the prosecutor' })
    expect(verifyEvidence(bytes, publicKeyOf('evidence-signing'))).toMatchObject({ fault: null })
    const report = reportIn(bytes)
    expect(report.questions.map(({ plate, passages }) => [plate, passages])).toEqual([
      [PLATE, 2],
      ['测A00000', 0],
    ])
    expect(report.passages[0]).toMatchObject({
      plate: PLATE,
      rawPlate: '测a·12345',
      at: AT,
      speedKmh: 43,
      reliability: 96,
      sourceId: 'p1',
    })
    expect(report.gaps).toEqual([{ plate: PLATE, from: AT, to: AT + 3_600_000 }])
    expect(report.outOfService).toMatchObject([
      { code: 'down', state: 'offline', from: AT + 60_000, to: AT + 3_600_001 },
    ])
    expect(report.clocks).toEqual({ w: null, e: null })
    expect([report.case.reason, report.note, report.images]).toEqual([REASON, 'For the prosecutor', []])
    expect(JSON.stringify(report)).not.toContain('测A99999')
    expect(Buffer.from(unzipSync(bytes)['evidence.pdf']).subarray(0, 5).toString()).toBe('%PDF-')
  })

  it('names every consultation under the case and its own mark in the audit, in which no plate stands', async () => {
    await traceVehicle(as(officer), officer, { caseId, plate: '测A55555', ...WINDOW })
    const { bytes } = await make()
    const report = reportIn(bytes)
    expect(report.audit.map(({ action }) => action)).toEqual(['case-opened', 'passages-read', 'passages-read'])
    expect(report.audit[1].object).toBe(plateMark('测A55555'))
    const rows = await city.connection.db.select().from(audit)
    const made = rows.find(({ action, caseId: about }) => action === 'evidence-made' && about === caseId)!
    const { manifest } = verifyEvidence(bytes, null)
    expect(manifest!.audit).toEqual({ row: made.id, hash: Buffer.from(made.hash).toString('hex') })
    expect(JSON.stringify(made)).not.toContain('测A')
  })

  it('says of a picture that cannot be had why, and fetches nothing from this machine', async () => {
    const { bytes } = await make({ images: true })
    const [image, ...others] = reportIn(bytes).images
    expect(others).toEqual([])
    expect(image).toMatchObject({ address: 'http://127.0.0.1:9/s.jpg', sha256: null, file: null })
    expect(image.problem).toContain('refused')
  })

  it('needs an open case of the own unit, a window that one person may read, and a vehicle', async () => {
    const other = await addCaller(city.connection, 'officer', { unit: 'unit B' })
    await expect(make({}, other)).rejects.toMatchObject({ reason: 'refused' })
    await expect(make({ vehicles: [] })).rejects.toMatchObject({ reason: 'invalid' })
    const long = { plate: PLATE, from: AT - 60 * 86_400_000, to: AT }
    await expect(make({ vehicles: [long] })).rejects.toMatchObject({ reason: 'needs-approval' })
  })
})
