import { angleOf, direction, distance, subtract, type Vec } from './plane'
import type { Street } from './street'

/** At every place the way the grid of streets lies there: an angle of which quarter turns mean the same. */
export interface OrientationField {
  /** Of the four directions of the grid at `p`, the one nearest to `heading`; unit length. */
  directionAt(p: Vec, heading: Vec): Vec
}

const CELL = 90
const REACH = 4500
/** Every quarter of town has a lie of its own that the arteries bend: angle (radians) and weight about a place. */
const QUARTERS: readonly (readonly [centre: Vec, angle: number])[] = [
  [[150, 300], 0.02],
  [[-520, -270], -0.42],
  [[-2300, 1100], -0.2],
  [[2400, 1200], 0.3],
  [[350, -2100], -0.07],
  [[-2100, -2100], 0.38],
  [[2300, -2100], -0.45],
  [[-300, 2400], 0.05],
]

/** Blends the runs of the arteries nearby; four-fold symmetric, as cos 4φ and sin 4φ (Chen et al., Interactive Procedural Street Modeling, 2008). */
export function orientationField(arteries: readonly Street[]): OrientationField {
  const samples = arteries.flatMap(({ line }) => sampled(line))
  const size = Math.ceil((2 * REACH) / CELL) + 1
  const c4 = new Float64Array(size * size)
  const s4 = new Float64Array(size * size)
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const [c, s] = blend([column * CELL - REACH, row * CELL - REACH], samples)
      c4[row * size + column] = c
      s4[row * size + column] = s
    }
  }
  return {
    directionAt([x, y], heading) {
      const column = Math.max(0, Math.min(size - 2, Math.floor((x + REACH) / CELL)))
      const row = Math.max(0, Math.min(size - 2, Math.floor((y + REACH) / CELL)))
      const [fx, fy] = [(x + REACH) / CELL - column, (y + REACH) / CELL - row]
      const at = row * size + column
      const sample = (grid: Float64Array) =>
        (grid[at] * (1 - fx) + grid[at + 1] * fx) * (1 - fy) +
        (grid[at + size] * (1 - fx) + grid[at + size + 1] * fx) * fy
      const angle = Math.atan2(sample(s4), sample(c4)) / 4
      const quarter = Math.round((angleOf(heading) - angle) / (Math.PI / 2))
      return direction(angle + (quarter * Math.PI) / 2)
    },
  }
}

interface Sample {
  at: Vec
  c: number
  s: number
}

function sampled(line: Vec[]): Sample[] {
  const samples: Sample[] = []
  for (let i = 3; i < line.length; i += 3) {
    const angle = 4 * angleOf(subtract(line[i], line[i - 3]))
    samples.push({ at: line[i], c: Math.cos(angle), s: Math.sin(angle) })
  }
  return samples
}

function blend(p: Vec, samples: Sample[]): [c: number, s: number] {
  let [c, s] = [0, 0]
  for (const sample of samples) {
    const away = (sample.at[0] - p[0]) ** 2 + (sample.at[1] - p[1]) ** 2
    if (away > 1_200_000) continue
    const weight = 1 / (away + 4_000) ** 1.35
    c += weight * sample.c
    s += weight * sample.s
  }
  const norm = Math.hypot(c, s) || 1
  let [qc, qs, total] = [0, 0, 0]
  for (const [centre, angle] of QUARTERS) {
    const weight = 1 / (distance(p, centre) ** 2 + 40_000) ** 1.5
    qc += weight * Math.cos(4 * angle)
    qs += weight * Math.sin(4 * angle)
    total += weight
  }
  return [c / norm + (0.85 * qc) / total, s / norm + (0.85 * qs) / total]
}
