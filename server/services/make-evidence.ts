/** Evidence of up to ten vehicles under one case: read anew by audited queries, described with what is not known, packed and signed. */
import { randomUUID } from 'node:crypto'
import type { Connection, Queryable } from '../../db/client'
import { forWholeCity } from '../../db/guarded-pool'
import type { Box } from '../../db/queries/buildings'
import { readSettings } from '../../db/queries/city'
import { auditOfCase, leastDelays, type StoredPassage, wholePassages } from '../../db/queries/evidence'
import { drivableRoads, readersThen } from '../../db/queries/leg-roads'
import packageFile from '../../package.json' with { type: 'json' }
import type { Caller } from '../domain/access'
import { canonicalJson } from '../domain/canonical-json'
import { clockBehind } from '../domain/clock-skew'
import { type EvidenceQuestion, gapsOf, outOfService } from '../domain/evidence'
import type { Leave } from './approvals'
import { appendAudit, plateMark } from './audit'
import { type CaseRow, requireOpenCase } from './cases'
import { ABOUT, ABOUT_FILE, PASSAGES_FILE, PDF_FILE, packEvidence, REPORT_FILE, sha256Hex } from './evidence-package'
import { evidencePdf } from './evidence-pdf/document'
import type { MapRoad } from './evidence-pdf/map'
import type { PdfLocale } from './evidence-pdf/words'
import { type EvidenceReport, type ImageRecord, passagesCsv } from './evidence-report'
import { fetchPassageImage } from './passage-images'
import { ServiceError } from './service-error'
import { publicKeyOf, signWith } from './signing-key'
import { readTraced } from './trace-vehicle'

const KEY = 'evidence-signing'
const MOST_VEHICLES = 10
const MOST_PASSAGES = 10_000
const MOST_IMAGES = 200
const MOST_ROADS = 20_000
const GAP_MS = 30 * 60_000
/** How far about the passages readers and streets are looked at, degrees. */
const AROUND = 0.006

export interface EvidenceInput {
  caseId: number
  vehicles: { plate: string; from: number; to: number; leave?: Leave }[]
  note: string | null
  /** Fetch the pictures from the devices that keep them. */
  images: boolean
  locale: PdfLocale
}

export interface Evidence {
  bytes: Uint8Array
  fileName: string
  manifestSha256: string
}

interface Gathered {
  openCase: CaseRow
  questions: EvidenceQuestion[]
  passages: StoredPassage[]
  outOfService: EvidenceReport['outOfService']
  clocks: EvidenceReport['clocks']
  roads: MapRoad[]
  settings: NonNullable<Awaited<ReturnType<typeof readSettings>>>
}

export async function makeEvidence(connection: Connection, caller: Caller, input: EvidenceInput): Promise<Evidence> {
  if (input.vehicles.length < 1 || input.vehicles.length > MOST_VEHICLES)
    throw new ServiceError('invalid', `Evidence is about 1 to ${MOST_VEHICLES} vehicles.`)
  const id = randomUUID()
  const gathered = await connection.db.transaction((tx) => gather(tx, caller, input, id))
  const images = input.images
    ? await fetchImages(gathered.passages)
    : { records: [], files: new Map<string, Uint8Array>() }
  const madeAt = Date.now()
  const report = reportOf(gathered, { id, madeAt, caller, input, images: images.records })
  return connection.db.transaction(async (tx) => {
    const openCase = await requireOpenCase(tx, caller, input.caseId)
    const { whole, audit } = await forCase(tx, caller, openCase, report)
    const reportBytes = new TextEncoder().encode(canonicalJson(whole))
    const pdf = await evidencePdf({
      report: whole,
      reportSha256: sha256Hex(reportBytes),
      roads: gathered.roads,
      attributions: gathered.settings.attributions,
      locale: input.locale,
    })
    const files = new Map<string, Uint8Array>([
      [PDF_FILE, pdf],
      [REPORT_FILE, reportBytes],
      [PASSAGES_FILE, new TextEncoder().encode(passagesCsv(whole.passages))],
      [ABOUT_FILE, new TextEncoder().encode(ABOUT)],
      ...images.files,
    ])
    const head = { id, sightline: packageFile.version, caseNumber: openCase.number, madeAt, audit }
    const packed = packEvidence(files, head, { publicKey: publicKeyOf(KEY), sign: (bytes) => signWith(KEY, bytes) })
    return { ...packed, fileName: `${openCase.number}_${id.slice(0, 8)}.zip`.replace(/[\p{Cc}/\\:*?"<>|]/gu, '_') }
  })
}

export const evidencePublicKey = (): string => publicKeyOf(KEY).export({ type: 'spki', format: 'pem' }).toString()

/** The mark that it was made comes last, so that the report can hold every row before it and the manifest the mark itself. */
async function forCase(tx: Queryable, caller: Caller, openCase: CaseRow, report: Omit<EvidenceReport, 'audit'>) {
  const before = await forWholeCity(tx, () => auditOfCase(tx, openCase.id))
  const whole: EvidenceReport = { ...report, audit: before }
  await appendAudit(tx, caller, {
    action: 'evidence-made',
    object: [...new Set(report.questions.map(({ plate }) => plate))].map(plateMark).join(', '),
    caseId: openCase.id,
    reason: openCase.reason,
    details: {
      evidence: report.id,
      passages: report.passages.length,
      sha256: sha256Hex(new TextEncoder().encode(canonicalJson(whole))),
    },
  })
  const after = await forWholeCity(tx, () => auditOfCase(tx, openCase.id))
  const { id: row, hash } = after[after.length - 1]
  return { whole, audit: { row, hash } }
}

async function gather(tx: Queryable, caller: Caller, input: EvidenceInput, id: string): Promise<Gathered> {
  const openCase = await requireOpenCase(tx, caller, input.caseId)
  const settings = await readSettings(tx)
  if (!settings) throw new ServiceError('not-found', 'This city has no settings yet.')
  const questions: EvidenceQuestion[] = []
  const passages: StoredPassage[] = []
  for (const vehicle of input.vehicles) {
    const { plate, found } = await readTraced(
      tx,
      caller,
      { ...vehicle, openCase },
      (window) => wholePassages(tx, caller, window, MOST_PASSAGES + 1),
      { evidence: id },
    )
    const isCut = found.length > MOST_PASSAGES
    questions.push({
      plate,
      from: vehicle.from,
      to: vehicle.to,
      passages: Math.min(found.length, MOST_PASSAGES),
      isCut,
    })
    passages.push(...found.slice(0, MOST_PASSAGES))
  }
  passages.sort((a, b) => a.at - b.at)
  return { openCase, settings, questions, passages, ...(await surroundings(tx, caller, passages)) }
}

async function surroundings(
  tx: Queryable,
  caller: Caller,
  passages: readonly StoredPassage[],
): Promise<Pick<Gathered, 'outOfService' | 'clocks' | 'roads'>> {
  if (passages.length === 0) return { outOfService: [], clocks: {}, roads: [] }
  const window = [passages[0].at, passages[passages.length - 1].at + 1] as const
  const [from, to] = [new Date(window[0]), new Date(window[1])]
  const box = boxAbout(passages)
  const readers = await readersThen(tx, caller, [box], from, to)
  const ids = [...new Set(passages.map(({ cameraId }) => cameraId))]
  const delays = new Map((await leastDelays(tx, ids, from, to)).map(({ cameraId, leastMs }) => [cameraId, leastMs]))
  const codes = new Map(passages.map(({ cameraId, camera }) => [cameraId, camera.code]))
  return {
    outOfService: readers.flatMap(({ states, ...reader }) =>
      outOfService(
        { ...reader, from: states.map(({ from: at }) => at), state: states.map(({ state }) => state) },
        window,
      ),
    ),
    clocks: Object.fromEntries(ids.map((cameraId) => [codes.get(cameraId)!, clockBehind(delays.get(cameraId) ?? [])])),
    roads: await drivableRoads(tx, [box], MOST_ROADS),
  }
}

function boxAbout(passages: readonly StoredPassage[]): Box {
  const [lngs, lats] = [passages.map(({ camera }) => camera.lng), passages.map(({ camera }) => camera.lat)]
  return [
    Math.min(...lngs) - AROUND,
    Math.min(...lats) - AROUND,
    Math.max(...lngs) + AROUND,
    Math.max(...lats) + AROUND,
  ]
}

function reportOf(
  { openCase, settings, questions, passages, outOfService: service, clocks }: Gathered,
  {
    id,
    madeAt,
    caller,
    input,
    images,
  }: { id: string; madeAt: number; caller: Caller; input: EvidenceInput; images: ImageRecord[] },
): Omit<EvidenceReport, 'audit'> {
  const { number, offenceClass, reason, unit } = openCase
  return {
    format: 'sightline-evidence',
    version: 1,
    id,
    sightline: packageFile.version,
    madeAt,
    madeBy: { name: caller.displayName, unit: caller.unit },
    city: { name: settings.name, nameEn: settings.nameEn, timeZone: settings.timeZone, isDemo: settings.isDemo },
    case: { number, offenceClass, reason, unit },
    note: input.note,
    questions,
    passages: passages.map(({ cameraId: _cameraId, ...passage }) => passage),
    gaps: gapsOf(passages, GAP_MS),
    outOfService: service,
    clocks,
    images,
  }
}

const ENDING = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp' } as const

/** One after the other: a device is no server. */
async function fetchImages(
  passages: readonly StoredPassage[],
): Promise<{ records: ImageRecord[]; files: Map<string, Uint8Array> }> {
  const addresses = [
    ...new Set(
      passages.flatMap(({ plateImage, sceneImage }) => [plateImage, sceneImage].filter((each) => each !== null)),
    ),
  ]
  const records: ImageRecord[] = []
  const files = new Map<string, Uint8Array>()
  for (const [i, address] of addresses.entries()) {
    const image = i < MOST_IMAGES ? await fetchPassageImage(address) : { why: `only ${MOST_IMAGES} are fetched` }
    const record = { address, fetchedAt: Date.now() }
    if ('why' in image) records.push({ ...record, sha256: null, bytes: null, file: null, problem: image.why })
    else {
      const file = `images/${String(i + 1).padStart(3, '0')}.${ENDING[image.contentType]}`
      files.set(file, image.bytes)
      records.push({ ...record, sha256: sha256Hex(image.bytes), bytes: image.bytes.length, file, problem: null })
    }
  }
  return { records, files }
}
