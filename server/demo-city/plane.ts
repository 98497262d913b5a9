/** Plane geometry in metres, x east and y north. A ring is a list of corners, counter-clockwise, without a repeated last one. */
export type Vec = [x: number, y: number]
export type Ring = Vec[]
export type Line = Vec[]

export const add = (a: Vec, b: Vec): Vec => [a[0] + b[0], a[1] + b[1]]
export const subtract = (a: Vec, b: Vec): Vec => [a[0] - b[0], a[1] - b[1]]
export const scale = (a: Vec, factor: number): Vec => [a[0] * factor, a[1] * factor]
export const dot = (a: Vec, b: Vec) => a[0] * b[0] + a[1] * b[1]
export const cross = (a: Vec, b: Vec) => a[0] * b[1] - a[1] * b[0]
export const length = (a: Vec) => Math.hypot(a[0], a[1])
export const distance = (a: Vec, b: Vec) => Math.hypot(a[0] - b[0], a[1] - b[1])
export const mix = (a: Vec, b: Vec, share: number): Vec => [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share]
/** Quarter turn counter-clockwise. */
export const left = (a: Vec): Vec => [-a[1], a[0]]
export const unit = (a: Vec): Vec => scale(a, 1 / (length(a) || 1))
/** `angle` in radians, counter-clockwise from east. */
export const direction = (angle: number): Vec => [Math.cos(angle), Math.sin(angle)]
export const angleOf = (a: Vec) => Math.atan2(a[1], a[0])
export const turned = (a: Vec, angle: number): Vec => [
  a[0] * Math.cos(angle) - a[1] * Math.sin(angle),
  a[0] * Math.sin(angle) + a[1] * Math.cos(angle),
]

/** Degrees clockwise from north, 0 ≤ b < 360. */
export const bearingOf = (a: Vec) => ((Math.atan2(a[0], a[1]) * 180) / Math.PI + 360) % 360

export function signedArea(ring: Ring): number {
  let sum = 0
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) sum += cross(ring[j], ring[i])
  return sum / 2
}

export const area = (ring: Ring) => Math.abs(signedArea(ring))

export function centroid(ring: Ring): Vec {
  const twiceArea = signedArea(ring) * 2
  if (Math.abs(twiceArea) < 1e-9) return ring[0]
  let [x, y] = [0, 0]
  const origin = ring[0]
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [a, b] = [subtract(ring[j], origin), subtract(ring[i], origin)]
    const weight = cross(a, b)
    x += (a[0] + b[0]) * weight
    y += (a[1] + b[1]) * weight
  }
  return [origin[0] + x / (3 * twiceArea), origin[1] + y / (3 * twiceArea)]
}

export function contains(ring: Ring, [x, y]: Vec): boolean {
  let isInside = false
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [a, b] = [ring[j], ring[i]]
    if (a[1] > y !== b[1] > y && x < a[0] + ((y - a[1]) / (b[1] - a[1])) * (b[0] - a[0])) isInside = !isInside
  }
  return isInside
}

/** Where `p` falls on the segment, 0 at `a` and 1 at `b`. */
export function shareAlong(p: Vec, a: Vec, b: Vec): number {
  const ab = subtract(b, a)
  const square = dot(ab, ab)
  return square === 0 ? 0 : Math.max(0, Math.min(1, dot(subtract(p, a), ab) / square))
}

/** Without vectors in between: it is asked for millions of times. */
export function distanceToSegment(p: Vec, a: Vec, b: Vec): number {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]]
  const square = dx * dx + dy * dy
  const share = square === 0 ? 0 : Math.max(0, Math.min(1, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / square))
  return Math.hypot(a[0] + share * dx - p[0], a[1] + share * dy - p[1])
}

export function distanceToRing(p: Vec, ring: Ring): number {
  let nearest = Infinity
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++)
    nearest = Math.min(nearest, distanceToSegment(p, ring[j], ring[i]))
  return nearest
}

export function distanceToLine(p: Vec, line: Line): number {
  let nearest = Infinity
  for (let i = 1; i < line.length; i++) nearest = Math.min(nearest, distanceToSegment(p, line[i - 1], line[i]))
  return nearest
}

/** Shares along ab and cd where they cross, ends included; null when they do not or run parallel. */
export function crossing(a: Vec, b: Vec, c: Vec, d: Vec): [t: number, u: number] | null {
  const [abX, abY, cdX, cdY] = [b[0] - a[0], b[1] - a[1], d[0] - c[0], d[1] - c[1]]
  const denominator = abX * cdY - abY * cdX
  if (Math.abs(denominator) < 1e-12) return null
  const [acX, acY] = [c[0] - a[0], c[1] - a[1]]
  const t = (acX * cdY - acY * cdX) / denominator
  if (t < 0 || t > 1) return null
  const u = (acX * abY - acY * abX) / denominator
  return u >= 0 && u <= 1 ? [t, u] : null
}

export function lineLength(line: Line): number {
  let sum = 0
  for (let i = 1; i < line.length; i++) sum += distance(line[i - 1], line[i])
  return sum
}

/** The point `metres` along the line, and the unit vector of its run there. */
export function pointAlong(line: Line, metres: number): { point: Vec; along: Vec } {
  let leftOver = metres
  for (let i = 1; i < line.length; i++) {
    const step = distance(line[i - 1], line[i])
    if (leftOver <= step || i === line.length - 1) {
      const share = step === 0 ? 0 : Math.max(0, Math.min(1, leftOver / step))
      return { point: mix(line[i - 1], line[i], share), along: unit(subtract(line[i], line[i - 1])) }
    }
    leftOver -= step
  }
  return { point: line[0], along: [1, 0] }
}

/** The line again, with corners every `step` metres. */
export function resampled(line: Line, step: number): Line {
  const total = lineLength(line)
  const count = Math.max(1, Math.round(total / step))
  return Array.from({ length: count + 1 }, (_, i) => pointAlong(line, (total * i) / count).point)
}

/** Drops corners that lie within `tolerance` metres of the simpler line (Douglas–Peucker). */
export function simplified(line: Line, tolerance: number): Line {
  if (line.length < 3) return line
  let [farthest, at] = [0, 0]
  const last = line.length - 1
  for (let i = 1; i < last; i++) {
    const away = distanceToSegment(line[i], line[0], line[last])
    if (away > farthest) [farthest, at] = [away, i]
  }
  if (farthest <= tolerance) return [line[0], line[last]]
  return [...simplified(line.slice(0, at + 1), tolerance).slice(0, -1), ...simplified(line.slice(at), tolerance)]
}

/** A smooth line through the points (centripetal Catmull–Rom), a corner about every `step` metres. */
export function spline(points: readonly Vec[], step: number, isClosed = false): Line {
  const count = points.length
  const at = (i: number): Vec => {
    if (isClosed) return points[(i + count) % count]
    if (i < 0) return subtract(scale(points[0], 2), points[1])
    if (i >= count) return subtract(scale(points[count - 1], 2), points[count - 2])
    return points[i]
  }
  const line: Line = []
  for (let i = 0; i < (isClosed ? count : count - 1); i++) {
    const parts = Math.max(1, Math.round(distance(at(i), at(i + 1)) / step))
    for (let k = 0; k < parts; k++) line.push(catmullRom(at(i - 1), at(i), at(i + 1), at(i + 2), k / parts))
  }
  line.push(isClosed ? line[0] : at(count - 1))
  return line
}

function catmullRom(p0: Vec, p1: Vec, p2: Vec, p3: Vec, share: number): Vec {
  const t1 = Math.sqrt(distance(p0, p1))
  const t2 = t1 + Math.sqrt(distance(p1, p2))
  const t3 = t2 + Math.sqrt(distance(p2, p3))
  const t = t1 + (t2 - t1) * share
  const lerp = (a: Vec, b: Vec, ta: number, tb: number) => mix(a, b, (t - ta) / (tb - ta))
  const [a1, a2, a3] = [lerp(p0, p1, 0, t1), lerp(p1, p2, t1, t2), lerp(p2, p3, t2, t3)]
  return lerp(lerp(a1, a2, 0, t2), lerp(a2, a3, t1, t3), t1, t2)
}

/** The part of a ring to the left of the line from `a` towards `along`. Exact for convex rings. */
export function clipped(ring: Ring, a: Vec, along: Vec): Ring {
  const result: Ring = []
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [before, after] = [cross(along, subtract(ring[j], a)), cross(along, subtract(ring[i], a))]
    if (before >= 0 !== after >= 0) result.push(mix(ring[j], ring[i], before / (before - after)))
    if (after >= 0) result.push(ring[i])
  }
  return result
}

/** True when no two sides of the ring cross. */
export function isSimple(ring: Ring): boolean {
  const n = ring.length
  for (let i = 0; i < n; i++) {
    for (let j = i + 2; j < n; j++) {
      if (i === 0 && j === n - 1) continue
      if (crossing(ring[i], ring[(i + 1) % n], ring[j], ring[(j + 1) % n])) return false
    }
  }
  return n >= 3
}

export interface Box {
  minX: number
  minY: number
  maxX: number
  maxY: number
}

export function boxOf(points: readonly Vec[]): Box {
  const box = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity }
  for (const [x, y] of points) {
    box.minX = Math.min(box.minX, x)
    box.minY = Math.min(box.minY, y)
    box.maxX = Math.max(box.maxX, x)
    box.maxY = Math.max(box.maxY, y)
  }
  return box
}
