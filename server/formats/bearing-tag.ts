const CARDINALS = ['N', 'NNE', 'NE', 'ENE', 'E', 'ESE', 'SE', 'SSE', 'S', 'SSW', 'SW', 'WSW', 'W', 'WNW', 'NW', 'NNW']

/** Where something points, as a tag says it. */
export interface BearingTag {
  /** Degrees clockwise from true north, 0 ≤ b < 360; null when it sees all round. */
  bearing: number | null
  /** Opening angle, when the tag gives a span. */
  hfov: number | null
  /** A compass point is only good to half its step. */
  isCompassPoint: boolean
}

/**
 * Reads one direction: `225`, `45°`, `-90`, `NNW`, `north`, or a span clockwise from its first to its second end:
 * `90-270` looks south with 180°, `270-90` north. Null when it is none of these.
 */
export function parseBearing(text: string): BearingTag | null {
  const single = parsePoint(text)
  if (single) return { bearing: single.bearing, hfov: null, isCompassPoint: single.isCompassPoint }
  const span = /^(-?[^-]+)-(-?[^-]+)$/.exec(text.trim())
  const from = span && parsePoint(span[1])
  const to = span && parsePoint(span[2])
  if (!from || !to) return null
  const isCompassPoint = from.isCompassPoint || to.isCompassPoint
  const width = modulo360(to.degrees - from.degrees)
  if (width === 0) return from.degrees === to.degrees ? null : { bearing: null, hfov: 360, isCompassPoint }
  return { bearing: modulo360(from.degrees + width / 2), hfov: width, isCompassPoint }
}

/** `degrees` as written, for spans such as `0-360`; `bearing` the same in 0 ≤ b < 360. */
function parsePoint(text: string): { degrees: number; bearing: number; isCompassPoint: boolean } | null {
  const trimmed = text.trim()
  const cardinal = CARDINALS.indexOf(abbreviate(trimmed))
  if (cardinal >= 0) return { degrees: cardinal * 22.5, bearing: cardinal * 22.5, isCompassPoint: true }
  const number = /^([+-]?\d+(?:\.\d+)?)\s*(?:°|deg|degrees)?$/i.exec(trimmed)
  const degrees = number ? Number(number[1]) : Number.NaN
  return degrees >= -360 && degrees <= 360 ? { degrees, bearing: modulo360(degrees), isCompassPoint: false } : null
}

const abbreviate = (text: string) =>
  text
    .toUpperCase()
    .replace(/NORTH/g, 'N')
    .replace(/EAST/g, 'E')
    .replace(/SOUTH/g, 'S')
    .replace(/WEST/g, 'W')
    .replace(/[\s_]/g, '')

// Adding 0 turns -0 into 0.
const modulo360 = (degrees: number) => (((degrees % 360) + 360) % 360) + 0
