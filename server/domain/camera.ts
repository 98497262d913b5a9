/**
 * What a camera is, as the domain functions need it. Database rows satisfy these shapes by structure.
 * Units: metres, degrees, millimetres, pixels. Angles: bearing clockwise from true north, tilt below the horizon.
 */

export const CAMERA_KINDS = ['fixed', 'dome', 'ptz', 'panoramic'] as const
export type CameraKind = (typeof CAMERA_KINDS)[number]

export const CAMERA_STATES = ['working', 'fault', 'offline', 'unknown'] as const
export type CameraState = (typeof CAMERA_STATES)[number]

export const MOUNT_KINDS = ['pole', 'wall', 'roof', 'ceiling', 'gantry', 'unknown'] as const
export type MountKind = (typeof MOUNT_KINDS)[number]

/** Who owns the camera: the state (GB/T 28181 industry codes 00–39), an enterprise (40–79), residents (80–89), or unknown. */
export const OWNERSHIPS = ['public', 'enterprise', 'resident', 'unknown'] as const
export type Ownership = (typeof OWNERSHIPS)[number]

/** Point class of GB/T 28181-2022 `PointType`: 1 and 2 are key public places, 3 is social, 9 other. */
export const POINT_CLASSES = [1, 2, 3, 9] as const
export type PointClass = (typeof POINT_CLASSES)[number]

/** Where a value comes from, most trusted first. Anything that rests on `default` is shown as assumed. */
export const PROVENANCES = ['surveyed', 'catalogue', 'optics', 'default'] as const
export type Provenance = (typeof PROVENANCES)[number]

/** Where it is fixed. `heightM` is above ground. */
export interface Mount {
  lng: number
  lat: number
  heightM: number
  mountKind: MountKind
}

/** Where it points. `bearing` 0 ≤ b < 360, or null when it sees all round or is not known; `tilt` 0 level … 90 straight down. */
export interface Aim {
  bearing: number | null
  tilt: number
}

/** The lens and sensor, as far as known. `hfov`/`vfov` are full opening angles in degrees; they win over focal length and sensor. */
export interface Optics {
  hfov: number | null
  vfov: number | null
  focalMm: number | null
  sensorWidthMm: number | null
  sensorHeightMm: number | null
  pixelsWide: number | null
  pixelsHigh: number | null
  /** Farthest useful distance the owner states (catalogue `MaxViewDistance`), metres. */
  rangeM: number | null
}

/** How far its own infrared or white light reaches, metres; null: not known to see at night. */
export interface NightSight {
  nightRangeM: number | null
}

/**
 * What a PTZ can do: it turns clockwise from `sweepFrom` to `sweepTo`, 0 ≤ bearing < 360 (null: all round), and zooms to
 * `teleHfov` degrees (null: not known).
 */
export interface Turning {
  sweepFrom: number | null
  sweepTo: number | null
  teleHfov: number | null
}

/** Where a PTZ said it looks: degrees as everywhere, `at` UTC epoch milliseconds. */
export interface LiveAim {
  bearing: number
  tilt: number
  hfov: number
  at: number
}
