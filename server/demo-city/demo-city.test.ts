import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { clipOf } from '../domain/clip-name'
import { READING_DISTANCE_M } from './checkpoint-sites'
import { type DemoCity, drawDemoCity, generateDemoCity, recordsOf } from './generate-demo-city'
import {
  area,
  bearingOf,
  boxOf,
  contains,
  crossing,
  distance,
  distanceToRing,
  distanceToSegment,
  left,
  resampled,
  scale,
  subtract,
  unit,
  type Vec,
} from './plane'
import { Random } from './random'
import { strongComponents } from './road-network'
import { isRoad, ROAD_SIZES } from './street'

const DAY = '2026-03-14'
const DAY_START = Date.UTC(2026, 2, 13, 16)
const DAY_MS = 86_400_000
const plan = drawDemoCity({ seed: 7, day: DAY })
const city = recordsOf(plan)
const buildings = plan.blocks.flatMap((block) => block.buildings)
const roads = plan.network.graph.edges.filter(({ street }) => isRoad(street.kind))

const fingerprint = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex')

describe('determinism', () => {
  test('drawn again for another day it is the same city to the byte, only the times have moved', {
    timeout: 40_000,
  }, () => {
    const later = generateDemoCity({ seed: 7, day: '2026-03-17' })
    const back = (at: number) => at - 3 * DAY_MS
    const movedBack: DemoCity = {
      ...later,
      cameras: later.cameras.map((camera) => ({ ...camera, installedAt: back(camera.installedAt!) })),
      cameraStates: later.cameraStates.map((state) => ({ ...state, at: back(state.at) })),
      passages: later.passages.map((passage) => ({ ...passage, at: back(passage.at) })),
      incidents: later.incidents.map((incident) => ({
        ...incident,
        startedAt: back(incident.startedAt),
        endedAt: incident.endedAt && back(incident.endedAt),
      })),
    }
    expect(fingerprint(movedBack)).toBe(fingerprint(city))
    expect(fingerprint(later)).not.toBe(fingerprint(city))
  })

  test('another seed draws another city', { timeout: 40_000 }, () => {
    const other = recordsOf(drawDemoCity({ seed: 8, day: DAY }))
    expect(fingerprint(other.buildings)).not.toBe(fingerprint(city.buildings))
    expect(fingerprint(other.passages)).not.toBe(fingerprint(city.passages))
  })

  test.each([[{ seed: 1.5, day: DAY }], [{ seed: 7, day: '2026-02-30' }], [{ seed: 7, day: 'today' }]])(
    '%o is refused',
    (options) => {
      expect(() => generateDemoCity(options)).toThrow(RangeError)
    },
  )
})

test('it is a city: enough of everything, not too much', () => {
  const between = (value: number, low: number, high: number) => {
    expect(value).toBeGreaterThanOrEqual(low)
    expect(value).toBeLessThanOrEqual(high)
  }
  between(city.buildings.length, 7_000, 16_000)
  between(city.roads.length, 900, 4_000)
  between(city.cameras.length, 360, 460)
  between(city.passages.length, 40_000, 80_000)
  between(city.incidents.length, 50, 70)
  between(city.places.filter(({ kind }) => kind === 'school_gate').length, 20, 60)
  expect(city.cameras.filter(({ readsPlates }) => readsPlates)).toHaveLength(60)
  expect(new Set(city.cameras.map(({ kind }) => kind)).size).toBe(4)
  expect(new Set(city.cameras.map(({ pointClass }) => pointClass)).size).toBe(4)
  expect(new Set(city.areas.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(10)
  expect(buildings.some(({ courtyards }) => courtyards.length > 0)).toBe(true)
})

describe('buildings', () => {
  test('keep off every carriageway', () => {
    const near = cellsOf(buildings.map(({ outline }) => outline))
    const offenders = roads.flatMap(({ line, street }) => {
      const reach = isRoad(street.kind) ? ROAD_SIZES[street.kind].widthM / 2 : 0
      return resampled(line, 15).filter((p) =>
        near(p).some((outline) => contains(outline, p) || distanceToRing(p, outline) < reach),
      )
    })
    expect(offenders).toEqual([])
  })

  test('do not overlap', () => {
    const near = cellsOf(buildings.map(({ outline }) => outline))
    const offenders = buildings.filter(({ outline }) =>
      near(outline[0]).some((other) => other !== outline && outline.some((corner) => contains(other, corner))),
    )
    expect(offenders).toEqual([])
  })

  test('stand between 3 and 120 m high, highest in the middle', () => {
    const heights = city.buildings.map(({ heightM }) => heightM!)
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(3)
    expect(Math.max(...heights)).toBeLessThanOrEqual(120)
    expect(Math.max(...heights)).toBeGreaterThan(85)
  })
})

test('every road can be reached from every other', () => {
  const component = strongComponents(plan.network)
  const used = plan.network.leaving.flatMap((arcs, node) => (arcs.length > 0 ? [component[node]] : []))
  expect(new Set(used).size).toBe(1)
})

test('roads meet only in shared corners: none cross elsewhere, and hardly any ends in nothing', () => {
  const segments = roads.flatMap(({ line }, road) =>
    line.slice(1).map((b, i) => ({ road, a: line[i], b, box: boxOf([line[i], b]) })),
  )
  const offenders = segments.filter((one, i) =>
    segments.some((other, j) => {
      if (
        j <= i ||
        other.road === one.road ||
        one.box.maxX < other.box.minX ||
        other.box.maxX < one.box.minX ||
        one.box.maxY < other.box.minY ||
        other.box.maxY < one.box.minY
      )
        return false
      const shares = crossing(one.a, one.b, other.a, other.b)
      return shares?.every((share) => share > 1e-6 && share < 1 - 1e-6)
    }),
  )
  expect(offenders).toEqual([])
  const uses = new Map<string, number>()
  for (const { geometry } of city.roads)
    for (const corner of geometry.coordinates) uses.set(corner.join(), (uses.get(corner.join()) ?? 0) + 1)
  const streets = city.roads.filter(({ roadClass }) => roadClass !== 'footway' && roadClass !== 'service')
  const looseEnds = streets
    .flatMap(({ geometry }) => [geometry.coordinates[0], geometry.coordinates.at(-1)!])
    .filter((end) => uses.get(end.join()) === 1)
  expect(looseEnds.length).toBeLessThan(35)
})

describe('jurisdictions', () => {
  const rings = (wanted: string) => plan.jurisdictions.filter(({ kind }) => kind === wanted).map(({ ring }) => ring)

  test('one city, three districts, nine stations, each part of the next', () => {
    expect(['city', 'district', 'station'].map((kind) => rings(kind).length)).toEqual([1, 3, 9])
    for (const { code, parentCode } of plan.jurisdictions)
      expect(parentCode === null || code.startsWith(parentCode)).toBe(true)
  })

  test('tile the city: areas add up, and every place lies in exactly one', () => {
    const random = new Random(1)
    const [whole] = rings('city')
    for (const kind of ['district', 'station']) {
      expect(rings(kind).reduce((sum, ring) => sum + area(ring), 0)).toBeCloseTo(area(whole), 3)
      for (let i = 0; i < 2_000; i++) {
        const p: Vec = [random.between(-4_500, 4_500), random.between(-4_500, 4_500)]
        expect(rings(kind).filter((ring) => contains(ring, p))).toHaveLength(contains(whole, p) ? 1 : 0)
      }
    }
  })
})

describe('cameras', () => {
  test('have codes of 20 digits within the city and names, each its own', () => {
    expect(new Set(city.cameras.map(({ code }) => code)).size).toBe(city.cameras.length)
    expect(new Set(city.cameras.map(({ name }) => name)).size).toBe(city.cameras.length)
    for (const { code } of city.cameras) expect(code).toMatch(/^9901\d{4}(00|05|55|80|90)132[08]\d{6}$/)
  })

  test('never stand inside a building; on a wall they look away from it', () => {
    for (const { site } of plan.cameras) {
      if (buildings.some(({ outline }) => contains(outline, site.at)))
        expect.fail(`${site.nameEn} is inside a building`)
      if (site.mountKind !== 'wall' && site.mountKind !== 'roof') continue
      const { away, outwards } = nearestWall(site.at)
      expect(away).toBeLessThan(0.5)
      const turn = Math.abs(((bearingOf(outwards) - site.bearing! + 540) % 360) - 180)
      expect(turn).toBeLessThan(30)
    }
  })

  test('most work; those that do not say so', () => {
    const share = (state: string) =>
      plan.cameras.filter((camera) => camera.state === state).length / plan.cameras.length
    expect(share('working')).toBeGreaterThan(0.82)
    expect(share('working')).toBeLessThan(0.94)
    for (const state of ['fault', 'offline', 'unknown']) expect(share(state)).toBeGreaterThan(0)
    const newest = new Map(city.cameraStates.map(({ cameraCode, state }) => [cameraCode, state]))
    for (const { record, state } of plan.cameras) expect(newest.get(record.code)).toBe(state)
    for (const { at } of city.cameraStates) expect(at).toBeLessThan(DAY_START)
  })

  test('most have a light, some of those that turn have limits and a known zoom, a few hang under a roof', () => {
    const share = (cameras: typeof city.cameras, is: (camera: (typeof cameras)[number]) => boolean) =>
      cameras.filter(is).length / cameras.length
    const turning = city.cameras.filter(({ kind }) => kind === 'ptz')
    const between = (value: number, low: number, high: number) =>
      expect(value > low && value < high, `${value}`).toBe(true)
    between(
      share(city.cameras, ({ nightRangeM }) => nightRangeM !== null),
      0.7,
      0.95,
    )
    between(
      share(turning, ({ sweepFrom, sweepTo }) => sweepFrom !== null && sweepTo !== null),
      0.1,
      0.9,
    )
    between(
      share(turning, ({ teleHfov, hfov }) => teleHfov !== null && (hfov === null || teleHfov < hfov)),
      0.4,
      0.95,
    )
    between(city.cameras.filter(({ isUnderRoof }) => isUnderRoof).length, 1, 20)
    expect(city.cameras.filter(({ kind, sweepFrom }) => kind !== 'ptz' && sweepFrom !== null)).toEqual([])
  })

  test('neighbours show different clips; offline ones a clip that does not exist', () => {
    for (const { record, state, site } of plan.cameras) {
      if (state === 'offline') expect(record.streamPath).toBe('clip-00')
      else if (state === 'unknown') expect(record.streamPath).toBeNull()
      else expect(clipOf(record.streamPath!)).toMatch(/^clip-(0[1-9]|1[0-6])$/)
      if (record.streamPath?.includes('~')) expect(record.streamPath.endsWith(`~${record.code}`)).toBe(true)
      const twins = plan.cameras.filter(
        (other) =>
          other.record !== record &&
          state !== 'offline' &&
          record.streamPath &&
          clipOf(other.record.streamPath ?? '') === clipOf(record.streamPath),
      )
      for (const twin of twins) expect(distance(twin.site.at, site.at)).toBeGreaterThan(40)
    }
  })
})

describe('passages', () => {
  test('lie within reading distance of their camera, near the axis, on the day', () => {
    const cameras = new Map(plan.cameras.map((camera) => [camera.record.code, camera]))
    for (const { passage, position } of plan.readings) {
      const { site, state } = cameras.get(passage.cameraCode)!
      const away = distance(site.at, position)
      const turn = Math.abs(((bearingOf(subtract(position, site.at)) - site.bearing! + 540) % 360) - 180)
      if (away > READING_DISTANCE_M + 10 || turn > 35 || state === 'offline')
        expect.fail(`${passage.sourceId}: ${away} m, ${turn}° off the axis, camera ${state}`)
      if (passage.at < DAY_START || passage.at >= DAY_START + DAY_MS)
        expect.fail(`${passage.sourceId} is not on the day`)
    }
  })

  test('carry plates that no real vehicle has', () => {
    expect(city.passages.filter(({ plate }) => !/^测A([A-HJ-NP-Z0-9]{5}|[DF]\d{5})$/.test(plate))).toEqual([])
    expect(city.passages.some(({ plate }) => plate.length === 8)).toBe(true)
  })

  test('no vehicle is in two places: between two cameras it needs time', () => {
    const where = new Map(plan.cameras.map(({ record, site }) => [record.code, site.at]))
    const last = new Map<string, DemoCity['passages'][number]>()
    for (const passage of city.passages) {
      const before = last.get(passage.plate)
      last.set(passage.plate, passage)
      if (!before) continue
      const metres = distance(where.get(before.cameraCode)!, where.get(passage.cameraCode)!)
      if (metres / ((passage.at - before.at) / 1_000) > 40) expect.fail(`${passage.plate} was in two places`)
    }
  })
})

function nearestWall(p: Vec): { away: number; outwards: Vec } {
  let best = { away: Infinity, outwards: [0, 0] as Vec }
  for (const { outline } of buildings) {
    outline.forEach((a, i) => {
      const b = outline[(i + 1) % outline.length]
      const away = distanceToSegment(p, a, b)
      if (away < best.away) best = { away, outwards: scale(left(unit(subtract(b, a))), -1) }
    })
  }
  return best
}

/** Rings by square cells of 100 m; what is returned for a place reaches at least 100 m around it. */
function cellsOf(rings: Vec[][]): (p: Vec) => Vec[][] {
  const cells = new Map<string, Set<Vec[]>>()
  const key = (x: number, y: number) => `${Math.floor(x / 100)} ${Math.floor(y / 100)}`
  for (const ring of rings) {
    for (const [x, y] of ring)
      for (const dx of [-100, 0, 100])
        for (const dy of [-100, 0, 100])
          cells.set(key(x + dx, y + dy), (cells.get(key(x + dx, y + dy)) ?? new Set()).add(ring))
  }
  return ([x, y]) => [...(cells.get(key(x, y)) ?? [])]
}
