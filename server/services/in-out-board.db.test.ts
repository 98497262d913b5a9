import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { areas } from '../../db/schema'
import type { Caller } from '../domain/access'
import type { DrawnAreaKind } from '../domain/drawn-area'
import { busierHour } from '../domain/flows'
import { LEAST_VEHICLES } from '../domain/least-vehicles'
import { PLAIN, square } from '../testing/fixtures'
import { addCaller, openTestCity, stopTestDatabase, type TestCity } from '../testing/test-city'
import { fillTrafficScene, HOUR, idOfDistrict, MIDNIGHT, RING, type TrafficScene } from '../testing/traffic-scene'
import { boardAreas } from './board-areas'
import { drawArea } from './edit-area'
import { type InOutBoard, inOutBoard } from './in-out-board'

const SEED = 22
const DAY = { from: MIDNIGHT, to: MIDNIGHT + 24 * HOUR }
const HOURS = Array.from({ length: 24 }, (_, hour) => MIDNIGHT + hour * HOUR)

let city: TestCity
let scene: TrafficScene
let leader: Caller
let planner: Caller
let board: InOutBoard
let cordonId: number

const draw = async (kind: DrawnAreaKind, ring = RING) =>
  (
    await drawArea(city.connection, planner, kind, {
      ...{ name: `${kind} 1`, ring, weight: 1, requiredLevel: null },
      reason: kind === 'privacy' ? 'homes' : null,
    })
  ).id
const boardOf = (kind: 'drawn' | 'jurisdiction' | 'place', id: number, caller = leader, span = DAY) =>
  inOutBoard(city.connection, caller, { kind, id }, span)

beforeAll(async () => {
  city = await openTestCity()
  scene = await fillTrafficScene(city.connection, SEED)
  leader = await addCaller(city.connection, 'leadership')
  planner = await addCaller(city.connection, 'planner')
  cordonId = await draw('cordon')
  board = await boardOf('drawn', cordonId)
})
afterAll(async () => {
  await city.close()
  await stopTestDatabase()
})

describe(`an in/out board, seed ${SEED}`, () => {
  it('is what counting every passage by hand gives, the busier one of two readers of a direction', () => {
    const codeOf = new Map(board.readers.map(({ id, code }) => [id, code]))
    const codes = (directions: InOutBoard['in']) => directions.map(({ readers }) => readers.map((id) => codeOf.get(id)))
    expect(codes(board.in)).toEqual([['lonely'], ['east'], ['faulty'], ['in-a', 'in-b']])
    expect(codes(board.out)).toEqual([['out']])
    for (const { readers, hours } of [...board.in, ...board.out])
      expect(hours).toEqual(
        HOURS.map((hour) => readers.map((id) => scene.countedByHand(codeOf.get(id)!, hour)).reduce(busierHour)),
      )
    const both = HOURS.map((hour) => ['in-a', 'in-b'].map((code) => scene.countedByHand(code, hour)))
    expect(both.filter(([a, b]) => typeof a === 'number' && typeof b === 'number' && a !== b).length).toBeGreaterThan(5)
  })

  it('says how many directions are read, and lists the crossings that are not', () => {
    expect([board.directions, board.captured]).toEqual([8, 5])
    expect(board.crossings.filter((crossing) => crossing.in?.length === 0)).toHaveLength(0)
    expect(board.crossings.filter((crossing) => crossing.out?.length === 0)).toHaveLength(3)
  })

  it('holds no figure of fewer vehicles than may be told, no plate, and no list of vehicles', () => {
    for (const { hours } of [...board.in, ...board.out])
      for (const hour of hours) if (typeof hour === 'number') expect(hour).toBeGreaterThanOrEqual(LEAST_VEHICLES)
    expect(JSON.stringify(board)).not.toMatch(/测A/)
    const fields = new Set([...board.in, ...board.out].flatMap((direction) => Object.keys(direction)))
    expect(fields).toEqual(new Set(['crossings', 'readers', 'hours']))
  })

  it('is of one hour when one is asked', async () => {
    const at = HOURS[8]
    const hour = await boardOf('drawn', cordonId, leader, { from: at, to: at + HOUR })
    expect(hour.in.map(({ hours }) => hours)).toEqual(board.in.map(({ hours }) => [hours[8]]))
  })

  it('counts no reader outside the jurisdictions one answers for', async () => {
    const west = await idOfDistrict(city.connection, 'west')
    const westLeader = await addCaller(city.connection, 'leadership', { scope: [west] })
    const mine = await boardOf('jurisdiction', west, westLeader)
    expect(mine.readers.every(({ code }) => scene.codesIn('west').includes(code))).toBe(true)
    const east = await idOfDistrict(city.connection, 'east')
    await expect(boardOf('jurisdiction', east, westLeader)).rejects.toThrow(/no jurisdiction/)
    const cordon = await boardOf('drawn', cordonId, westLeader)
    expect([cordon.directions, cordon.captured]).toEqual([8, 4])
    expect(cordon.in.flatMap(({ hours }) => hours)).not.toEqual(board.in.flatMap(({ hours }) => hours))
  })
})

describe('areas with a board', () => {
  it('are jurisdictions, cordons, ground to watch and imported ground with a name, found in any case', async () => {
    await draw('watch')
    await draw('privacy')
    await city.connection.db.insert(areas).values([
      { sourceId: 'e1', kind: 'estate', name: '安康苑', nameEn: 'Ankang Court', geometry: square(...PLAIN, 0.001) },
      { sourceId: 'e2', kind: 'water', name: '安康湖', nameEn: 'Ankang Lake', geometry: square(...PLAIN, 0.001) },
      { sourceId: 'e3', kind: 'estate', name: null, nameEn: null, geometry: square(...PLAIN, 0.001) },
    ])
    const all = await boardAreas(city.connection, leader, '')
    expect(all.map(({ kind, sort, name }) => `${kind} ${sort} ${name}`)).toEqual([
      'jurisdiction city 平原市',
      'jurisdiction district 东区',
      'jurisdiction district 西区',
      'drawn cordon cordon 1',
      'drawn watch watch 1',
      'place estate 安康苑',
    ])
    expect(await boardAreas(city.connection, leader, 'ankang c')).toMatchObject([{ name: '安康苑' }])
    const [{ id }] = await city.connection.db.select().from(areas).where(eq(areas.sourceId, 'e1'))
    const estate = await boardOf('place', id)
    expect(estate.name).toBe('安康苑')
    expect(estate.crossings.length).toBeGreaterThan(0)
  })

  it('are never homes, nor ground that is not there', async () => {
    const home = await draw('privacy')
    await expect(boardOf('drawn', home)).rejects.toThrow(/no drawn/)
    await expect(boardOf('place', 99_999)).rejects.toThrow(/no place/)
    const nobody = await addCaller(city.connection, 'leadership', { scope: [999] })
    expect(await boardAreas(city.connection, nobody, '')).toEqual([])
  })
})
