import type { LineString } from 'geojson'
import { describe, expect, it } from 'vitest'
import { localFrame } from './frame'
import { rasterOver } from './raster'
import { fillLine, localLine, type Street, streetHalfWidth, streetLength, streetWidth } from './streets'

const FRAME = localFrame([126.535, 45.803])
const lineOf = (...points: [number, number][]): LineString => ({
  type: 'LineString',
  coordinates: points.map(([x, y]) => FRAME.toLngLat(x, y)),
})
const bend: Street = {
  geometry: lineOf([-40, 0], [0, 0], [25, 30]),
  roadClass: 'residential',
  name: 'Bend',
  widthM: 8,
  lanes: null,
  isTunnel: false,
}

/** Oracle: cells whose centre is within half a width of some segment. */
function cellsByDistance(
  points: [number, number][],
  halfM: number,
  columns: number,
  minX: number,
  minY: number,
  cells: number,
) {
  return Array.from({ length: cells }, (_, cell) => {
    const [x, y] = [minX + (cell % columns) + 0.5, minY + Math.floor(cell / columns) + 0.5]
    return Math.min(
      ...points.slice(1).map(([x2, y2], i) => {
        const [x1, y1] = points[i]
        const [dx, dy] = [x2 - x1, y2 - y1]
        const along = Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy)))
        return Math.hypot(x1 + along * dx - x, y1 + along * dy - y) - halfM
      }),
    )
  })
}

describe('streets', () => {
  it('are as wide as surveyed, else by lanes, else as usual for the class', () => {
    expect(streetWidth(bend)).toBe(8)
    expect(streetWidth({ ...bend, widthM: null, lanes: 4 })).toBe(13)
    expect(streetWidth({ ...bend, widthM: null, roadClass: 'footway' })).toBe(2.5)
    expect(streetWidth({ ...bend, widthM: null, roadClass: 'raceway' })).toBe(6.5)
  })

  it('have the length of their centre line, and none in a tunnel', () => {
    expect(streetLength(bend, FRAME)).toBeCloseTo(40 + Math.hypot(25, 30), 6)
    expect(streetLength({ ...bend, isTunnel: true }, FRAME)).toBe(0)
  })

  it('take up the cells within half a width', () => {
    const raster = rasterOver(FRAME, [-60, -20, 50, 60], 1)
    const mask = new Uint8Array(raster.columns * raster.rows)
    fillLine(raster, localLine(bend.geometry, FRAME), streetHalfWidth(bend, 1), (from, to) => mask.fill(1, from, to))
    const beyond = cellsByDistance(
      [
        [-40, 0],
        [0, 0],
        [25, 30],
      ],
      4,
      raster.columns,
      raster.minX,
      raster.minY,
      mask.length,
    )
    // Round ends are 16-gons, so cells within 8 cm of the outline may go either way.
    beyond.forEach((distance, cell) => {
      if (Math.abs(distance) > 0.08) expect(mask[cell]).toBe(distance < 0 ? 1 : 0)
    })
  })

  it('stay connected where they are narrower than a cell', () => {
    const raster = rasterOver(FRAME, [-60, -20, 50, 60], 5)
    const columns = new Set<number>()
    fillLine(raster, localLine(bend.geometry, FRAME), streetHalfWidth({ ...bend, widthM: 1 }, 5), (from, to) => {
      for (let cell = from; cell < to; cell++) columns.add(cell % raster.columns)
    })
    const columnOf = (x: number) => Math.floor((x - raster.minX) / 5)
    for (let column = columnOf(-40); column <= columnOf(25); column++) expect(columns).toContain(column)
  })
})
