/** From a file's bytes to records, by the kind of import; the same for the command, a preview and the tests. */
import { parseCamerasCsv } from '../formats/cameras-csv'
import { FormatError } from '../formats/format-error'
import { parseIncidentsCsv } from '../formats/incidents-csv'
import { parseJurisdictionsGeojson } from '../formats/jurisdictions-geojson'
import { parseOsmPbf } from '../formats/osm-pbf'
import { parsePassagesCsv } from '../formats/passages-csv'
import type { CoordinateSystem, Remark } from '../formats/records'
import type { ImportedRecords } from './import-run'

export const IMPORT_KINDS = ['osm', 'cameras', 'jurisdictions', 'passages', 'incidents'] as const
export type ImportKind = (typeof IMPORT_KINDS)[number]

export interface ReadOptions {
  /** `W,S,E,N` in degrees; only for osm. */
  bbox?: string
  /** The coordinate system of a camera list. */
  crs?: string
}

export interface ReadImport {
  records: ImportedRecords
  remarks: Remark[]
  /** What was read besides, such as nodes and ways. */
  read: Record<string, number>
}

function parseBbox(text: string | undefined): [number, number, number, number] | undefined {
  if (text === undefined) return undefined
  const numbers = text.split(',').map(Number)
  const [west, south, east, north] = numbers
  if (numbers.length !== 4 || !numbers.every(Number.isFinite) || west >= east || south >= north)
    throw new FormatError(`--bbox: expected W,S,E,N in degrees, got "${text}".`)
  return [west, south, east, north]
}

function parseCrs(text = 'WGS84'): CoordinateSystem {
  if (text === 'WGS84' || text === 'GCJ02' || text === 'BD09') return text
  throw new FormatError(`--crs: expected WGS84, GCJ02 or BD09, got "${text}".`)
}

function readOsm(bytes: Uint8Array, bbox: string | undefined): ReadImport {
  const { counts, buildings, buildingParts, roads, areas, places, cameras } = parseOsmPbf(bytes, {
    bbox: parseBbox(bbox),
  })
  const parts = { buildings, buildingParts, roads, areas, places, cameras }
  return {
    records: {
      buildings: buildings.records,
      buildingParts: buildingParts.records,
      roads: roads.records,
      areas: areas.records,
      places: places.records,
      cameras: cameras.records,
    },
    remarks: Object.values(parts).flatMap((part) => part.remarks),
    read: { ...counts },
  }
}

/** Throws FormatError when the whole file cannot be read. */
export function readImport(kind: ImportKind, bytes: Uint8Array, { bbox, crs }: ReadOptions = {}): ReadImport {
  if (bytes.length === 0) throw new FormatError('The file is empty.')
  switch (kind) {
    case 'osm':
      return readOsm(bytes, bbox)
    case 'cameras': {
      const { records, remarks } = parseCamerasCsv(bytes, { crs: parseCrs(crs) })
      return { records: { cameras: records }, remarks, read: {} }
    }
    case 'jurisdictions': {
      const { records, remarks } = parseJurisdictionsGeojson(bytes)
      return { records: { jurisdictions: records }, remarks, read: {} }
    }
    case 'passages': {
      const { records, remarks } = parsePassagesCsv(bytes)
      return { records: { passages: records }, remarks, read: {} }
    }
    case 'incidents': {
      const { records, remarks } = parseIncidentsCsv(bytes)
      return { records: { incidents: records }, remarks, read: {} }
    }
  }
}
