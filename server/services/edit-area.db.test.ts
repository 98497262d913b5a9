import type { Position } from 'geojson'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { assignJurisdictions, dropMadeUpCity } from '../../db/queries/jurisdictions'
import { audit, drawnAreaRevisions, drawnAreas, jurisdictions } from '../../db/schema'
import type { Caller } from '../domain/access'
import { PLAIN, square, TWO_DISTRICTS } from '../testing/fixtures'
import { rowCounts } from '../testing/row-counts'
import { addCaller, openTestCity, stopTestDatabase, type TestCity } from '../testing/test-city'
import { afterImport } from './after-import'
import { type AreaFields, drawArea, editArea, removeArea, undoAreaEdit } from './edit-area'
import { runImport } from './import-run'
import { listAreas } from './list-areas'
import { setWatchRule, watchRulesOf } from './watch-rules'

let city: TestCity
let planner: Caller
let west: Caller
let east: Caller

const [LNG, LAT] = PLAIN
const ringAt = (lng: number, halfDegrees = 0.001): Position[] => square(lng, LAT, halfDegrees).coordinates[0]
const fields = (name: string, changes: Partial<AreaFields> = {}): AreaFields => ({
  name,
  ring: ringAt(LNG - 0.01),
  weight: 1,
  requiredLevel: null,
  reason: null,
  ...changes,
})
const names = async (caller: Caller) => (await listAreas(city.connection, caller)).map(({ name }) => name)
const scopeOf = (rows: { id: number; code: string }[], code: string) => [rows.find((row) => row.code === code)!.id]

beforeAll(async () => {
  city = await openTestCity()
  planner = await addCaller(city.connection, 'planner')
  await runImport(
    city.connection,
    { kind: 'jurisdictions', fileName: 'test', sha256: '', attribution: null },
    { jurisdictions: TWO_DISTRICTS },
    [],
  )
  const rows = await city.connection.db.select().from(jurisdictions)
  west = await addCaller(city.connection, 'planner', { unit: 'west', scope: scopeOf(rows, 'west') })
  east = await addCaller(city.connection, 'planner', { unit: 'east', scope: scopeOf(rows, 'east') })
})
afterAll(async () => {
  await city.close()
  await stopTestDatabase()
})

describe('a drawn area', () => {
  it('is drawn, with a revision and an audit row that say who', async () => {
    const { id, version } = await drawArea(city.connection, west, 'watch', fields('market square'))
    expect(version).toBe(1)
    const [area] = await listAreas(city.connection, west)
    expect(area).toMatchObject({ id, kind: 'watch', name: 'market square', weight: 1, requiredLevel: null, version: 1 })
    expect(area.areaM2).toBeGreaterThan(30_000)
    const [revision] = await city.connection.db.select().from(drawnAreaRevisions)
    expect(revision).toMatchObject({ areaId: id, action: 'drawn', personId: west.personId, before: null })
    const [row] = await city.connection.db.select().from(audit)
    expect(row).toMatchObject({ action: 'area-edited', object: `watch ${id} market square`, personId: west.personId })
  })

  it('belongs to the district that holds it, and nobody else’s planner sees or changes it', async () => {
    expect(await names(west)).toEqual(['market square'])
    expect(await names(east)).toEqual([])
    expect(await names(planner)).toEqual(['market square'])
    const [{ id }] = await listAreas(city.connection, west)
    await expect(editArea(city.connection, east, id, 1, { name: 'mine' })).rejects.toThrow(/no area/)
    const far = await listAreas(city.connection, west, [126.3, 45.4, 126.4, 45.5])
    expect(far).toEqual([])
  })

  it('is edited, refused where it changed meanwhile, removed, and brought back by undo', async () => {
    const [{ id }] = await listAreas(city.connection, west)
    await editArea(city.connection, west, id, 1, { name: 'old market', weight: 4, requiredLevel: 'discern' })
    await editArea(city.connection, west, id, 2, { ring: ringAt(LNG - 0.012) })
    await expect(editArea(city.connection, west, id, 2, { weight: 5 })).rejects.toThrow(/Someone else changed this/)
    await undoAreaEdit(city.connection, west, id, 3)
    const [area] = await listAreas(city.connection, west)
    expect(area).toMatchObject({ name: 'old market', weight: 4, requiredLevel: 'discern', version: 4 })
    expect(area.geometry.coordinates[0]).toEqual(ringAt(LNG - 0.01))
    await removeArea(city.connection, west, id, 4)
    expect(await names(west)).toEqual([])
    await expect(editArea(city.connection, west, id, 5, { weight: 5 })).rejects.toThrow(/was removed/)
    await undoAreaEdit(city.connection, west, id, 5)
    expect(await names(west)).toEqual(['old market'])
    const actions = (await city.connection.db.select().from(drawnAreaRevisions)).map(({ action }) => action)
    expect(actions).toEqual(['drawn', 'edited', 'edited', 'undone', 'removed', 'undone'])
  })

  it('is removed when its drawing is undone', async () => {
    const { id } = await drawArea(city.connection, west, 'cordon', fields('mistake'))
    await undoAreaEdit(city.connection, west, id, 1)
    expect(await names(west)).toEqual(['old market'])
  })

  it.each([
    ['across the border', { ring: ringAt(LNG) }, /outside your jurisdictions/],
    ['in another district', { ring: ringAt(LNG + 0.01) }, /outside your jurisdictions/],
    ['outside the city', { ring: ringAt(LNG + 1) }, /outside your jurisdictions/],
    ['with two corners', { ring: ringAt(LNG - 0.01).slice(0, 2) }, /geometry: expected at least 3 .*got 2/],
    ['at a level of the other standard', { requiredLevel: 'recognise' as const }, /requiredLevel: .*got recognise/],
  ])('is refused %s, and nothing is written', async (_, changes, message) => {
    const before = await rowCounts(city.connection)
    await expect(drawArea(city.connection, west, 'watch', fields('x', changes))).rejects.toThrow(message)
    expect(await rowCounts(city.connection)).toEqual(before)
  })

  it('says why where it must not be seen', async () => {
    for (const reason of [null, '  '])
      await expect(drawArea(city.connection, west, 'privacy', fields('yard', { reason }))).rejects.toThrow(/^reason: /)
    const { id } = await drawArea(city.connection, west, 'privacy', fields('yard', { reason: 'homes' }))
    await expect(editArea(city.connection, west, id, 1, { reason: '' })).rejects.toThrow(/^reason: /)
    await removeArea(city.connection, west, id, 1)
  })

  it('cannot be carried out of reach by undoing someone else’s change', async () => {
    const { id } = await drawArea(city.connection, planner, 'watch', fields('moved', { ring: ringAt(LNG + 0.01) }))
    await editArea(city.connection, planner, id, 1, { ring: ringAt(LNG - 0.01) })
    await expect(undoAreaEdit(city.connection, west, id, 2)).rejects.toThrow(/outside your jurisdictions/)
    await removeArea(city.connection, planner, id, 2)
  })

  it('gets its jurisdiction anew when jurisdictions are imported', async () => {
    await city.connection.db.update(drawnAreas).set({ jurisdictionId: null })
    expect(await names(west)).toEqual([])
    await afterImport(city.connection, 'jurisdictions', 'test', () => {})
    expect(await names(west)).toEqual(['old market'])
  })
})

it('does not keep a made-up city in the way of real jurisdictions', async () => {
  const [{ id }] = await listAreas(city.connection, planner)
  await city.connection.db.transaction(async (tx) => {
    await tx.update(jurisdictions).set({ importRunId: null })
    await tx.update(drawnAreas).set({ jurisdictionId: (await tx.select().from(jurisdictions))[0].id })
    await dropMadeUpCity(tx)
    await assignJurisdictions(tx)
    expect((await tx.select().from(jurisdictions)).map(({ code }) => code).toSorted()).toEqual(['east', 'west'])
  })
  expect((await listAreas(city.connection, west)).map((area) => area.id)).toEqual([id])
})

describe('watch rules', () => {
  const ruleOf = async (subject: string) =>
    (await watchRulesOf(city.connection, planner)).rules.find((rule) => rule.subject === subject)
  const rule = { subject: 'square', weight: 7, requiredLevel: 'discern' as const, isOn: false }

  it('hold by default until the city sets its own, audited', async () => {
    expect(await ruleOf('square')).toMatchObject({ weight: 3, isOn: true })
    await setWatchRule(city.connection, planner, rule)
    await setWatchRule(city.connection, planner, { ...rule, weight: 8 })
    expect(await ruleOf('square')).toEqual({ ...rule, weight: 8 })
    const rows = await city.connection.db.select().from(audit)
    expect(rows.filter(({ action }) => action === 'watch-rule-set').map(({ details }) => details['weight'])).toEqual([
      7, 8,
    ])
  })

  it('are not set by those who answer for a part of the city, nor at a level of the other standard', async () => {
    await expect(setWatchRule(city.connection, west, rule)).rejects.toThrow(/whole city/)
    const all = (await city.connection.db.select().from(jurisdictions)).map(({ id }) => id)
    const maySet = async (caller: Caller) => (await watchRulesOf(city.connection, caller)).maySet
    expect([await maySet(west), await maySet({ ...west, scope: all }), await maySet(planner)]).toEqual([
      ...[false, true, true],
    ])
    expect(await maySet({ ...planner, role: 'officer' })).toBe(false)
    await expect(setWatchRule(city.connection, planner, { ...rule, requiredLevel: 'detect' })).rejects.toThrow(
      /requiredLevel: .*got detect/,
    )
  })
})
