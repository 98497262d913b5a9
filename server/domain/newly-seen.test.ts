import type { Polygon } from 'geojson'
import { describe, expect, it } from 'vitest'
import { TILE_CELLS, TILE_M } from './coverage-tiles'
import { localFrame } from './frame'
import { type PlacedTile, seenChange } from './newly-seen'

const FRAME = localFrame([126.2, 45.4])

/** Metres in the frame. */
const square = (x: number, y: number, side: number): Polygon => ({
  type: 'Polygon',
  coordinates: [
    [[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]].map(([atX, atY]) => FRAME.toLngLat(atX, atY)), // biome-ignore format: corners
  ],
})

function tile(column: number, row: number, countAt: (x: number, y: number) => number): PlacedTile {
  const counts = new Uint16Array(TILE_CELLS)
  for (let cell = 0; cell < TILE_CELLS; cell++)
    counts[cell] = countAt(column * TILE_M + (cell % TILE_M), row * TILE_M + Math.floor(cell / TILE_M))
  const corners = [[0, 0], [0, 1], [1, 1], [1, 0]].map(([dx, dy]) => FRAME.toLngLat((column + dx) * TILE_M, (row + dy) * TILE_M)) // biome-ignore format: corners
  return { corners, counts }
}

const near = (m2: number) => ({ asymmetricMatch: (value: number) => Math.abs(value - m2) <= 0.02 * m2 + 1 })

const allOf = (draft: Polygon | null, stored: Polygon | null, tiles: PlacedTile[]) =>
  seenChange(draft, stored, { tiles, watched: [] }).all

describe('what a draft changes', () => {
  it('is all that it sees where nobody sees anything, tiles or none', () => {
    expect(allOf(square(10, 10, 50), null, [])).toEqual({ gainedM2: near(2_500), lostM2: 0 })
    expect(allOf(square(480, 480, 50), null, [tile(0, 0, () => 0)])).toMatchObject({ gainedM2: near(2_500) })
  })

  it('leaves out what others see, on either side of the edge of a tile', () => {
    const others = (x: number) => (x < 500 ? 1 : 0)
    const tiles = [tile(0, 0, others), tile(1, 0, others)]
    expect(allOf(square(480, 100, 50), null, tiles)).toEqual({ gainedM2: near(30 * 50), lostM2: 0 })
  })

  it('does not count the camera itself among the others', () => {
    const own = (x: number, y: number) => Number(x >= 100 && x < 150 && y >= 100 && y < 150)
    const other = (x: number) => Number(x < 110)
    const tiles = [tile(0, 0, (x, y) => own(x, y) + other(x))]
    const moved = allOf(square(120, 100, 50), square(100, 100, 50), tiles)
    expect(moved).toEqual({ gainedM2: near(20 * 50), lostM2: near(10 * 50) })
    expect(allOf(square(100, 100, 50), square(100, 100, 50), tiles)).toEqual({ gainedM2: 0, lostM2: 0 })
    expect(allOf(null, square(100, 100, 50), tiles)).toEqual({ gainedM2: 0, lostM2: near(40 * 50) })
  })

  it('counts apart the ground that must be seen', () => {
    const tiles = [tile(0, 0, (x) => Number(x < 110))]
    const watched = [tile(0, 0, (_, y) => Number(y < 120))]
    expect(seenChange(square(100, 100, 50), null, { tiles, watched })).toEqual({
      watched: { gainedM2: near(40 * 20), lostM2: 0 },
      all: { gainedM2: near(40 * 50), lostM2: 0 },
    })
    expect(seenChange(null, square(100, 100, 5), { tiles, watched }).watched).toEqual({ gainedM2: 0, lostM2: near(25) })
    expect(seenChange(square(100, 100, 50), null, { tiles, watched: [] }).watched).toEqual({ gainedM2: 0, lostM2: 0 })
  })

  it('is nothing where nothing is seen', () => {
    expect(allOf(null, null, [])).toEqual({ gainedM2: 0, lostM2: 0 })
  })
})
