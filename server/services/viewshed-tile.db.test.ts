import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Caller } from '../domain/access'
import { cameraRecord, TWO_DISTRICTS } from '../testing/fixtures'
import { readTile } from '../testing/read-tile'
import { addCaller, openTestCity, stopTestDatabase, type TestCity } from '../testing/test-city'
import { setCameraState } from './edit-camera'
import { runImport } from './import-run'
import { refreshCoverage } from './refresh-coverage'
import { viewshedTile } from './viewshed-tile'

let city: TestCity
let planner: Caller

/** The tile of zoom 15 that holds the plain's two cameras. */
const n = 2 ** 15
const lat = (45.42 * Math.PI) / 180
const ADDRESS = {
  z: 15,
  x: Math.floor(((126.2065 + 180) / 360) * n),
  y: Math.floor(((1 - Math.log(Math.tan(lat) + 1 / Math.cos(lat)) / Math.PI) / 2) * n),
}

beforeAll(async () => {
  city = await openTestCity()
  planner = await addCaller(city.connection, 'planner')
  await runImport(
    city.connection,
    { kind: 'demo', fileName: 'test', sha256: '', attribution: null },
    {
      jurisdictions: TWO_DISTRICTS,
      cameras: [
        cameraRecord('one', { lng: 126.2065 }),
        cameraRecord('two', { lng: 126.2066, provenance: { tilt: 'default' } }),
      ],
    },
    [],
  )
  await refreshCoverage(city.connection)
})
afterAll(async () => {
  await city.close()
  await stopTestDatabase()
})

const features = async (caller = planner) => {
  const tile = await viewshedTile(city.connection, caller, ADDRESS)
  return readTile(tile!.bytes).viewshed?.features ?? []
}

describe('a tile of viewsheds', () => {
  it('holds what cameras see, whether they work, and what is assumed', async () => {
    expect((await features()).map(({ properties }) => properties)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ id: 1, effective: true }),
        expect.objectContaining({ id: 2, assumed: true }),
      ]),
    )
    const maintainer = await addCaller(city.connection, 'maintainer')
    const before = (await viewshedTile(city.connection, planner, ADDRESS))!.etag
    await setCameraState(city.connection, maintainer, 1, 'offline')
    expect((await features()).find(({ properties }) => properties['id'] === 1)?.properties).toMatchObject({
      effective: false,
    })
    expect((await viewshedTile(city.connection, planner, ADDRESS))!.etag).not.toBe(before)
  })

  it('keeps to the jurisdictions of who asks', async () => {
    expect(await features(await addCaller(city.connection, 'planner', { scope: [9_999] }))).toEqual([])
  })

  it('is not there from afar, nor off the map', async () => {
    for (const address of [
      { z: 13, x: 1, y: 1 },
      { z: 15, x: -1, y: 0 },
      { z: 17, x: 0, y: 0 },
      { z: 15, x: 0.5, y: 0 },
    ])
      expect(await viewshedTile(city.connection, planner, address)).toBeNull()
  })
})
