/** Cells of a count raster against the obvious question: does the cell's centre, as far aside as it is taken, lie in a piece? */
import { ASIDE_X, ASIDE_Y, addPieces, countRaster, resolveCounts } from '../count-raster'
import type { Look } from '../expansion'
import { CORNERS, type VisiblePieces } from '../polar-region'
import { stretchesAlong } from './pieces'
import { SCENE_FRAME } from './scenes'

/** Nearer to a side than this a centre may fall either way. */
const ON_SIDE_M = 1e-6
/** So that every region of the raster gets its share of questions without asking all of them. */
const EVERY = 17

/** Cells that count something else than their centre says, and cells that do not return to 0. */
export function cellsApart(pieces: VisiblePieces, { x, y, farM }: Look): number {
  const raster = countRaster(SCENE_FRAME, [x - farM - 1, y - farM - 1, x + farM + 1, y + farM + 1], 1)
  addPieces(raster, pieces, x, y, 1)
  const counts = resolveCounts(raster)
  addPieces(raster, pieces, x, y, -1)
  let apart = raster.differences.reduce((sum, difference) => sum + Math.abs(difference), 0)
  for (let cell = 0; cell < counts.length; cell += EVERY) {
    const centreX = raster.minX + (cell % raster.columns) + 0.5 + ASIDE_X - x
    const centreY = raster.minY + Math.floor(cell / raster.columns) + 0.5 + ASIDE_Y - y
    const held = holds(pieces, centreX, centreY)
    if (held !== null && counts[cell] !== Number(held)) apart++
  }
  return apart
}

/** Null on a side, or on a ray: there two sides with other ends can fall to one side of the centre by rounding. */
function holds(pieces: VisiblePieces, x: number, y: number): boolean | null {
  if (isOnRay(pieces, x, y)) return null
  const distance = Math.hypot(x, y)
  const stretches = stretchesAlong(pieces, Math.atan2(y, x))
  const [inside, outside] = [-ON_SIDE_M, ON_SIDE_M].map((aside) =>
    stretches.some(([from, to]) => from <= distance + aside && distance + aside <= to),
  )
  return inside === outside ? inside : null
}

function isOnRay({ count, corners }: VisiblePieces, x: number, y: number): boolean {
  for (let at = 0; at < count * CORNERS; at += at % CORNERS === 0 ? 2 : CORNERS - 2) {
    const [rayX, rayY] = [corners[at], corners[at + 1]]
    if (Math.abs(x * rayY - y * rayX) < ON_SIDE_M * Math.hypot(rayX, rayY)) return true
  }
  return false
}
