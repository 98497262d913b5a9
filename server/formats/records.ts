/**
 * The records that every importer and the demo city produce. Positions are WGS 84 `[lng, lat]`; lengths metres; angles degrees;
 * times UTC epoch milliseconds. A format function returns records and remarks, and never throws for a bad row.
 */
import type { Feature, LineString, MultiPolygon, Point, Polygon } from 'geojson'
import type {
  CameraKind,
  CameraState,
  MountKind,
  NightSight,
  Optics,
  Ownership,
  PointClass,
  Provenance,
  Turning,
} from '../domain/camera'

/** Why a row, or one of its fields, was not taken as it came. `row` is 1-based as a person counts (a header is row 1); null: the whole file. */
export interface Remark {
  row: number | null
  field: string | null
  value: string
  why: string
  /** `error`: the row was refused. `warning`: it was taken, with this value left out or assumed. */
  severity: 'error' | 'warning'
}

export interface Parsed<T> {
  records: T[]
  remarks: Remark[]
  /** Rows or elements read. Nothing is lost: what is not in `records` has a remark of severity `error`. */
  read: number
}

export type CoordinateSystem = 'WGS84' | 'GCJ02' | 'BD09'

export interface CameraRecord extends Optics, NightSight, Turning {
  /** Unique within a city: the operator's code, a 20-digit GB/T 28181 code, or `n` + OSM id. */
  code: string
  name: string | null
  kind: CameraKind
  lng: number
  lat: number
  heightM: number | null
  mountKind: MountKind
  bearing: number | null
  tilt: number | null
  ownership: Ownership
  pointClass: PointClass
  /** Reads plates (checkpoint). */
  readsPlates: boolean
  isIndoor: boolean
  /** Hangs under an eave or in an arcade. */
  isUnderRoof: boolean
  /** Is proposed and not yet built. */
  isPlanned: boolean
  operator: string | null
  /** Path of the stream on the media server, null when it has none. */
  streamPath: string | null
  /** Path of a smaller stream of the same picture. */
  subStreamPath?: string | null
  /** Name of the media server that has them; without, the embedded one. */
  mediaServer?: string | null
  /** Start of service, UTC epoch milliseconds. */
  installedAt: number | null
  /** Per field where its value came from; a field that is absent here was not given. */
  provenance: Partial<
    Record<
      | 'position'
      | 'heightM'
      | 'bearing'
      | 'tilt'
      | 'hfov'
      | 'vfov'
      | 'focalMm'
      | 'sensor'
      | 'pixels'
      | 'rangeM'
      | 'nightRangeM'
      | 'sweep'
      | 'teleHfov',
      Provenance
    >
  >
  /** The coordinate system the position came in. */
  sourceCrs: CoordinateSystem
  /** Everything the source said, untouched. */
  sourceTags: Record<string, string>
}

/** From `at` on, the camera was in this state. */
export interface CameraStateRecord {
  cameraCode: string
  state: CameraState
  at: number
}

export interface BuildingRecord {
  sourceId: string
  geometry: Polygon | MultiPolygon
  /** Given or from `building:levels` × 3.2 m; null when neither is known. */
  heightM: number | null
  levels: number | null
  /** `surveyed`: height given; `catalogue`: from levels; `default`: neither. */
  heightProvenance: Provenance
  name: string | null
  use: string
  /** A part of a building, with a height of its own; false unless told. */
  isPart?: boolean
}

export const ROAD_CLASSES = [
  'motorway',
  'trunk',
  'primary',
  'secondary',
  'tertiary',
  'residential',
  'living_street',
  'service',
  'pedestrian',
  'footway',
  'cycleway',
  'track',
] as const
export type RoadClass = (typeof ROAD_CLASSES)[number]

export interface RoadRecord {
  sourceId: string
  geometry: LineString
  roadClass: RoadClass
  name: string | null
  nameEn: string | null
  /** `forward`: only along the geometry; `backward`: only against it. */
  oneway: 'no' | 'forward' | 'backward'
  widthM: number | null
  lanes: number | null
  isTunnel: boolean
  isBridge: boolean
}

/** Ground that is drawn or must be watched. */
export const AREA_KINDS = [
  'water',
  'green',
  'residential',
  'commercial',
  'industrial',
  'square',
  'school',
  'estate',
  'hospital',
  'parking',
  'rail',
] as const
export type AreaKind = (typeof AREA_KINDS)[number]

export interface AreaRecord {
  sourceId: string
  kind: AreaKind
  name: string | null
  nameEn: string | null
  geometry: Polygon | MultiPolygon
}

export const PLACE_KINDS = [
  'school',
  'hospital',
  'police',
  'station',
  'government',
  'market',
  'entrance',
  'school_gate',
  'estate_entrance',
  'bank',
  'restaurant',
  'place',
  'other',
] as const
export type PlaceKind = (typeof PLACE_KINDS)[number]

export interface PlaceRecord {
  sourceId: string
  kind: PlaceKind
  name: string | null
  nameEn: string | null
  lng: number
  lat: number
}

export interface JurisdictionRecord {
  code: string
  kind: 'city' | 'district' | 'station'
  name: string
  nameEn: string | null
  parentCode: string | null
  geometry: Polygon | MultiPolygon
}

export interface PassageRecord {
  plate: string
  cameraCode: string
  /** When the camera read it, UTC epoch milliseconds. */
  at: number
  bearing: number | null
  speedKmh: number | null
  lane: string | null
  vehicleClass: string | null
  vehicleColour: string | null
  vehicleBrand?: string | null
  plateColour?: string | null
  /** How sure the device is of the whole plate, percent, and of each of its characters as it came. */
  reliability?: number | null
  charReliability?: number[] | null
  /** `covered`, `altered`, `decked`: what the device claims of the plate. */
  claims?: string[] | null
  /** Where the device keeps its pictures. */
  plateImage?: string | null
  sceneImage?: string | null
  /** The source's own id, part of the natural key; '' when it gives none. */
  sourceId: string
}

export interface IncidentRecord {
  sourceId: string
  kind: string
  title: string
  titleEn: string | null
  lng: number
  lat: number
  startedAt: number
  endedAt: number | null
}

export type PointFeature = Feature<Point>
