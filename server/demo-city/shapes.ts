import { add, direction, mix, type Ring, scale, turned, type Vec } from './plane'
import type { Random } from './random'

/** Outlines about the origin in metres: x along the front, y to the back. All run counter-clockwise. */

export const rectangle = (width: number, depth: number): Ring => [
  [-width / 2, -depth / 2],
  [width / 2, -depth / 2],
  [width / 2, depth / 2],
  [-width / 2, depth / 2],
]

/** A slab of flats; stairwells step out at the back, one every `bay` metres. */
export function slab(width: number, depth: number, bay: number): Ring {
  const [w, d] = [width / 2, depth / 2]
  const bays = Math.max(1, Math.round(width / bay))
  const back: Vec[] = []
  for (let i = bays - 1; i >= 0; i--) {
    const middle = -w + ((i + 0.5) * width) / bays
    back.push([middle + 2.6, d], [middle + 2.6, d + 1.5], [middle - 2.6, d + 1.5], [middle - 2.6, d])
  }
  return [[-w, -d], [w, -d], [w, d], ...back, [-w, d]]
}

/** A tower of flats with two wings to the south, as light demands. */
export function butterfly(width: number, depth: number): Ring {
  const [w, d] = [width / 2, depth / 2]
  return [
    [-w, -d],
    [-w * 0.42, -d],
    [-w * 0.42, -d * 0.55],
    [w * 0.42, -d * 0.55],
    [w * 0.42, -d],
    [w, -d],
    [w, d * 0.45],
    [w * 0.5, d * 0.45],
    [w * 0.5, d],
    [-w * 0.5, d],
    [-w * 0.5, d * 0.45],
    [-w, d * 0.45],
  ]
}

export const chamfered = (width: number, depth: number, cut: number): Ring => {
  const [w, d] = [width / 2, depth / 2]
  return [
    [-w + cut, -d],
    [w - cut, -d],
    [w, -d + cut],
    [w, d - cut],
    [w - cut, d],
    [-w + cut, d],
    [-w, d - cut],
    [-w, -d + cut],
  ]
}

export const oval = (width: number, depth: number, corners = 20): Ring =>
  Array.from({ length: corners }, (_, i) => {
    const [c, s] = direction((i / corners) * 2 * Math.PI)
    return [(c * width) / 2, (s * depth) / 2]
  })

export function lShape(width: number, depth: number, wing: number): Ring {
  const [w, d] = [width / 2, depth / 2]
  return [
    [-w, -d],
    [w, -d],
    [w, -d + wing],
    [-w + wing, -d + wing],
    [-w + wing, d],
    [-w, d],
  ]
}

/** Open to the south. */
export function uShape(width: number, depth: number, wing: number): Ring {
  const [w, d] = [width / 2, depth / 2]
  return [
    [-w, -d],
    [-w + wing, -d],
    [-w + wing, d - wing],
    [w - wing, d - wing],
    [w - wing, -d],
    [w, -d],
    [w, d],
    [-w, d],
  ]
}

export function hShape(width: number, depth: number, wing: number): Ring {
  const [w, d, t] = [width / 2, depth / 2, wing / 2]
  return [
    [-w, -d],
    [-w + wing, -d],
    [-w + wing, -t],
    [w - wing, -t],
    [w - wing, -d],
    [w, -d],
    [w, d],
    [w - wing, d],
    [w - wing, t],
    [-w + wing, t],
    [-w + wing, d],
    [-w, d],
  ]
}

/** A row of teaching blocks joined by a corridor on one side. */
export function comb(width: number, depth: number, wing: number): Ring {
  const [w, d] = [width / 2, depth / 2]
  const gap = (depth - 3 * wing) / 2
  return [
    [-w, -d],
    [w, -d],
    [w, -d + wing],
    [-w + 6, -d + wing],
    [-w + 6, -d + wing + gap],
    [w, -d + wing + gap],
    [w, -d + 2 * wing + gap],
    [-w + 6, -d + 2 * wing + gap],
    [-w + 6, d - wing],
    [w, d - wing],
    [w, d],
    [-w, d],
  ]
}

/** Turns a shape so that its front faces the given angle's right-hand side, and moves it to `at`. */
export const placed = (shape: Ring, at: Vec, angle: number): Ring =>
  shape.map((corner) => add(at, turned(corner, angle)))

/** A shape drawn on the unit square, fitted into a lot of four corners. */
export function fitted(shape: readonly Vec[], [a, b, c, d]: Ring): Ring {
  return shape.map(([u, v]) => mix(mix(a, b, u), mix(d, c, u), v))
}

/** Unit-square plans of houses that fill their lot, with the wings a given share of its size. */
export function lotPlan(random: Random, wing: number): Vec[] {
  const w = wing
  return random.weighted<Vec[]>([
    [
      [
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 1],
      ],
      4,
    ],
    [
      [
        [0, 0],
        [1, 0],
        [1, w],
        [w, w],
        [w, 1],
        [0, 1],
      ],
      3,
    ],
    [
      [
        [0, 0],
        [1, 0],
        [1, 1],
        [1 - w, 1],
        [1 - w, w],
        [0, w],
      ],
      2,
    ],
    [
      [
        [0, 0],
        [1, 0],
        [1, 1],
        [1 - w, 1],
        [1 - w, w],
        [w, w],
        [w, 1],
        [0, 1],
      ],
      2,
    ],
    [
      [
        [0, 0],
        [1, 0],
        [1, 0.72],
        [0.55, 0.72],
        [0.55, 1],
        [0, 1],
      ],
      2,
    ],
  ])
}

export const shrunk = (ring: Ring, about: Vec, factor: number): Ring =>
  ring.map((corner) => add(about, scale([corner[0] - about[0], corner[1] - about[1]], factor)))
