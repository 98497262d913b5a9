import {
  add,
  distance,
  type Line,
  left,
  type Ring,
  resampled,
  scale,
  shareAlong,
  spline,
  subtract,
  unit,
  type Vec,
} from './plane'

/** The river, its island, and the railway: what the streets have to give way to. */
export interface Terrain {
  river: Band
  island: Ring
  stream: Band
  rail: Band
  /** Metres from the water's edge, negative in the water. */
  distanceToWater(p: Vec): number
  /** Metres from the middle of the tracks. */
  distanceToRail(p: Vec): number
}

/** A line with a half-width at each of its corners. */
export interface Band {
  line: Line
  halfWidths: number[]
}

const STEP = 25
const RIVER: Vec[] = [
  [-9000, -3600],
  [-6600, -2500],
  [-4900, -2250],
  [-3500, -1150],
  [-2250, -420],
  [-1050, -560],
  [-150, -1130],
  [900, -1500],
  [2000, -1090],
  [2850, -180],
  [3950, 430],
  [5600, 520],
  [7200, 1250],
  [9500, 1500],
]
const STREAM: Vec[] = [
  [-4600, 4300],
  [-3500, 3050],
  [-2700, 2280],
  [-2080, 1500],
  [-1700, 820],
  [-1780, 180],
  [-1640, -420],
]
const RAIL: Vec[] = [
  [-9000, 2700],
  [-5200, 2500],
  [-2800, 2080],
  [-900, 1830],
  [700, 1960],
  [2300, 2060],
  [4700, 2900],
  [9000, 4000],
]

export function layTerrain(): Terrain {
  const river = bandAlong(
    RIVER,
    (p) => 112 + 24 * Math.sin(p[0] / 830 + 1) + 105 * bump(distance(p, ISLAND_CENTRE), 620),
  )
  const stream = bandAlong(STREAM, (p) => 11 + 4 * Math.sin(p[1] / 300))
  const waters = [river, stream]
  const rail = bandAlong(RAIL, () => 0)
  return {
    river,
    island: islandIn(river),
    stream,
    rail,
    distanceToWater: (p) => Math.min(...waters.map((band) => distanceToBand(p, band))),
    distanceToRail: (p) => distanceToBand(p, rail),
  }
}

const ISLAND_CENTRE: Vec = [900, -1500]
const bump = (away: number, reach: number) => (away >= reach ? 0 : (1 - (away / reach) ** 2) ** 2)

function bandAlong(points: Vec[], halfWidthAt: (p: Vec) => number): Band {
  const line = resampled(spline(points, STEP), STEP)
  return { line, halfWidths: line.map(halfWidthAt) }
}

/** An island is a lens along the river's middle, a little nearer to the southern bank. */
function islandIn({ line }: Band): Ring {
  const along = line.map((p, i) => ({ p, i })).filter(({ p }) => distance(p, ISLAND_CENTRE) < 430)
  const side = (sign: number) =>
    along.map(({ p, i }, k) => {
      const share = k / (along.length - 1)
      const normal = left(unit(subtract(line[i + 1], line[i - 1])))
      return add(p, scale(normal, sign * 64 * Math.sin(Math.PI * share) ** 0.7 * (1 + 0.15 * Math.sin(share * 9)) - 12))
    })
  return [...side(-1), ...side(1).reverse().slice(1, -1)]
}

/** The line at `extra` metres outside the band's edge; `sign` 1 for the left bank, −1 for the right. */
export function bankLine({ line, halfWidths }: Band, sign: 1 | -1, extra: number): Line {
  return line.map((p, i) => {
    const run = subtract(line[Math.min(i + 1, line.length - 1)], line[Math.max(i - 1, 0)])
    return add(p, scale(left(unit(run)), sign * (halfWidths[i] + extra)))
  })
}

/** The ring between two offsets from the band's left or right edge, or the band itself. */
export function bandRing(band: Band, extra = 0): Ring {
  return [...bankLine(band, -1, extra), ...bankLine(band, 1, extra).reverse()]
}

// Corners are STEP apart and widths change slowly, so a corner that is far away lets many after it be skipped; beginning with a
// good guess makes the leaps long.
function distanceToBand(p: Vec, { line, halfWidths }: Band): number {
  const last = line.length - 1
  const guess = Math.round(shareAlong(p, line[0], line[last]) * last)
  let nearest = distance(p, line[guess]) - halfWidths[guess]
  for (let i = 0; i <= last; ) {
    const away = distance(p, line[i]) - halfWidths[i]
    nearest = Math.min(nearest, away)
    i += Math.max(1, Math.floor((away - nearest) / (1.4 * STEP)))
  }
  return nearest
}
