/** Small frozen records for tests, in a place called `plain` around 126.20 E 45.42 N. */
import type { CameraRecord, JurisdictionRecord, PassageRecord } from '../formats/records'

export const PLAIN: [number, number] = [126.2, 45.42]

export const cameraRecord = (code: string, changes: Partial<CameraRecord> = {}): CameraRecord => ({
  code,
  name: `camera ${code}`,
  kind: 'fixed',
  lng: PLAIN[0],
  lat: PLAIN[1],
  heightM: 5,
  mountKind: 'pole',
  bearing: 90,
  tilt: 15,
  hfov: 60,
  vfov: 36,
  focalMm: null,
  sensorWidthMm: null,
  sensorHeightMm: null,
  pixelsWide: 2560,
  pixelsHigh: 1440,
  rangeM: 80,
  nightRangeM: null,
  sweepFrom: null,
  sweepTo: null,
  teleHfov: null,
  ownership: 'public',
  pointClass: 1,
  readsPlates: false,
  isIndoor: false,
  isUnderRoof: false,
  isPlanned: false,
  operator: null,
  streamPath: 'clip-01',
  installedAt: null,
  provenance: { position: 'surveyed', bearing: 'surveyed' },
  sourceCrs: 'WGS84',
  sourceTags: {},
  ...changes,
})

/** A square of `halfDegrees` about a centre. */
export const square = (lng: number, lat: number, halfDegrees: number) => ({
  type: 'Polygon' as const,
  coordinates: [
    [
      [lng - halfDegrees, lat - halfDegrees],
      [lng + halfDegrees, lat - halfDegrees],
      [lng + halfDegrees, lat + halfDegrees],
      [lng - halfDegrees, lat + halfDegrees],
      [lng - halfDegrees, lat - halfDegrees],
    ],
  ],
})

/** A city of two districts side by side: `west` and `east` of the plain's meridian. */
export const TWO_DISTRICTS: JurisdictionRecord[] = [
  {
    code: 'city',
    kind: 'city',
    name: '平原市',
    nameEn: 'Plain',
    parentCode: null,
    geometry: square(126.2, 45.42, 0.02),
  },
  {
    code: 'west',
    kind: 'district',
    name: '西区',
    nameEn: 'West',
    parentCode: 'city',
    geometry: square(126.19, 45.42, 0.01),
  },
  {
    code: 'east',
    kind: 'district',
    name: '东区',
    nameEn: 'East',
    parentCode: 'city',
    geometry: square(126.21, 45.42, 0.01),
  },
]

export const passageRecord = (plate: string, cameraCode: string, at: number, sourceId = ''): PassageRecord => ({
  plate,
  cameraCode,
  at,
  bearing: null,
  speedKmh: null,
  lane: null,
  vehicleClass: null,
  vehicleColour: null,
  sourceId,
})
