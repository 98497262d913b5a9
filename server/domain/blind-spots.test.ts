import type { Polygon } from 'geojson'
import { describe, expect, it } from 'vitest'
import { type BlindSpotInput, blindSpots } from './blind-spots'
import { localFrame } from './frame'
import type { Street } from './streets'

const FRAME = localFrame([126.535, 45.803])
const at = (x: number, y: number) => FRAME.toLngLat(x, y)

function box(minX: number, minY: number, maxX: number, maxY: number): Polygon {
  return {
    type: 'Polygon',
    coordinates: [[at(minX, minY), at(maxX, minY), at(maxX, maxY), at(minX, maxY), at(minX, minY)]],
  }
}

function street(name: string | null, ...points: [number, number][]): Street {
  const geometry = { type: 'LineString' as const, coordinates: points.map(([x, y]) => at(x, y)) }
  return { geometry, roadClass: 'residential', name, widthM: 8, lanes: null, isTunnel: false }
}

/** Two streets 120 m apart; a camera sees the middle of the northern one. */
const twoStreets: BlindSpotInput = {
  boundary: box(-100, -100, 100, 100),
  roads: [street('North', [-150, 60], [150, 60]), street('South', [-90, -60], [150, -60])],
  viewsheds: [box(-40, 40, 20, 80)],
  hasBuildingData: true,
  cellM: 1,
}

describe('blindSpots', () => {
  it('finds the unseen stretches inside the boundary, longest first', () => {
    const report = blindSpots(twoStreets)
    expect(report.spots.map((spot) => [spot.rank, spot.streetName, Math.round(spot.unseenStreetM / 5) * 5])).toEqual([
      [1, 'South', 190],
      [2, 'North', 80],
      [3, 'North', 60],
    ])
    expect(report.areaM2).toBeCloseTo(3140, -2)
    expect(report.share).toBeCloseTo(60 / 390, 2)
    expect(report.streetM).toBeCloseTo(390, 0)
    expect(report.unseenStreetM).toBeCloseTo(330, 0)
    expect(report.byStreet).toEqual([
      { name: 'North', streetM: expect.closeTo(200, 0), unseenStreetM: expect.closeTo(140, 0) },
      { name: 'South', streetM: expect.closeTo(190, 0), unseenStreetM: expect.closeTo(190, 0) },
    ])
    expect(report.assumed).toEqual([])
  })

  it('draws a spot around its cells, with a point of the street as centre', () => {
    const [south] = blindSpots(twoStreets).spots
    expect(south.areaM2).toBeCloseTo(1540, -2)
    expect(FRAME.toLocal(...south.center)[1]).toBeCloseTo(-60, 3)
    expect(south.geometry.type).toBe('Polygon')
    const ring = (south.geometry as Polygon).coordinates[0].map(([lng, lat]) => FRAME.toLocal(lng, lat))
    for (const [x, y] of ring) {
      expect(Math.abs(x)).toBeLessThan(101)
      expect(Math.abs(y + 60)).toBeLessThan(5)
    }
  })

  it('adds up: seen and unseen metres do not depend on how spots are cut', () => {
    const whole = blindSpots({ ...twoStreets, largestM: 1000 })
    const cut = blindSpots({ ...twoStreets, largestM: 30, leastStreetM: 0 })
    expect(cut.spots.length).toBeGreaterThan(whole.spots.length)
    const sum = (report: typeof cut) => report.spots.reduce((metres, spot) => metres + spot.unseenStreetM, 0)
    expect(sum(cut)).toBeCloseTo(sum(whole), 6)
    expect(sum(cut)).toBeCloseTo(cut.unseenStreetM, 6)
  })

  it('never gets worse when a camera is added', () => {
    const more = blindSpots({ ...twoStreets, viewsheds: [...twoStreets.viewsheds, box(-20, -80, 0, -40)] })
    expect(more.seenM2).toBeGreaterThan(blindSpots(twoStreets).seenM2)
    expect(more.unseenStreetM).toBeCloseTo(310, 0)
  })

  it('leaves out tunnels, ground under buildings, and specks', () => {
    const tunnel = { ...street('Tunnel', [-90, 0], [90, 0]), isTunnel: true }
    const speck = street('Speck', [-90, -90], [-87, -90])
    const house = { geometry: box(-200, -100, 0, 100) }
    const report = blindSpots({ ...twoStreets, roads: [...twoStreets.roads, tunnel, speck], buildings: [house] })
    expect(report.spots.map((spot) => [spot.streetName, Math.round(spot.unseenStreetM / 5) * 5])).toEqual([
      ['South', 100],
      ['North', 80],
    ])
    expect(blindSpots({ ...twoStreets, roads: [speck] }).spots).toEqual([])
  })

  it('says when there are no buildings to cut views by, and knows no share where there is no street', () => {
    const report = blindSpots({ ...twoStreets, roads: [], hasBuildingData: false })
    expect(report).toMatchObject({ share: null, streetM: 0, spots: [], assumed: ['no-building-data'] })
  })

  it('refuses a boundary without a ring', () => {
    expect(() => blindSpots({ ...twoStreets, boundary: { type: 'MultiPolygon', coordinates: [] } })).toThrow(
      'boundary must have at least one ring',
    )
  })
})
