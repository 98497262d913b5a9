import { describe, expect, it } from 'vitest'
import { addPieces, countRaster, resolveCounts } from './count-raster'
import { coverageOfTiles } from './coverage-of-tiles'
import { CELL_M, TILE_M, tileBounds } from './coverage-tiles'
import { localFrame } from './frame'
import { indexLocalOutlines, type LocalOutline } from './obstacles'
import { seededRandom } from './testing/random'
import { ViewGround } from './view-ground'
import { type Sector, seenPieces } from './viewshed'

const FRAME = localFrame([126.535, 45.803])

/** Turned houses, near and over each other, and cameras among them: enough of these for one mesh. */
function town(seed: number) {
  const random = seededRandom(seed)
  const outlines = Array.from({ length: 400 }, (): LocalOutline => {
    const [x, y] = [1000 * random() - 500, 1000 * random() - 500]
    const [along, across, turn] = [8 + 40 * random(), 6 + 14 * random(), 6 * random()]
    const corner = (u: number, v: number) => [
      x + u * along * Math.cos(turn) - v * across * Math.sin(turn),
      y + u * along * Math.sin(turn) + v * across * Math.cos(turn),
    ]
    const ring = [corner(0, 0), corner(1, 0), corner(1, 1), corner(0, 1)].flat()
    return { rings: [ring], heightM: 3 + 20 * random() ** 2 }
  })
  const sectors = Array.from(
    { length: 300 },
    (): Sector => ({
      x: 900 * random() - 450,
      y: 900 * random() - 450,
      heightM: 4 + 8 * random(),
      bearing: 360 * random(),
      hfov: 60 + 100 * random(),
      nearM: 3,
      farM: 40 + 60 * random(),
      targetHeightM: 1.5,
    }),
  )
  return { obstacles: indexLocalOutlines(outlines, FRAME), sectors }
}

describe('coverageOfTiles', () => {
  it('counts each camera as it would alone, bit by bit, so that it can be taken away again', () => {
    for (let seed = 1; seed <= 4; seed++) {
      const { obstacles, sectors } = town(seed)
      const tiles = coverageOfTiles({ frame: FRAME, sectors, obstaclesIn: () => obstacles, fromRow: -1, toRow: 1 })
      for (const tile of tiles) {
        const raster = countRaster(FRAME, tileBounds(tile), CELL_M)
        for (const sector of sectors) {
          const { pieces, standing } = seenPieces(new ViewGround(obstacles), sector)
          addPieces(raster, pieces, standing.x, standing.y, 1)
        }
        expect(Buffer.compare(Buffer.from(resolveCounts(raster).buffer), Buffer.from(tile.counts.buffer))).toBe(0)
      }
    }
  })

  it('yields the rows that were asked for, and cameras beyond them count', () => {
    const { obstacles, sectors } = town(7)
    const all = { frame: FRAME, sectors, obstaclesIn: () => obstacles }
    const keep = (fromRow: number, toRow: number) =>
      Array.from(coverageOfTiles({ ...all, fromRow, toRow }), ({ column, row, counts }) => ({
        column,
        row,
        sum: counts.reduce((sum, count) => sum + count, 0),
      }))
    const byPlace = (a: { column: number; row: number }, b: { column: number; row: number }) =>
      a.row - b.row || a.column - b.column
    expect([...keep(-1, 0), ...keep(0, 1)].sort(byPlace)).toEqual(keep(-1, 1).sort(byPlace))
    expect(keep(-1, 0).every(({ row }) => row * TILE_M === -TILE_M)).toBe(true)
  })
})
