import { describe, expect, it } from 'vitest'
import { componentAt, componentsOf } from './components'
import { localFrame } from './frame'
import { rasterOver } from './raster'
import { seededRandom } from './testing/random'
import { joinedRuns, UnseenRunCollector } from './unseen-runs'
import type { Counts } from './watch-tally'

const raster = rasterOver(localFrame([0, 0]), [-30, -20, 34, 30], 1)

function noise(seed: number, share: number): Uint8Array {
  const random = seededRandom(seed)
  return Uint8Array.from({ length: raster.columns * raster.rows }, () => (random() < share ? 3 : 7))
}

/** Cells that all must be seen, of which those with a 3 are not. */
const watched = (cells: Uint8Array): [cells: Uint8Array, counts: Counts] => [
  cells.map(() => 1),
  [Uint16Array.from(cells, (value) => (value === 3 ? 0 : 1))],
]

const partsOf = (cells: Uint8Array, largestCells: number) => {
  const collector = new UnseenRunCollector(largestCells)
  collector.add(raster, ...watched(cells))
  return componentsOf(collector.finish(), largestCells)
}

/** Oracle: flood fill over the eight neighbours, staying within a lattice square when `squareCells` is given. */
function flood(cells: Uint8Array, squareCells = Number.POSITIVE_INFINITY): Int32Array {
  const label = new Int32Array(cells.length).fill(-1)
  const squareOf = (column: number, row: number) =>
    `${Math.floor((column + raster.minX) / squareCells)},${Math.floor((row + raster.minY) / squareCells)}`
  for (let start = 0; start < cells.length; start++) {
    if (cells[start] !== 3 || label[start] !== -1) continue
    const open = [start]
    label[start] = start
    for (let cell = open.pop(); cell !== undefined; cell = open.pop()) {
      const [column, row] = [cell % raster.columns, Math.floor(cell / raster.columns)]
      for (let r = Math.max(0, row - 1); r <= Math.min(raster.rows - 1, row + 1); r++)
        for (let c = Math.max(0, column - 1); c <= Math.min(raster.columns - 1, column + 1); c++) {
          const next = r * raster.columns + c
          const isSame = squareCells === Number.POSITIVE_INFINITY || squareOf(c, r) === squareOf(column, row)
          if (cells[next] !== 3 || label[next] !== -1 || !isSame) continue
          label[next] = start
          open.push(next)
        }
    }
  }
  return label
}

/** Whether two labellings cut the cells into the same parts. */
function areSameParts(
  cells: Uint8Array,
  expected: Int32Array,
  labelAt: (row: number, column: number) => number,
): boolean {
  const there = new Map<number, number>()
  const back = new Map<number, number>()
  return expected.every((label, cell) => {
    const found = labelAt(Math.floor(cell / raster.columns), cell % raster.columns)
    if (cells[cell] !== 3) return found === -1
    if (!there.has(label) && !back.has(found)) {
      there.set(label, found)
      back.set(found, label)
    }
    return there.get(label) === found && back.get(found) === label
  })
}

describe('componentsOf', () => {
  it('agrees with a flood fill', () => {
    for (let seed = 0; seed < 20; seed++) {
      const cells = noise(seed, 0.1 + seed / 40)
      const components = partsOf(cells, 1000)
      const labelAt = (row: number, column: number) => componentAt(components, row + raster.minY, column + raster.minX)
      expect(areSameParts(cells, flood(cells), labelAt), `seed ${seed}`).toBe(true)
    }
  })

  it('cuts only parts that are too large, along the lattice', () => {
    for (let seed = 0; seed < 20; seed++) {
      const cells = noise(seed, 0.6)
      const components = partsOf(cells, 12)
      const whole = flood(cells)
      const squares = flood(cells, 12)
      const isLarge = new Map<number, boolean>()
      whole.forEach((label) => {
        if (label === -1 || isLarge.has(label)) return
        const members = [...whole.keys()].filter((cell) => whole[cell] === label)
        const columns = members.map((cell) => cell % raster.columns)
        const rows = members.map((cell) => Math.floor(cell / raster.columns))
        const extent = Math.max(Math.max(...columns) - Math.min(...columns), Math.max(...rows) - Math.min(...rows)) + 1
        isLarge.set(label, extent > 12)
      })
      const expected = whole.map((label, cell) => (label !== -1 && isLarge.get(label) ? -2 - squares[cell] : label))
      expect(
        areSameParts(cells, expected, (row, column) =>
          componentAt(components, row + raster.minY, column + raster.minX),
        ),
        `seed ${seed}`,
      ).toBe(true)
    }
  })

  it('does not depend on the tiles and bands that runs came from', () => {
    const cells = noise(4, 0.5)
    const bands = [
      [-20, 0],
      [10, 30],
      [0, 10],
    ].map(([minY, maxY]) => {
      const collector = new UnseenRunCollector(12)
      for (const [minX, maxX] of [
        [-30, -6],
        [-6, 34],
      ]) {
        const tile = rasterOver(raster.frame, [minX, minY, maxX, maxY], 1)
        const part = Uint8Array.from({ length: tile.columns * tile.rows }, (_, cell) => {
          const [column, row] = [(cell % tile.columns) + minX + 30, Math.floor(cell / tile.columns) + minY + 20]
          return cells[row * raster.columns + column]
        })
        collector.add(tile, ...watched(part))
      }
      return collector.finish()
    })
    expect(componentsOf(joinedRuns(bands), 12)).toEqual(partsOf(cells, 12))
  })

  it('keeps the rows between bands empty', () => {
    const tile = rasterOver(raster.frame, [0, 0, 2, 2], 1)
    const bandAt = (minY: number) => {
      const collector = new UnseenRunCollector(100)
      collector.add({ ...tile, minY }, new Uint8Array(4).fill(1), [null])
      return collector.finish()
    }
    const joined = componentsOf(joinedRuns([bandAt(5), bandAt(-3)]), 100)
    expect(joined).toMatchObject({ firstRow: -3, count: 2 })
    expect(componentAt(joined, 1, 0)).toBe(-1)
    expect(componentAt(joined, 6, 1)).toBe(1)
    expect(componentAt(joined, 7, 1)).toBe(-1)
  })

  it('finds nothing in nothing', () => {
    const components = partsOf(noise(1, 0), 10)
    expect(components.count).toBe(0)
    expect(componentAt(components, 5, 5)).toBe(-1)
  })
})
