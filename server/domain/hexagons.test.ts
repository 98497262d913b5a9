import { describe, expect, it } from 'vitest'
import { localFrame } from './frame'
import { binIntoHexagons } from './hexagons'
import { seededRandom } from './testing/random'

const origin = [126.535, 45.803] as const
const frame = localFrame(origin)

function scatter(count: number, seed: number) {
  const random = seededRandom(seed)
  return Array.from({ length: count }, () => {
    const [lng, lat] = frame.toLngLat(4000 * random() - 2000, 4000 * random() - 2000)
    return { lng, lat, weight: 1 + Math.floor(3 * random()) }
  })
}

describe('binIntoHexagons', () => {
  it('puts every point into the hexagon whose centre is nearest', () => {
    for (const { lng, lat } of scatter(500, 1)) {
      const [cell] = binIntoHexagons([{ lng, lat }], { edgeM: 90, origin })
      const [x, y] = frame.toLocal(lng, lat)
      const [centerX, centerY] = frame.toLocal(...cell.center)
      expect(Math.hypot(x - centerX, y - centerY)).toBeLessThanOrEqual(90)
      for (let k = 0; k < 6; k++) {
        const angle = (k * Math.PI) / 3
        const [otherX, otherY] = [
          centerX + 90 * Math.sqrt(3) * Math.cos(angle),
          centerY + 90 * Math.sqrt(3) * Math.sin(angle),
        ]
        expect(Math.hypot(x - centerX, y - centerY)).toBeLessThanOrEqual(Math.hypot(x - otherX, y - otherY) + 1e-6)
      }
    }
  })

  it('loses no weight, and does not depend on the order of the points', () => {
    const points = scatter(2000, 2)
    const cells = binIntoHexagons(points, { edgeM: 150, origin })
    expect(cells.reduce((sum, cell) => sum + cell.count, 0)).toBe(points.reduce((sum, point) => sum + point.weight, 0))
    expect(binIntoHexagons([...points].reverse(), { edgeM: 150, origin })).toEqual(cells)
  })

  it('draws closed hexagons with sides of the edge length', () => {
    const [{ polygon }] = binIntoHexagons(scatter(1, 3), { edgeM: 120, origin })
    const ring = polygon.coordinates[0].map(([lng, lat]) => frame.toLocal(lng, lat))
    expect(polygon.coordinates[0]).toHaveLength(7)
    expect(ring[6]).toEqual(ring[0])
    for (let i = 0; i < 6; i++)
      expect(Math.hypot(ring[i + 1][0] - ring[i][0], ring[i + 1][1] - ring[i][1])).toBeCloseTo(120, 6)
  })

  it('gives nothing for nothing, and refuses an edge of 0', () => {
    expect(binIntoHexagons([], { edgeM: 100, origin })).toEqual([])
    expect(() => binIntoHexagons([], { edgeM: 0, origin })).toThrow('edgeM must be above 0, got 0')
  })
})
