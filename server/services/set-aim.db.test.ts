import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Caller } from '../domain/access'
import { cameraRecord, TWO_DISTRICTS } from '../testing/fixtures'
import { addCaller, openTestCity, stopTestDatabase, type TestCity } from '../testing/test-city'
import { describeCameraFor } from './describe-camera'
import { editCamera } from './edit-camera'
import { runImport } from './import-run'
import { setAim } from './set-aim'

const AT = Date.UTC(2026, 2, 14, 4)
const aim = { bearing: 20, tilt: 4, hfov: 6, at: AT }
const [fixed, ptz] = [1, 2]
let city: TestCity
let maintainer: Caller

beforeAll(async () => {
  city = await openTestCity()
  maintainer = await addCaller(city.connection, 'maintainer')
  const turning = cameraRecord('turning', { kind: 'ptz', sweepFrom: 30, sweepTo: 150, teleHfov: 3, nightRangeM: 100 })
  await runImport(
    city.connection,
    { kind: 'demo', fileName: 'test', sha256: '', attribution: null },
    { jurisdictions: TWO_DISTRICTS, cameras: [cameraRecord('fixed'), turning] },
    [],
  )
})
afterAll(async () => {
  await city.close()
  await stopTestDatabase()
})

describe('where a camera that turns looks', () => {
  const described = () => describeCameraFor(city.connection, maintainer, ptz)

  it('is described by its home and its sweep until it says more', async () => {
    const { draft, footprint, home, live, aim } = await described()
    expect(draft).toMatchObject({ sweepFrom: 30, sweepTo: 150, teleHfov: 3, nightRangeM: 100, isUnderRoof: false })
    expect(footprint).toMatchObject({ cone: 'sweep', bearing: 90, hfov: 120 })
    expect(home).toMatchObject({ cone: 'home', bearing: 90, hfov: 60 })
    expect([live, aim]).toEqual([null, null])
  })

  it('is the newest that it said', async () => {
    expect(await setAim(city.connection, maintainer, ptz, aim)).toEqual({ isStored: true })
    expect(await setAim(city.connection, maintainer, ptz, { ...aim, bearing: 99, at: AT - 1 })).toEqual({
      isStored: false,
    })
    expect(await described()).toMatchObject({ aim, live: { cone: 'live', bearing: 20, hfov: 6 } })
    expect(await setAim(city.connection, maintainer, ptz, { ...aim, bearing: 40, at: AT + 1 })).toEqual({
      isStored: true,
    })
    expect((await described()).live).toMatchObject({ bearing: 40 })
  })

  it('is refused for a fixed camera, for an instant to come and outside the jurisdictions', async () => {
    await expect(setAim(city.connection, maintainer, fixed, aim)).rejects.toThrow('it cannot turn')
    await expect(setAim(city.connection, maintainer, ptz, { ...aim, at: Date.now() + 600_000 })).rejects.toThrow(
      'clock',
    )
    await expect(setAim(city.connection, { ...maintainer, scope: [] }, ptz, aim)).rejects.toThrow('no camera 2')
  })

  it('keeps who measured its limits and its light', async () => {
    const { version } = await described()
    await editCamera(city.connection, maintainer, ptz, version, {
      sweepFrom: 10,
      sweepTo: 200,
      nightRangeM: 80,
      isUnderRoof: true,
    })
    const { draft, footprint } = await described()
    expect(draft).toMatchObject({ sweepFrom: 10, sweepTo: 200, nightRangeM: 80, isUnderRoof: true })
    expect(draft.provenance).toMatchObject({ sweep: 'surveyed', nightRangeM: 'surveyed' })
    expect(footprint).toMatchObject({ bearing: 105, hfov: 190 })
  })
})
