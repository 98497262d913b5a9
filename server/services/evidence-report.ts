/** The report of a data package: one JSON value that says everything, and the table of passages that is made from it alone. */
import type { AuditReference } from '../../db/queries/evidence'
import type { EvidenceGap, EvidencePassage, EvidenceQuestion, OutOfService } from '../domain/evidence'

export interface ImageRecord {
  address: string
  sha256: string | null
  bytes: number | null
  /** Where it lies in the package; null with `problem` when it could not be had. */
  file: string | null
  problem: string | null
  fetchedAt: number
}

export interface EvidenceReport {
  format: 'sightline-evidence'
  version: 1
  id: string
  sightline: string
  madeAt: number
  madeBy: { name: string; unit: string }
  city: { name: string; nameEn: string; timeZone: string; isDemo: boolean }
  case: { number: string; offenceClass: string; reason: string; unit: string }
  note: string | null
  questions: EvidenceQuestion[]
  passages: EvidencePassage[]
  gaps: EvidenceGap[]
  outOfService: OutOfService[]
  /** By camera code: how far its clock is behind ours at most, milliseconds; null where nothing says. */
  clocks: Record<string, number | null>
  images: ImageRecord[]
  /** Every consultation under the case until now, with those that found nothing. */
  audit: AuditReference[]
}

const COLUMNS: readonly (readonly [title: string, value: (passage: EvidencePassage) => string | number | null])[] = [
  ['plate', ({ plate }) => plate],
  ['plate_as_read', ({ rawPlate }) => rawPlate],
  ['camera_time', ({ at }) => new Date(at).toISOString()],
  ['received_time', ({ receivedAt }) => new Date(receivedAt).toISOString()],
  ['camera_code', ({ camera }) => camera.code],
  ['camera_name', ({ camera }) => camera.name],
  ['lng', ({ camera }) => camera.lng],
  ['lat', ({ camera }) => camera.lat],
  ['camera_bearing', ({ camera }) => camera.bearing],
  ['bearing', ({ bearing }) => bearing],
  ['speed_kmh', ({ speedKmh }) => speedKmh],
  ['lane', ({ lane }) => lane],
  ['vehicle_class', ({ vehicleClass }) => vehicleClass],
  ['vehicle_colour', ({ vehicleColour }) => vehicleColour],
  ['vehicle_brand', ({ vehicleBrand }) => vehicleBrand],
  ['plate_colour', ({ plateColour }) => plateColour],
  ['reliability', ({ reliability }) => reliability],
  ['char_reliability', ({ charReliability }) => charReliability?.join(' ') ?? null],
  ['claims', ({ claims }) => claims?.join(' ') ?? null],
  ['plate_image', ({ plateImage }) => plateImage],
  ['scene_image', ({ sceneImage }) => sceneImage],
  ['source_id', ({ sourceId }) => sourceId],
]

/** What a spreadsheet would take for a formula gets an apostrophe before it. */
const cell = (value: string | number | null): string => {
  const text = value === null ? '' : String(value)
  const safe = typeof value === 'string' && /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text
  return `"${safe.replaceAll('"', '""')}"`
}

/** UTF-8 with a byte order mark, as spreadsheets know it; every cell quoted. */
export const passagesCsv = (passages: readonly EvidencePassage[]): string =>
  `\uFEFF${[COLUMNS.map(([title]) => title), ...passages.map((passage) => COLUMNS.map(([, value]) => value(passage)))]
    .map((row) => row.map(cell).join(','))
    .join('\r\n')}\r\n`
