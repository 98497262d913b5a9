/** Coverage: how many cameras see each cell. Counting is exact to undo: removing a viewshed restores every bit. */
import type { MultiPolygon, Polygon } from 'geojson'
import type { LocalFrame } from './frame'
import { type Bounds, fillGeometry, fillRings, type LocalRing, type Raster, rasterOver } from './raster'

/** A raster of counts; up to 65,535 viewsheds over one cell. */
export interface CoverageGrid extends Raster {
  readonly counts: Uint16Array
}

/** An empty grid over `bounds` (metres in `frame`). At 1 m cells areas err by about 0.001 % in sum, 1 % a tile at worst. */
export function createGrid(frame: LocalFrame, bounds: Bounds, cellM = 1): CoverageGrid {
  const raster = rasterOver(frame, bounds, cellM)
  return { ...raster, counts: new Uint16Array(raster.columns * raster.rows) }
}

/** Counts one camera's viewshed (WGS 84) once in every cell whose centre it holds. Outside the grid it is cut off. */
export function addViewshed(grid: CoverageGrid, viewshed: Polygon | MultiPolygon): void {
  const { counts } = grid
  fillGeometry(grid, viewshed, (from, to) => {
    for (let cell = from; cell < to; cell++) counts[cell]++
  })
}

/** The exact inverse of `addViewshed` with the same geometry. */
export function removeViewshed(grid: CoverageGrid, viewshed: Polygon | MultiPolygon): void {
  const { counts } = grid
  fillGeometry(grid, viewshed, (from, to) => {
    for (let cell = from; cell < to; cell++) counts[cell]--
  })
}

/** `addViewshed` for one polygon that is already in the grid's frame. */
export function addRings(grid: CoverageGrid, rings: readonly LocalRing[]): void {
  const { counts } = grid
  fillRings(grid, rings, (from, to) => {
    for (let cell = from; cell < to; cell++) counts[cell]++
  })
}

/** Share of the cells (of those where `mask` is not 0) that at least `least` cameras see, 0 … 1; null without any cell. */
export function coveredShare({ counts }: CoverageGrid, mask: Uint8Array | null = null, least = 1): number | null {
  if (mask !== null && mask.length !== counts.length)
    throw new RangeError(`mask must have a value per cell (${counts.length}), got ${mask.length}`)
  let total = 0
  let covered = 0
  for (let cell = 0; cell < counts.length; cell++) {
    if (mask !== null && mask[cell] === 0) continue
    total++
    if (counts[cell] >= least) covered++
  }
  return total === 0 ? null : covered / total
}
