import { describe, expect, it } from 'vitest'
import { type Bitmap, outlineOfCells } from './cell-outline'
import { isSimple } from './simple-rings'
import { seededRandom } from './testing/random'

function bitmapOf(...lines: string[]): Bitmap {
  const rows = ['', ...lines, ''].map((line) => `.${line.padEnd(lines[0].length, '.')}.`)
  return {
    cells: Uint8Array.from(rows.join(''), (sign) => (sign === '#' ? 1 : 0)),
    columns: rows[0].length,
    rows: rows.length,
  }
}

function areaOf(polygons: number[][][]): number {
  let area = 0
  for (const ring of polygons.flat())
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2)
      area += (ring[j] * ring[i + 1] - ring[i] * ring[j + 1]) / 2
  return area
}

/** A wandering street of cells, a few wide. */
function wander(seed: number, size = 60): Bitmap {
  const random = seededRandom(seed)
  const cells = new Uint8Array(size * size)
  let [x, y, direction] = [size / 2, size / 2, 0]
  for (let i = 0; i < 400; i++) {
    direction += random() - 0.5
    x = Math.min(size - 4, Math.max(3, x + Math.cos(direction)))
    y = Math.min(size - 4, Math.max(3, y + Math.sin(direction)))
    const reach = random() < 0.3 ? 0 : 1
    for (let dy = -reach; dy <= reach; dy++)
      for (let dx = -reach; dx <= reach; dx++) cells[Math.round(y + dy) * size + Math.round(x + dx)] = 1
  }
  return { cells, columns: size, rows: size }
}

describe('outlineOfCells', () => {
  it('draws a hole as a hole', () => {
    const polygons = outlineOfCells(
      bitmapOf('#######', '#######', '##...##', '##...##', '##...##', '#######', '#######'),
    )
    expect(polygons).toHaveLength(1)
    expect(polygons[0]).toHaveLength(2)
  })

  it('keeps cells that meet at a corner apart', () => {
    expect(outlineOfCells(bitmapOf('##..', '##..', '..##', '..##'))).toHaveLength(2)
  })

  it('puts an island in a courtyard outside the ring around it', () => {
    const polygons = outlineOfCells(
      bitmapOf('#######', '#.....#', '#.....#', '#..#..#', '#.....#', '#.....#', '#######'),
    )
    expect(polygons.map((rings) => rings.length).sort()).toEqual([1, 2])
  })

  it('makes a straight line of a diagonal staircase', () => {
    const stairs = Array.from(
      { length: 40 },
      (_, row) => '.'.repeat(Math.floor(row / 2)) + '#'.repeat(6) + '.'.repeat(20 - Math.floor(row / 2)),
    )
    expect(outlineOfCells(bitmapOf(...stairs))[0][0].length / 2).toBeLessThan(16)
  })

  it('never crosses itself, and keeps the area within a cell along the outline', () => {
    for (let seed = 0; seed < 60; seed++) {
      const bitmap = wander(seed)
      const polygons = outlineOfCells(bitmap)
      expect(isSimple(polygons.flat()), `seed ${seed}`).toBe(true)
      const cells = bitmap.cells.reduce((sum, cell) => sum + cell, 0)
      expect(Math.abs(areaOf(polygons) - cells)).toBeLessThan(0.15 * cells)
    }
  })
})

describe('isSimple', () => {
  it('finds crossings within a ring and between rings', () => {
    expect(isSimple([[0, 0, 4, 0, 4, 4, 0, 4]])).toBe(true)
    expect(isSimple([[0, 0, 4, 4, 4, 0, 0, 4]])).toBe(false)
    expect(
      isSimple([
        [0, 0, 4, 0, 4, 4, 0, 4],
        [3, 3, 6, 3, 6, 6, 3, 6],
      ]),
    ).toBe(false)
    expect(isSimple([])).toBe(true)
  })
})
