import type { CameraKind, MountKind, Ownership } from '../domain/camera'
import { parseBearing } from './bearing-tag'
import { cleanText } from './clean-text'
import { parseLength } from './length-tag'
import type { CameraRecord, Remark } from './records'
import { refusal, warning } from './remarks'

export interface SurveillanceElement {
  /** `n` + OSM id. */
  code: string
  lng: number
  lat: number
  tags: Record<string, string>
}

// biome-ignore format: a table reads better in few lines
const KINDS: Record<string, CameraKind> = {
  fixed: 'fixed', bullet: 'fixed', dome: 'dome', panning: 'ptz', ptz: 'ptz', panorama: 'panoramic', panoramic: 'panoramic', fisheye: 'panoramic', '360': 'panoramic',
}
// biome-ignore format: a table reads better in few lines
const MOUNTS: Record<string, MountKind> = {
  pole: 'pole', mast: 'pole', street_lamp: 'pole', lamp: 'pole', lamp_post: 'pole', tower: 'pole', traffic_signals: 'pole', wall: 'wall', building: 'wall', doorbell: 'wall',
  roof: 'roof', ceiling: 'ceiling', gantry: 'gantry', bridge: 'gantry',
}
const NOT_CAMERAS = new Set(['guard', 'gunshot_detector', 'audio', 'microphone', 'cell_site_simulator'])
const PLATE_READERS = new Set(['alpr', 'anpr', 'lpr'])
const MAX_MOUNT_HEIGHT = 300

/** Reads the OSM tags of one `man_made=surveillance` node: https://wiki.openstreetmap.org/wiki/Tag:man_made=surveillance */
export function readSurveillance(
  element: SurveillanceElement,
  row: number | null,
): { camera: CameraRecord | null; remarks: Remark[] } {
  const { code, tags } = element
  const types = listOf(tags['surveillance:type'])
  const notCamera = types.length > 0 && types.every((type) => NOT_CAMERAS.has(type))
  if (notCamera) {
    return {
      camera: null,
      remarks: [
        refusal(
          row,
          'surveillance:type',
          tags['surveillance:type'],
          `${code} is a ${types[0].replace(/_/g, ' ')}, not a camera`,
        ),
      ],
    }
  }
  const remarks: Remark[] = []
  const remark = (field: string, why: string) => remarks.push(warning(row, field, tags[field], `${code}: ${why}`))
  return { camera: cameraOf(element, types, remark), remarks }
}

type Remarker = (field: string, why: string) => void

function cameraOf({ code, lng, lat, tags }: SurveillanceElement, types: string[], remark: Remarker): CameraRecord {
  const heightM = mountHeightOf(tags, remark)
  const aim = bearingOf(tags, remark)
  const tilt = tiltOf(tags, remark)
  return {
    code,
    lng,
    lat,
    heightM,
    tilt,
    name: cleanText(tags.name),
    kind: kindOf(tags, remark),
    mountKind: mountOf(tags, remark),
    bearing: aim?.bearing ?? null,
    hfov: aim?.hfov ?? null,
    vfov: null,
    focalMm: null,
    sensorWidthMm: null,
    sensorHeightMm: null,
    pixelsWide: null,
    pixelsHigh: null,
    rangeM: null,
    nightRangeM: null,
    sweepFrom: null,
    sweepTo: null,
    teleHfov: null,
    ownership: ownershipOf(tags),
    pointClass: 9,
    readsPlates: types.some((type) => PLATE_READERS.has(type)),
    isIndoor: tags.surveillance === 'indoor' || tags.indoor === 'yes',
    isUnderRoof: false,
    isPlanned: false,
    operator: cleanText(tags.operator),
    streamPath: null,
    installedAt: startOf(tags, remark),
    provenance: {
      position: 'surveyed',
      ...(heightM !== null && { heightM: 'surveyed' as const }),
      ...(aim && { bearing: aim.isCompassPoint ? ('catalogue' as const) : ('surveyed' as const) }),
      ...(aim?.hfov && { hfov: 'surveyed' as const }),
      ...(tilt !== null && { tilt: 'surveyed' as const }),
    },
    sourceCrs: 'WGS84',
    sourceTags: tags,
  }
}

function kindOf(tags: Record<string, string>, remark: Remarker): CameraKind {
  return firstKnown(tags, 'camera:type', KINDS, remark) ?? 'fixed'
}

function mountOf(tags: Record<string, string>, remark: Remarker): MountKind {
  return firstKnown(tags, 'camera:mount', MOUNTS, remark) ?? 'unknown'
}

/** Of a `;` list the first value that is known, with a remark when that leaves something out. */
function firstKnown<T>(
  tags: Record<string, string>,
  field: string,
  table: Record<string, T>,
  remark: Remarker,
): T | null {
  const values = listOf(tags[field])
  const known = values.find((value) => Object.hasOwn(table, value))
  if (values.length > 1) remark(field, `several values; "${known ?? 'none'}" was taken`)
  else if (values.length === 1 && known === undefined) remark(field, `expected one of ${Object.keys(table).join(', ')}`)
  return known === undefined ? null : table[known]
}

function mountHeightOf(tags: Record<string, string>, remark: Remarker): number | null {
  const field = ['height', 'camera:height'].find((key) => tags[key] !== undefined)
  if (field === undefined) return null
  const height = parseLength(tags[field].split(';')[0])
  if (height !== null && height >= 0 && height <= MAX_MOUNT_HEIGHT) return height
  remark(
    field,
    `expected a height above ground of 0–${MAX_MOUNT_HEIGHT} m, such as "5" or "5 m"; the height was left out`,
  )
  return null
}

function bearingOf(tags: Record<string, string>, remark: Remarker) {
  const field = ['camera:direction', 'direction'].find((key) => tags[key] !== undefined)
  if (field === undefined) return null
  const parts = tags[field].split(';').filter((part) => part.trim() !== '')
  const aims = parts.map(parseBearing)
  const first = aims.find((aim) => aim !== null) ?? null
  if (first === null)
    remark(field, 'expected degrees from north, a compass point or a span such as "90-270"; the bearing was left out')
  else if (parts.length > 1)
    remark(field, `${parts.length} directions on one camera; the first that can be read was taken`)
  return first
}

/** `camera:angle` and `camera:tilt` both mean tilt, never the opening angle; `camera:tilt` counts downwards as negative. */
function tiltOf(tags: Record<string, string>, remark: Remarker): number | null {
  const field = ['camera:tilt', 'camera:angle'].find((key) => tags[key] !== undefined)
  if (field === undefined) return null
  const text = tags[field].replace(/°/, '').trim()
  const given = text === '' ? Number.NaN : Number(text)
  if (Math.abs(given) > 90 || Number.isNaN(given)) {
    remark(field, 'expected a tilt between 0° (level) and 90° (straight down); the tilt was left out')
    return null
  }
  if (field === 'camera:angle') return Math.abs(given)
  if (given > 0) remark(field, 'this camera looks above the horizon; it was taken as level')
  return given > 0 ? 0 : Math.abs(given)
}

function ownershipOf(tags: Record<string, string>): Ownership {
  const operatorType = tags['operator:type'] ?? ''
  const operator = tags.operator ?? ''
  if (
    /^(government|public|police)$/i.test(operatorType) ||
    /police|polizei|policia|公安|交警|city of|stadt|council/i.test(operator)
  )
    return 'public'
  if (/^(private|business|company|private_company)$/i.test(operatorType)) return 'enterprise'
  return 'unknown'
}

function startOf(tags: Record<string, string>, remark: Remarker): number | null {
  if (tags.start_date === undefined) return null
  const date = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(tags.start_date.trim())
  if (date) return Date.UTC(Number(date[1]), Number(date[2] ?? 1) - 1, Number(date[3] ?? 1))
  remark('start_date', 'expected a date such as 2018, 2018-05 or 2018-05-31; it was left out')
  return null
}

const listOf = (value: string | undefined) =>
  (value ?? '')
    .toLowerCase()
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '')
