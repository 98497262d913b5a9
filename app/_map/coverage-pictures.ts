/** Pictures of coverage tiles, one pixel per cell, north up; drawn once and kept while they are asked for. Needs a DOM. */
import { CELL_M, TILE_M } from '../../server/domain/coverage-tiles'
import type { CoverageMapTile } from '../../server/services/coverage-map'
import type { DrawnTile } from './layers/coverage-layers'
import type { Palette } from './palette'
import { countsOf } from './tile-counts'

const SIDE = TILE_M / CELL_M

/** Red, green, blue, alpha per cell, rows from the north; 0 stays transparent, the last step is for all higher counts. */
export function pixelsOf(counts: Uint16Array, side: number, steps: Palette['seenBy']): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(4 * counts.length)
  for (let row = 0; row < side; row++)
    for (let column = 0; column < side; column++) {
      const count = counts[row * side + column]
      if (count > 0) pixels.set(steps[Math.min(count, steps.length) - 1], 4 * ((side - 1 - row) * side + column))
    }
  return pixels
}

function pictureOf(counts: string, palette: Palette): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  canvas.width = SIDE
  canvas.height = SIDE
  const pixels = pixelsOf(countsOf(counts), SIDE, palette.seenBy)
  canvas.getContext('2d')!.putImageData(new ImageData(pixels, SIDE, SIDE), 0, 0)
  return canvas
}

/** Turns tiles as they came into tiles to draw; unchanged ones keep their picture. */
export class CoveragePictures {
  #kept = new Map<string, HTMLCanvasElement>()
  #palette: Palette | null = null

  draw(tiles: readonly CoverageMapTile[], palette: Palette): DrawnTile[] {
    const old = this.#palette === palette ? this.#kept : new Map<string, HTMLCanvasElement>()
    const kept = new Map<string, HTMLCanvasElement>()
    const drawn = tiles.map(({ counts, ...tile }) => {
      if (counts === null) return { ...tile, picture: null }
      const key = `${tile.column},${tile.row} ${counts}`
      const picture = old.get(key) ?? pictureOf(counts, palette)
      kept.set(key, picture)
      return { ...tile, picture }
    })
    this.#kept = kept
    this.#palette = palette
    return drawn
  }
}
