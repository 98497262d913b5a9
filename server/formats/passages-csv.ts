import { hasHiddenCharacters } from '../domain/hidden-characters'
import { cleanText } from './clean-text'
import { type Column, type Row, readCsv } from './csv-table'
import { parseNumber } from './number-text'
import type { Parsed, PassageRecord, Remark } from './records'
import { refusal, warning } from './remarks'
import { LOCAL_OFFSET_MINUTES, parseTime } from './time-text'

/** The documented columns and the other names they go by. What else a file says about a vehicle or who is in it is not read. */
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
  { name: 'source_id', aliases: ['passage_id', 'id', '记录编号', '过车编号'] },
] as const satisfies readonly Column<string>[]

type Name = (typeof PASSAGE_COLUMNS)[number]['name']

const MAX_SPEED_KMH = 400

/**
 * Reads passages, one a row; `localOffsetMinutes` east of Greenwich holds for times without a zone. Throws `FormatError` when the file as a whole cannot be read; a bad
 * row is a remark.
 */
export function parsePassagesCsv(
  bytes: Uint8Array,
  { localOffsetMinutes = LOCAL_OFFSET_MINUTES } = {},
): Parsed<PassageRecord> {
  const records: PassageRecord[] = []
  const remarks: Remark[] = []
  let isZoneRemarked = false
  const read = readCsv<Name>(bytes, PASSAGE_COLUMNS, remarks, (row) => {
    const time = parseTime(row.text('time'), localOffsetMinutes)
    const problem = rowProblem(row, time)
    if (problem || !time) {
      const field = problem?.field ?? 'time'
      remarks.push(refusal(row.row, field, row.text(field), problem?.why ?? ''))
      return
    }
    if (!time.hasZone && !isZoneRemarked) {
      isZoneRemarked = true
      remarks.push(
        warning(
          row.row,
          'time',
          row.text('time'),
          `times without a zone were taken as local time, ${localOffsetMinutes / 60} h east of UTC`,
        ),
      )
    }
    records.push(passageOf(row, time.at, remarks))
  })
  return { records, remarks, read }
}

function rowProblem(row: Row<Name>, time: unknown): { field: Name; why: string } | null {
  const [plate, camera] = [row.text('plate'), row.text('camera_code')]
  if (plate === '' || plate.length > 20 || hasHiddenCharacters(plate))
    return { field: 'plate', why: 'expected a plate of at most 20 visible characters' }
  if (camera === '' || camera.length > 64 || hasHiddenCharacters(camera))
    return { field: 'camera_code', why: 'expected the code of a camera, at most 64 visible characters' }
  return time ? null : { field: 'time', why: 'expected a time such as 2026-01-15T07:00:21+08:00' }
}

function passageOf(row: Row<Name>, at: number, remarks: Remark[]): PassageRecord {
  const number = (field: Name, low: number, high: number) => {
    const text = row.text(field)
    const value = text === '' ? null : parseNumber(text)
    if (value !== null && value >= low && value <= high) return value
    if (text !== '')
      remarks.push(warning(row.row, field, text, `expected a number between ${low} and ${high}; it was left out`))
    return null
  }
  const metresPerSecond = number('speed_mps', 0, MAX_SPEED_KMH / 3.6)
  const bearing = number('bearing', 0, 360)
  return {
    plate: row.text('plate').normalize('NFC'),
    cameraCode: row.text('camera_code').normalize('NFKC'),
    at,
    bearing: bearing === null ? null : bearing % 360,
    speedKmh:
      number('speed_kmh', 0, MAX_SPEED_KMH) ??
      (metresPerSecond === null ? null : Math.round(metresPerSecond * 36) / 10),
    lane: cleanText(row.text('lane'), 40),
    vehicleClass: cleanText(row.text('vehicle_class'), 40),
    vehicleColour: cleanText(row.text('vehicle_colour'), 40),
    sourceId: cleanText(row.text('source_id'), 80) ?? '',
  }
}
