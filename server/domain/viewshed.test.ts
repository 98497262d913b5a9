import type { MultiPolygon, Polygon, Position } from 'geojson'
import { describe, expect, it } from 'vitest'
import { localFrame } from './frame'
import { indexObstacles, type Outline } from './obstacles'
import { isSimple } from './simple-rings'
import { seededRandom } from './testing/random'
import { ViewGround } from './view-ground'
import { viewshed } from './viewshed'

const FRAME = localFrame([11.576, 48.1375])

const groundOf = (outlines: readonly Outline[]) => new ViewGround(indexObstacles(outlines, FRAME))

function outlineOf(...rings: [number, number][][]): Outline {
  const coordinates = rings.map((ring) => [...ring, ring[0]].map(([x, y]) => FRAME.toLngLat(x, y)))
  return { geometry: { type: 'Polygon', coordinates } }
}

function box(x: number, y: number, width: number, depth: number): Outline {
  return outlineOf(rectangle(x, y, width, depth))
}

const rectangle = (x: number, y: number, width: number, depth: number): [number, number][] => [
  [x, y],
  [x + width, y],
  [x + width, y + depth],
  [x, y + depth],
]

const AROUND = { x: 0, y: 0, bearing: null, hfov: 360, nearM: 0, farM: 50, heightM: 6, targetHeightM: 1.5 }
const EASTWARD = { ...AROUND, bearing: 90, hfov: 60 }

function polygonsOf(geometry: Polygon | MultiPolygon | null): Position[][][] {
  if (geometry === null) return []
  return geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
}

/** Shoelace area in the frame, m²: the oracle for what the tessellated outline holds. */
function outlineArea(geometry: Polygon | MultiPolygon | null): number {
  let area = 0
  for (const ring of polygonsOf(geometry).flat()) {
    const points = ring.map(([lng, lat]) => FRAME.toLocal(lng, lat))
    for (let i = 0; i + 1 < points.length; i++)
      area += (points[i][0] * points[i + 1][1] - points[i][1] * points[i + 1][0]) / 2
  }
  return area
}

const nothing = groundOf([])

describe('viewshed', () => {
  it('is the whole footprint on open ground, holes and sectors included', () => {
    expect(viewshed(nothing, AROUND).areaM2).toBeCloseTo(Math.PI * 2500, 6)
    expect(viewshed(nothing, { ...AROUND, nearM: 10 }).areaM2).toBeCloseTo(Math.PI * 2400, 6)
    expect(viewshed(nothing, { ...EASTWARD, nearM: 10 }).areaM2).toBeCloseTo((Math.PI * 2400) / 6, 6)
  })

  it('loses what a block hides', () => {
    // A front 20 m wide at x = 10 hides the sector of 2·atan(1) beyond it.
    const seen = viewshed(groundOf([box(10, -10, 5, 20)]), AROUND)
    expect(seen.areaM2).toBeCloseTo((Math.PI * 2500 * 3) / 4 + 100, 4)
  })

  it('sees a courtyard from inside it, and not from the street', () => {
    const block = outlineOf(rectangle(-20, -20, 40, 40), rectangle(-10, -10, 20, 20))
    const obstacles = groundOf([block])
    expect(viewshed(obstacles, AROUND)).toMatchObject({ isOwnBuildingIgnored: false })
    expect(viewshed(obstacles, AROUND).areaM2).toBeCloseTo(400, 4)
    const fromStreet = viewshed(obstacles, { ...AROUND, x: 30, farM: 100 })
    expect(fromStreet.areaM2).toBeLessThan(Math.PI * 1e4 * 0.7)
  })

  it('moves a camera drawn on or just inside a wall off it, and keeps the building', () => {
    const obstacles = groundOf([box(0, -10, 10, 20)])
    for (const x of [-0.4, 0, 0.4]) {
      const seen = viewshed(obstacles, { ...AROUND, x, y: 2 })
      expect(seen).toMatchObject({ isMovedOffWall: true, isOwnBuildingIgnored: false })
      expect(seen.areaM2).toBeGreaterThan((Math.PI * 2500) / 2)
      expect(seen.areaM2).toBeLessThan((Math.PI * 2500) / 2 + 30 * 50)
    }
  })

  it('looks past its own building, and says so, when it is drawn deep inside', () => {
    const obstacles = groundOf([box(-10, -10, 20, 20), box(-5, -5, 30, 10), box(30, -50, 10, 100)])
    const seen = viewshed(obstacles, AROUND)
    expect(seen.isOwnBuildingIgnored).toBe(true)
    expect(seen.areaM2).toBeGreaterThan(5000)
    expect(seen.areaM2).toBeLessThan(Math.PI * 2500)
  })

  it('comes in parts when a building reaches into the near circle', () => {
    const seen = viewshed(groundOf([box(5, -2, 30, 4)]), { ...EASTWARD, nearM: 8 })
    expect(seen.geometry?.type).toBe('MultiPolygon')
    expect(outlineArea(seen.geometry)).toBeCloseTo(seen.areaM2, -1)
  })

  it('is null where nothing is visible', () => {
    const seen = viewshed(groundOf([box(1, -50, 10, 100)]), { ...EASTWARD, nearM: 20 })
    expect(seen).toMatchObject({ areaM2: 0, geometry: null })
  })

  it('refuses a sector that cannot be, by field and value', () => {
    expect(() => viewshed(nothing, { ...AROUND, hfov: 0 })).toThrow(
      'hfov must be above 0 and at most 360 degrees, got 0',
    )
    expect(() => viewshed(nothing, { ...EASTWARD, bearing: null })).toThrow(RangeError)
    expect(() => viewshed(nothing, { ...AROUND, farM: -1 })).toThrow('farM must be at least nearM, got -1')
    expect(() => viewshed(nothing, { ...AROUND, x: Number.NaN })).toThrow(RangeError)
  })
})

describe('viewsheds of random towns', () => {
  const towns = Array.from({ length: 60 }, (_, seed) => {
    const random = seededRandom(seed)
    const outlines = Array.from({ length: 40 }, () =>
      box(160 * random() - 80, 160 * random() - 80, 3 + 20 * random(), 3 + 20 * random()),
    )
    const sector = {
      ...AROUND,
      bearing: 359 * random(),
      hfov: seed % 3 === 0 ? 360 : 20 + 300 * random(),
      nearM: 8 * random(),
    }
    return { outlines, sector }
  })

  it('lie within the footprint, and their outline holds their area', () => {
    for (const { outlines, sector } of towns) {
      const seen = viewshed(groundOf(outlines), sector)
      expect(seen.areaM2).toBeGreaterThanOrEqual(0)
      expect(seen.areaM2).toBeLessThanOrEqual(seen.sectorAreaM2 + 1e-6)
      expect(Math.abs(outlineArea(seen.geometry) - seen.areaM2)).toBeLessThan(
        0.02 * 2 * Math.PI * (sector.farM + sector.nearM),
      )
      for (const [lng, lat] of polygonsOf(seen.geometry).flat(2)) {
        const distance = Math.hypot(...FRAME.toLocal(lng, lat))
        // A camera up to 0.5 m inside a wall is moved 0.3 m outside it.
        expect(distance).toBeLessThan(seen.isMovedOffWall ? 50.81 : 50.001)
      }
    }
  })

  it('have outlines that neither cross nor touch themselves', () => {
    for (const { outlines, sector } of towns)
      for (const nearM of [0, sector.nearM, 3 * sector.nearM]) {
        const { geometry } = viewshed(groundOf(outlines), { ...sector, nearM })
        const rings = polygonsOf(geometry).map((rings) => rings.map((ring) => ring.slice(0, -1).flat()))
        expect(rings.every(isSimple)).toBe(true)
      }
  })

  it('never grow when a building is added', () => {
    for (const { outlines, sector } of towns) {
      const all = viewshed(groundOf(outlines), sector)
      const fewer = viewshed(groundOf(outlines.slice(0, -8)), sector)
      const stands = (seen: typeof all) => [seen.isMovedOffWall, seen.isOwnBuildingIgnored].join()
      if (stands(all) === stands(fewer)) expect(all.areaM2).toBeLessThanOrEqual(fewer.areaM2 + 1e-6)
    }
  })

  it('do not change when everything is turned', () => {
    const turned = ({ geometry }: Outline, degrees: number): Outline => {
      const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)]
      const ring = (geometry.coordinates as Position[][])[0].slice(0, -1).map(([lng, lat]): [number, number] => {
        const [x, y] = FRAME.toLocal(lng, lat)
        return [x * cos + y * sin, y * cos - x * sin]
      })
      return outlineOf(ring)
    }
    for (const { outlines, sector } of towns) {
      const seen = viewshed(groundOf(outlines), sector)
      const after = groundOf(outlines.map((outline) => turned(outline, 77)))
      const seenTurned = viewshed(after, { ...sector, bearing: (sector.bearing + 77) % 360 })
      if (!seen.isMovedOffWall) expect(Math.abs(seenTurned.areaM2 - seen.areaM2)).toBeLessThan(0.1)
    }
  })
})
