/**
 * A device's own numbers against degrees. ONVIF's generic spaces (PTZ Service Specification 5.2) run from −1 to 1 for pan and
 * tilt and from 0 to 1 for zoom, and say nothing of degrees: whoever sets the camera up states what their ends mean.
 * Zoom is taken as even in focal length, as lenses are driven.
 */
import type { PtzPosition } from '../../../domain/ptz-aim'

export interface PtzRanges {
  /** Degrees at −1 and at 1; pan clockwise from home, tilt below the horizon. */
  pan: readonly [number, number]
  tilt: readonly [number, number]
  /** Horizontal opening angle at zoom 0 and at 1: wide first. */
  hfov: readonly [wide: number, tele: number]
}

/** A device's own numbers. */
export interface PtzVector {
  x: number
  y: number
  zoom: number
}

const DEGREE = Math.PI / 180
const clamp = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value))
const toUnit = (degrees: number, [low, high]: readonly [number, number]) =>
  clamp((2 * (degrees - low)) / (high - low) - 1, -1, 1)
const fromUnit = (unit: number, [low, high]: readonly [number, number]) =>
  low + ((clamp(unit, -1, 1) + 1) / 2) * (high - low)

const halfTangent = (hfov: number) => Math.tan((hfov * DEGREE) / 2)

export function vectorOf({ pan, tilt, hfov }: PtzPosition, ranges: PtzRanges): PtzVector {
  const [wide, tele] = ranges.hfov.map(halfTangent)
  const lengthened = wide / halfTangent(clamp(hfov, ranges.hfov[1], ranges.hfov[0]))
  const zoom = wide === tele ? 0 : (lengthened - 1) / (wide / tele - 1)
  return { x: toUnit(pan, ranges.pan), y: toUnit(tilt, ranges.tilt), zoom: clamp(zoom, 0, 1) }
}

export function positionOf({ x, y, zoom }: PtzVector, ranges: PtzRanges): PtzPosition {
  const [wide, tele] = ranges.hfov.map(halfTangent)
  const lengthened = 1 + clamp(zoom, 0, 1) * (wide / tele - 1)
  return {
    pan: fromUnit(x, ranges.pan),
    tilt: fromUnit(y, ranges.tilt),
    hfov: (2 * Math.atan(wide / lengthened)) / DEGREE,
  }
}
