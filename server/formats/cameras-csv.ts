import { hasHiddenCharacters } from '../domain/hidden-characters'
import { parseBearing } from './bearing-tag'
import { BOOLEAN_WORDS, compassWord, KIND_WORDS, MOUNT_WORDS, OWNERSHIP_WORDS, POINT_CLASS_WORDS } from './camera-words'
import { cleanText } from './clean-text'
import { type Column, type Row, readCsv } from './csv-table'
import { parseLength } from './length-tag'
import { parseNumber, parsePosition } from './number-text'
import type { CameraRecord, CoordinateSystem, Parsed, Remark } from './records'
import { refusal, warning } from './remarks'
import { parseTime } from './time-text'
import { toWgs84 } from './to-wgs84'

/** The documented columns, in their documented order, and the other names they go by. */
export const CAMERA_COLUMNS = [
  { name: 'code', aliases: ['id', 'device_id', '编码', '设备编码', '国标编码', '点位编码'], isRequired: true },
  { name: 'name', aliases: ['名称', '设备名称', '点位名称'] },
  { name: 'kind', aliases: ['type', '类型', '摄像机类型', '设备类型'] },
  { name: 'lng', aliases: ['lon', 'longitude', 'x', '经度'], isRequired: true },
  { name: 'lat', aliases: ['latitude', 'y', '纬度'], isRequired: true },
  { name: 'height_m', aliases: ['height', '高度', '安装高度', '架设高度'] },
  { name: 'mount', aliases: ['mount_kind', '安装方式', '架设方式'] },
  { name: 'bearing', aliases: ['direction', 'azimuth', '朝向', '方位', '方位角', '监控方位'] },
  { name: 'tilt', aliases: ['俯角', '俯仰角'] },
  { name: 'hfov', aliases: ['水平视角', '水平视场角', '水平张角'] },
  { name: 'vfov', aliases: ['垂直视角', '垂直视场角', '垂直张角'] },
  { name: 'focal_mm', aliases: ['focal', 'focal_length', '焦距'] },
  { name: 'sensor_width_mm', aliases: ['sensor_width', '靶面宽', '传感器宽'] },
  { name: 'sensor_height_mm', aliases: ['sensor_height', '靶面高', '传感器高'] },
  { name: 'pixels_wide', aliases: ['width_px', '水平像素'] },
  { name: 'pixels_high', aliases: ['height_px', '垂直像素'] },
  { name: 'range_m', aliases: ['range', 'max_view_distance', '可视距离', '最大可视距离', '监控距离'] },
  { name: 'night_range_m', aliases: ['night_range', 'ir_range', '夜视距离', '红外距离', '补光距离'] },
  { name: 'sweep_from', aliases: ['pan_from', '起始方位角', '水平转动起始角'] },
  { name: 'sweep_to', aliases: ['pan_to', '终止方位角', '水平转动终止角'] },
  { name: 'tele_hfov', aliases: ['最小水平视角', '长焦水平视角', '长焦水平视场角'] },
  { name: 'under_roof', aliases: ['is_under_roof', '檐下', '是否檐下'] },
  { name: 'ownership', aliases: ['owner', '权属', '建设主体', '建设单位类型'] },
  { name: 'point_class', aliases: ['point_type', '点位类型', '点位类别', '监控点位类型'] },
  { name: 'reads_plates', aliases: ['alpr', 'anpr', '车牌识别', '是否卡口'] },
  { name: 'indoor', aliases: ['is_indoor', '室内', '是否室内'] },
  { name: 'planned', aliases: ['is_planned', '规划', '是否规划'] },
  { name: 'operator', aliases: ['管理单位', '运营单位', '所属单位'] },
  { name: 'stream_path', aliases: ['stream', '流路径', '码流路径'] },
  { name: 'sub_stream_path', aliases: ['sub_stream', '子码流', '子码流路径'] },
  { name: 'media_server', aliases: ['流媒体服务器', '媒体服务器'] },
  { name: 'installed_at', aliases: ['installed', 'start_date', '安装时间', '启用时间', '建成时间'] },
] as const satisfies readonly Column<string>[]

type Name = (typeof CAMERA_COLUMNS)[number]['name']

const CODE = /^[\p{L}\p{N}._:#/-]{1,64}$/u
const STREAM_PATH = /^[A-Za-z0-9_-][A-Za-z0-9._-]*(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/

/**
 * Reads a list of cameras. Positions are in the coordinate system that `crs` declares for the whole file. Throws `FormatError`
 * when the file as a whole cannot be read; a bad row is a remark.
 */
export function parseCamerasCsv(bytes: Uint8Array, { crs }: { crs: CoordinateSystem }): Parsed<CameraRecord> {
  const records: CameraRecord[] = []
  const remarks: Remark[] = []
  const rowOfCode = new Map<string, number>()
  const read = readCsv<Name>(bytes, CAMERA_COLUMNS, remarks, (row) => {
    const code = row.text('code').normalize('NFKC')
    const problem = codeProblem(code, rowOfCode)
    const position = parsePosition(row.text('lng'), row.text('lat'))
    if (problem) remarks.push(refusal(row.row, 'code', code, problem))
    else if ('why' in position) remarks.push(refusal(row.row, position.field, position.value, position.why))
    else {
      rowOfCode.set(code, row.row)
      records.push(cameraOf(row, code, position, crs, remarks))
    }
  })
  return { records, remarks, read }
}

function codeProblem(code: string, rowOfCode: Map<string, number>): string | null {
  if (code === '') return 'expected a code; it names the camera for ever'
  if (hasHiddenCharacters(code) || !CODE.test(code))
    return 'expected a code of at most 64 letters, digits and . _ : # / -'
  const other = rowOfCode.get(code)
  return other === undefined ? null : `row ${other} has the same code; a code belongs to one camera`
}

function cameraOf(
  row: Row<Name>,
  code: string,
  given: { lng: number; lat: number },
  crs: CoordinateSystem,
  remarks: Remark[],
): CameraRecord {
  const remark = (field: Name, why: string, value = row.text(field)) =>
    remarks.push(warning(row.row, field, value, why))
  const { isShifted, ...position } = toWgs84(given.lng, given.lat, crs)
  if (crs !== 'WGS84' && !isShifted)
    remark(
      'lng',
      `${crs} is not shifted outside mainland China; the position was taken as WGS 84`,
      `${given.lng}, ${given.lat}`,
    )
  const number = (field: Name, low: number, high: number) =>
    boundedNumber(row.text(field), low, high, (why) => remark(field, why))
  const word = <T>(field: Name, words: Record<string, T>, fallback: T) =>
    knownWord(row.text(field), words, fallback, (why) => remark(field, why))
  const aim = aimOf(row, remark)
  const values = {
    heightM: number('height_m', 0, 300),
    tilt: number('tilt', 0, 90),
    vfov: number('vfov', 0.1, 360),
    focalMm: number('focal_mm', 0.5, 2_000),
    sensorWidthMm: number('sensor_width_mm', 0.5, 60),
    sensorHeightMm: number('sensor_height_mm', 0.5, 60),
    pixelsWide: wholeNumber(number('pixels_wide', 16, 100_000)),
    pixelsHigh: wholeNumber(number('pixels_high', 16, 100_000)),
    rangeM: number('range_m', 0.5, 20_000),
    bearing: aim?.bearing ?? null,
    hfov: number('hfov', 0.1, 360) ?? aim?.hfov ?? null,
    nightRangeM: number('night_range_m', 0.5, 5_000),
    teleHfov: number('tele_hfov', 0.1, 360),
    ...sweepOf(row, remark),
  }
  return {
    code,
    ...position,
    ...values,
    name: cleanText(row.text('name')),
    kind: word('kind', KIND_WORDS, 'fixed'),
    mountKind: word('mount', MOUNT_WORDS, 'unknown'),
    ownership: word('ownership', OWNERSHIP_WORDS, 'unknown'),
    pointClass: word('point_class', POINT_CLASS_WORDS, 9),
    readsPlates: word('reads_plates', BOOLEAN_WORDS, false),
    isIndoor: word('indoor', BOOLEAN_WORDS, false),
    isUnderRoof: word('under_roof', BOOLEAN_WORDS, false),
    isPlanned: word('planned', BOOLEAN_WORDS, false),
    operator: cleanText(row.text('operator')),
    streamPath: streamPathOf(row, 'stream_path', remark),
    subStreamPath: streamPathOf(row, 'sub_stream_path', remark),
    mediaServer: cleanText(row.text('media_server')),
    installedAt: installedAtOf(row, remark),
    provenance: provenanceOf(values),
    sourceCrs: crs,
    sourceTags: tagsOf(row),
  }
}

type Remarker = (field: Name, why: string, value?: string) => void

function boundedNumber(text: string, low: number, high: number, remark: (why: string) => void): number | null {
  if (text === '') return null
  const value = parseNumber(text) ?? parseLength(text)
  if (value !== null && value >= low && value <= high) return value
  remark(`expected a number between ${low} and ${high}; it was left out`)
  return null
}

const wholeNumber = (value: number | null) => (value === null ? null : Math.round(value))

function knownWord<T>(text: string, words: Record<string, T>, fallback: T, remark: (why: string) => void): T {
  const key = text.normalize('NFKC').toLowerCase()
  if (key === '') return fallback
  if (Object.hasOwn(words, key)) return words[key]
  remark(`expected one of ${Object.keys(words).join(', ')}; "${String(fallback)}" was assumed`)
  return fallback
}

function aimOf(row: Row<Name>, remark: Remarker) {
  const text = row.text('bearing')
  const aim = text === '' ? null : parseBearing(compassWord(text))
  if (text !== '' && !aim)
    remark('bearing', 'expected degrees from north, a compass point or a span such as "90-270"; it was left out')
  return aim
}

/** Where a PTZ turns, from and to; one without the other says nothing. */
function sweepOf(row: Row<Name>, remark: Remarker): { sweepFrom: number | null; sweepTo: number | null } {
  const bearing = (field: Name) => boundedNumber(row.text(field), 0, 360, (why) => remark(field, why))
  const [from, to] = [bearing('sweep_from'), bearing('sweep_to')]
  if (from !== null && to !== null) return { sweepFrom: from % 360, sweepTo: to % 360 }
  if (from !== null || to !== null)
    remark(from === null ? 'sweep_to' : 'sweep_from', 'expected both sweep_from and sweep_to; it was left out')
  return { sweepFrom: null, sweepTo: null }
}

/** Only a path on the media server: an address may hold a password, so it is neither taken nor shown. */
function streamPathOf(row: Row<Name>, field: 'stream_path' | 'sub_stream_path', remark: Remarker): string | null {
  const text = row.text(field)
  if (text === '' || (text.length <= 200 && STREAM_PATH.test(text))) return text || null
  remark(
    field,
    'expected a path on the media server such as "city/gate-1", not an address; it was left out and is not shown here',
    '',
  )
  return null
}

function installedAtOf(row: Row<Name>, remark: Remarker): number | null {
  const text = row.text('installed_at')
  const time = text === '' ? null : parseTime(text)
  if (text !== '' && !time) remark('installed_at', 'expected a date such as 2026-01-31; it was left out')
  return time?.at ?? null
}

/** Which values make up one named in a camera's provenance. */
const PROVENANCE_KEYS = {
  heightM: 'heightM',
  bearing: 'bearing',
  tilt: 'tilt',
  hfov: 'hfov',
  vfov: 'vfov',
  focalMm: 'focalMm',
  rangeM: 'rangeM',
  sensorWidthMm: 'sensor',
  pixelsWide: 'pixels',
  nightRangeM: 'nightRangeM',
  sweepFrom: 'sweep',
  teleHfov: 'teleHfov',
} as const

function provenanceOf(values: Pick<CameraRecord, keyof typeof PROVENANCE_KEYS>): CameraRecord['provenance'] {
  const fields = Object.keys(PROVENANCE_KEYS) as (keyof typeof PROVENANCE_KEYS)[]
  const known = fields.filter((field) => values[field] !== null).map((field) => [PROVENANCE_KEYS[field], 'catalogue'])
  return { position: 'catalogue', ...Object.fromEntries(known) }
}

function tagsOf(row: Row<Name>): Record<string, string> {
  const known = CAMERA_COLUMNS.filter(({ name }) => !name.endsWith('stream_path')).map(({ name }) => [
    name,
    row.text(name),
  ])
  return Object.fromEntries([...known, ...Object.entries(row.others())].filter(([, value]) => value !== ''))
}
