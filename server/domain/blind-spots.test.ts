import type { Polygon } from 'geojson'
import { describe, expect, it } from 'vitest'
import { type BlindSpotInput, blindSpots, rankedSpots } from './blind-spots'
import { addRing, countRaster, resolveCounts } from './count-raster'
import { tileBounds } from './coverage-tiles'
import { localFrame } from './frame'
import { localOutline } from './obstacles'
import type { Street } from './streets'
import { unseenGround } from './unseen-ground'
import type { WatchArea } from './watch-areas'
import { WatchPlan } from './watch-plan'
import { completeRules } from './watch-rules'

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

/** Counts of views as polygons, by the same signed sides as any other. */
function countsOf(...views: Polygon[]): BlindSpotInput['countsAt'] {
  return (tile) => {
    const raster = countRaster(FRAME, tileBounds(tile), 1)
    for (const { coordinates } of views)
      addRing(
        raster,
        coordinates[0].slice(0, -1).flatMap(([lng, lat]) => FRAME.toLocal(lng, lat)),
        1,
      )
    return resolveCounts(raster)
  }
}

/** Two streets 120 m apart; a camera sees the middle of the northern one. The tiles' corner lies between them. */
const twoStreets: BlindSpotInput = {
  frame: FRAME,
  boundary: box(-100, -100, 100, 100),
  streets: [street('North', [-150, 60], [150, 60]), street('South', [-90, -60], [150, -60])],
  areas: [],
  rules: completeRules([]),
  usualLevel: 'outline',
  buildings: [],
  countsAt: countsOf(box(-40, 40, 20, 80)),
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
    expect(report.seenByM2).toEqual([report.seenM2, 0, 0])
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
    const cut = blindSpots({ ...twoStreets, largestM: 30, leastM2: 0 })
    expect(cut.spots.length).toBeGreaterThan(whole.spots.length)
    const sum = (report: typeof cut) => report.spots.reduce((metres, spot) => metres + spot.unseenStreetM, 0)
    expect(sum(cut)).toBeCloseTo(sum(whole), 6)
    expect(sum(cut)).toBeCloseTo(cut.unseenStreetM, 6)
  })

  it('never gets worse when a camera is added', () => {
    const more = blindSpots({ ...twoStreets, countsAt: countsOf(box(-40, 40, 20, 80), box(-20, -80, 0, -40)) })
    expect(more.seenM2).toBeGreaterThan(blindSpots(twoStreets).seenM2)
    expect(more.unseenStreetM).toBeCloseTo(310, 0)
  })

  it('leaves out tunnels, ground under buildings, and specks', () => {
    const tunnel = { ...street('Tunnel', [-90, 0], [90, 0]), isTunnel: true }
    const speck = street('Speck', [-90, -90], [-87, -90])
    const house = localOutline({ geometry: box(-200, -100, 0, 100) }, FRAME)
    const report = blindSpots({
      ...twoStreets,
      streets: [...twoStreets.streets, tunnel, speck],
      buildings: [house],
      leastM2: 60,
    })
    expect(report.spots.map((spot) => [spot.streetName, Math.round(spot.unseenStreetM / 5) * 5])).toEqual([
      ['South', 100],
      ['North', 80],
    ])
    expect(blindSpots({ ...twoStreets, streets: [speck], leastM2: 100 }).spots).toEqual([])
  })

  it('ranks by weight: what a school gate needs before what a yard lacks', () => {
    const gate: WatchArea = {
      id: 'school-gate:1',
      subject: 'school-gate',
      name: '一中',
      nameEn: null,
      geometry: box(60, -20, 90, 10),
      weight: 5,
      requiredLevel: 'perceive',
    }
    const report = blindSpots({
      ...twoStreets,
      areas: [gate],
      countsAt: (tile, level) => (level === 'perceive' ? null : twoStreets.countsAt(tile, level)),
    })
    const [first] = report.spots
    expect(first).toMatchObject({
      rank: 1,
      subject: 'school-gate',
      level: 'perceive',
      areaM2: 900,
      weightedM2: 4500,
      unseenStreetM: 0,
    })
    expect(first.samples).toHaveLength(12)
    for (const [x, y] of first.samples) expect([x > 60 && x < 90, y > -20 && y < 10]).toEqual([true, true])
    expect(report.byArea).toEqual([expect.objectContaining({ id: 'school-gate:1', watchedM2: 900, seenM2: [0, 0, 0] })])
    expect(report.bySubject.map(({ subject }) => subject)).toEqual(['street:residential', 'school-gate'])
  })

  it('measures all watched ground at the levels asked for', () => {
    const report = blindSpots({
      ...twoStreets,
      levels: ['outline', 'perceive'],
      countsAt: (tile, level) => (level === 'perceive' ? null : twoStreets.countsAt(tile, level)),
    })
    expect(report.byLevel).toEqual([
      { level: 'outline', seenM2: report.seenM2 },
      { level: 'perceive', seenM2: 0 },
    ])
  })

  it('counts nothing that is switched off', () => {
    const rules = completeRules([{ subject: 'street:residential', weight: 1, requiredLevel: null, isOn: false }])
    expect(blindSpots({ ...twoStreets, rules })).toMatchObject({ areaM2: 0, share: null, spotCount: 0 })
  })

  it('knows no share where there is nothing to watch', () => {
    expect(blindSpots({ ...twoStreets, streets: [] })).toMatchObject({ share: null, streetM: 0, spots: [] })
  })

  it('finds the same in bands of rows, each gathered apart', () => {
    const whole = blindSpots(twoStreets)
    const classes = new WatchPlan(FRAME, twoStreets).classes
    const bands = [-1, 0].map((row) =>
      unseenGround(new WatchPlan(FRAME, { ...twoStreets, rows: [row, row + 1] }), twoStreets),
    )
    expect(rankedSpots(FRAME, classes, bands)).toEqual(whole)
  })
})
