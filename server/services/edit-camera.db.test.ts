import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { jurisdictions, viewsheds } from '../../db/schema'
import type { Caller } from '../domain/access'
import { cameraRecord, PLAIN, square, TWO_DISTRICTS } from '../testing/fixtures'
import { addCaller, openTestCity, stopTestDatabase, type TestCity } from '../testing/test-city'
import { describeCameraFor } from './describe-camera'
import { addCamera, type CameraFields, editCamera, retireCamera, setCameraState, undoLastEdit } from './edit-camera'
import { runImport } from './import-run'
import { refreshViewsheds } from './refresh-viewsheds'

let city: TestCity
let planner: Caller
let maintainer: Caller

const building = {
  sourceId: 'b1',
  geometry: square(PLAIN[0] + 0.0005, PLAIN[1], 0.0001),
  heightM: 20,
  levels: 6,
  heightProvenance: 'surveyed' as const,
  name: null,
  use: 'yes',
}
const storedViewshed = async (cameraId: number) =>
  (await city.connection.db.select().from(viewsheds).where(eq(viewsheds.cameraId, cameraId)))[0]

beforeAll(async () => {
  city = await openTestCity()
  planner = await addCaller(city.connection, 'planner')
  maintainer = await addCaller(city.connection, 'maintainer')
  await runImport(
    city.connection,
    { kind: 'demo', fileName: 'test', sha256: '', attribution: null },
    { jurisdictions: TWO_DISTRICTS, buildings: [building], cameras: [cameraRecord('c1')] },
    [],
  )
  await refreshViewsheds(city.connection, {})
})
afterAll(async () => {
  await city.close()
  await stopTestDatabase()
})

const id = 1
const version = async () => (await describeCameraFor(city.connection, planner, id)).version

describe('a camera on the map', () => {
  it('sees less where a building stands, and its viewshed is computed once for the same inputs', async () => {
    const before = await storedViewshed(id)
    expect(before.areaM2).toBeGreaterThan(0)
    expect(before.areaM2).toBeLessThan(before.footprintAreaM2)
    expect(await refreshViewsheds(city.connection, {})).toEqual({ computed: 0, unchanged: 1 })
  })

  it('is turned, and the new viewshed is stored in the same step with a revision that says who', async () => {
    const before = await storedViewshed(id)
    await editCamera(city.connection, planner, id, await version(), { bearing: 270 })
    const after = await storedViewshed(id)
    expect(after.inputHash).not.toBe(before.inputHash)
    expect(after.areaM2).toBeCloseTo(after.footprintAreaM2, 3)
    const { revisions, draft } = await describeCameraFor(city.connection, planner, id)
    expect(revisions[0]).toMatchObject({ action: 'turned', person: planner.displayName, version: 2 })
    expect(revisions[0].fields).toContain('bearing')
    expect(draft.provenance['bearing']).toBe('surveyed')
  })

  it('goes back to what it was by undo, viewshed and all, as a new revision', async () => {
    await undoLastEdit(city.connection, planner, id, await version())
    const described = await describeCameraFor(city.connection, planner, id)
    expect(described.draft.bearing).toBe(90)
    expect(described.revisions[0].action).toBe('undone')
    expect(described.viewshed!.areaM2).toBeLessThan(described.viewshed!.footprintAreaM2)
  })

  it('is moved into another district', async () => {
    await editCamera(city.connection, planner, id, await version(), { lng: 126.212, lat: 45.42 })
    const described = await describeCameraFor(city.connection, planner, id)
    expect(described.jurisdiction?.nameEn).toBe('East')
    expect(described.revisions[0].action).toBe('moved')
  })

  it('refuses an edit of a version that someone else has changed', async () => {
    await expect(editCamera(city.connection, planner, id, 1, { tilt: 20 })).rejects.toThrow(
      /Someone else changed this camera/,
    )
  })

  it('cannot be seen or moved by those of another district', async () => {
    const only = async (code: string) => ({
      ...planner,
      scope: [(await city.connection.db.select().from(jurisdictions).where(eq(jurisdictions.code, code)))[0].id],
    })
    await expect(describeCameraFor(city.connection, await only('west'), id)).rejects.toThrow(/no camera 1/)
    await expect(
      editCamera(city.connection, await only('east'), id, await version(), { lng: 126.19, lat: 45.42 }),
    ).rejects.toThrow(/outside your jurisdictions/)
  })

  it('keeps who stated its condition, and when', async () => {
    await setCameraState(city.connection, maintainer, id, 'fault')
    const { state, states } = await describeCameraFor(city.connection, planner, id)
    expect(state).toBe('fault')
    expect(states[0]).toMatchObject({ state: 'fault', source: 'person', person: maintainer.displayName })
  })

  it('is added by hand, retired, and brought back', async () => {
    const { streamPath: _stream, ...record } = cameraRecord('c2', { bearing: null, kind: 'dome' })
    const {
      code,
      sourceCrs: _crs,
      sourceTags: _tags,
      provenance: _provenance,
      installedAt: _installed,
      ...fields
    } = record
    const added = await addCamera(city.connection, planner, code, { ...fields, streamPath: null } as CameraFields)
    expect((await storedViewshed(added.id)).areaM2).toBeGreaterThan(1_000)
    await expect(
      addCamera(city.connection, planner, code, { ...fields, streamPath: null } as CameraFields),
    ).rejects.toThrow(/is taken/)
    await retireCamera(city.connection, planner, added.id, 1)
    expect(await storedViewshed(added.id)).toBeUndefined()
    await undoLastEdit(city.connection, planner, added.id, 2)
    expect((await storedViewshed(added.id)).areaM2).toBeGreaterThan(1_000)
    expect(
      (await describeCameraFor(city.connection, planner, added.id)).revisions.map((revision) => revision.action),
    ).toEqual(['undone', 'retired', 'added'])
  })
})
