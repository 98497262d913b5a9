/** What is known of a passage by field, whoever names it: one way from texts to a record for CSV, NDJSON and GA/T 1400. */
import { hasHiddenCharacters } from '../domain/hidden-characters'
import { cleanText } from './clean-text'
import type { Column } from './csv-table'
import { parseNumber } from './number-text'
import type { Parsed, PassageRecord, Remark } from './records'
import { refusal, warning } from './remarks'
import { LOCAL_OFFSET_MINUTES, parseTime } from './time-text'

/** The documented fields and the other names they go by. What else a file says about a vehicle or who is in it is not read. */
export const PASSAGE_COLUMNS = [
  { name: 'plate', aliases: ['plate_no', 'vehicle_id', '车牌', '车牌号', '车牌号码', '号牌号码'], isRequired: true },
  {
    name: 'camera_code',
    aliases: ['camera', 'device_id', 'tollgate_id', 'camera_osm_id', '设备编码', '卡口编码', '卡口编号'],
    isRequired: true,
  },
  { name: 'time', aliases: ['at', 'pass_time', '过车时间', '经过时间', '通过时间'], isRequired: true },
  { name: 'bearing', aliases: ['heading', 'heading_deg', '方向角', '行驶方向'] },
  { name: 'speed_kmh', aliases: ['speed', '速度', '车速'] },
  { name: 'speed_mps' },
  { name: 'lane', aliases: ['lane_no', '车道', '车道号'] },
  { name: 'vehicle_class', aliases: ['vehicle_type', '车辆类型'] },
  { name: 'vehicle_colour', aliases: ['vehicle_color', 'colour', 'color', '车身颜色', '车辆颜色'] },
  { name: 'vehicle_brand', aliases: ['brand', '车辆品牌', '品牌'] },
  { name: 'plate_colour', aliases: ['plate_color', '号牌颜色', '车牌颜色'] },
  { name: 'reliability', aliases: ['plate_reliability', 'confidence', '置信度', '号牌可信度'] },
  { name: 'char_reliability', aliases: ['plate_char_reliability', '字符可信度'] },
  { name: 'claims' },
  { name: 'plate_image', aliases: ['plate_image_url', '车牌图'] },
  { name: 'scene_image', aliases: ['scene_image_url', 'image', 'image_url', '全景图'] },
  { name: 'source_id', aliases: ['passage_id', 'id', '记录编号', '过车编号'] },
] as const satisfies readonly Column<string>[]

export type PassageField = (typeof PASSAGE_COLUMNS)[number]['name']

/** The fields of one passage as texts; a field that is not there reads as ''. */
export interface PassageTexts {
  row: number
  text(name: PassageField): string
}

export interface ParsedPassages extends Parsed<PassageRecord> {
  /** For each record the row it stood in. */
  rows: number[]
  /** What is never taken, by kind, counted and forgotten. */
  dropped: Record<string, number>
}

const MAX_SPEED_KMH = 400
const CLAIMS = ['covered', 'altered', 'decked'] as const

/** Collects passages row by row; `localOffsetMinutes` east of Greenwich holds for times without a zone. A bad row is a remark. */
export class PassageReader {
  readonly #records: PassageRecord[] = []
  readonly #rows: number[] = []
  readonly #dropped: Record<string, number> = {}
  readonly remarks: Remark[] = []
  readonly #offset: number
  #isZoneRemarked = false

  constructor({ localOffsetMinutes = LOCAL_OFFSET_MINUTES } = {}) {
    this.#offset = localOffsetMinutes
  }

  take(texts: PassageTexts): void {
    const time = parseTime(texts.text('time'), this.#offset)
    const problem = rowProblem(texts, time)
    if (problem || !time) {
      const field = problem?.field ?? 'time'
      this.remarks.push(refusal(texts.row, field, texts.text(field), problem?.why ?? ''))
      return
    }
    if (!time.hasZone) this.#remarkZone(texts)
    this.#records.push(passageOf(texts, time.at, this.remarks))
    this.#rows.push(texts.row)
  }

  drop(kind: string, count = 1): void {
    this.#dropped[kind] = (this.#dropped[kind] ?? 0) + count
  }

  result(read: number): ParsedPassages {
    return { records: this.#records, rows: this.#rows, remarks: this.remarks, read, dropped: this.#dropped }
  }

  #remarkZone({ row, text }: PassageTexts): void {
    if (this.#isZoneRemarked) return
    this.#isZoneRemarked = true
    this.remarks.push(
      warning(
        row,
        'time',
        text('time'),
        `times without a zone were taken as local time, ${this.#offset / 60} h east of UTC`,
      ),
    )
  }
}

function rowProblem({ text }: PassageTexts, time: unknown): { field: PassageField; why: string } | null {
  const [plate, camera] = [text('plate'), text('camera_code')]
  if (plate === '' || plate.length > 20 || hasHiddenCharacters(plate) || !/[\p{L}\p{N}]/u.test(plate))
    return { field: 'plate', why: 'expected a plate of at most 20 visible characters' }
  if (camera === '' || camera.length > 64 || hasHiddenCharacters(camera))
    return { field: 'camera_code', why: 'expected the code of a camera, at most 64 visible characters' }
  return time ? null : { field: 'time', why: 'expected a time such as 2026-01-15T07:00:21+08:00' }
}

function passageOf({ row, text }: PassageTexts, at: number, remarks: Remark[]): PassageRecord {
  const number = (field: PassageField, low: number, high: number) => {
    const given = text(field)
    const value = given === '' ? null : parseNumber(given)
    if (value !== null && value >= low && value <= high) return value
    if (given !== '')
      remarks.push(warning(row, field, given, `expected a number between ${low} and ${high}; it was left out`))
    return null
  }
  const plate = text('plate').normalize('NFC')
  const metresPerSecond = number('speed_mps', 0, MAX_SPEED_KMH / 3.6)
  const bearing = number('bearing', 0, 360)
  const reliability = number('reliability', 0, 100)
  return {
    plate,
    cameraCode: text('camera_code').normalize('NFKC'),
    at,
    bearing: bearing === null ? null : bearing % 360,
    speedKmh:
      number('speed_kmh', 0, MAX_SPEED_KMH) ??
      (metresPerSecond === null ? null : Math.round(metresPerSecond * 36) / 10),
    lane: cleanText(text('lane'), 40),
    vehicleClass: cleanText(text('vehicle_class'), 40),
    vehicleColour: cleanText(text('vehicle_colour'), 40),
    vehicleBrand: cleanText(text('vehicle_brand'), 40),
    plateColour: cleanText(text('plate_colour'), 40),
    reliability: reliability === null ? null : Math.round(reliability),
    charReliability: charReliabilityOf(plate, text('char_reliability')),
    claims: claimsOf(text('claims')),
    plateImage: imageOf(row, 'plate_image', text('plate_image'), remarks),
    sceneImage: imageOf(row, 'scene_image', text('scene_image'), remarks),
    sourceId: cleanText(text('source_id'), 80) ?? '',
  }
}

/** `测-98,A-90,…` or `98,90,…`, percent for each character as it was read; null where it says something else. */
function charReliabilityOf(plate: string, text: string): number[] | null {
  if (text === '') return null
  const percents = text
    .split(/[,;]/)
    .map((part) => Number(/(?:^|-)\s*(\d{1,3})\s*$/.exec(part.trim())?.[1] ?? Number.NaN))
  const isSound = percents.length === [...plate].length && percents.every((percent) => percent >= 0 && percent <= 100)
  return isSound ? percents : null
}

function claimsOf(text: string): string[] | null {
  const claims = CLAIMS.filter((claim) => text.toLowerCase().includes(claim))
  return claims.length > 0 ? claims : null
}

const LONGEST_ADDRESS = 400

/** Only an address that could be fetched at all; whether it is, is decided when somebody asks for the picture. */
function imageOf(row: number, field: PassageField, text: string, remarks: Remark[]): string | null {
  if (text === '') return null
  if (text.length <= LONGEST_ADDRESS && URL.canParse(text) && /^https?:\/\//i.test(text)) return new URL(text).href
  remarks.push(warning(row, field, text, 'expected an http address of a picture; it was left out'))
  return null
}
