/** A part of New York: building heights and streets, and no camera until a list of them comes. */
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasRealData } from '../server/formats/test-data'
import { askBlindSpots, askFaults, askPoint, askShape, askShares } from './testing/every-answer'
import { RealTown, type TownArea } from './testing/real-town'

const EXTRACT = fileURLToPath(new URL('../../shared/data/nyc/nyc-westvillage.osm.pbf', import.meta.url))
const BOX = { west: -74.01369, south: 40.73302, east: -73.9996, north: 40.73969 }
const AREAS: TownArea[] = [
  { code: 'NYC-WV', kind: 'city', name: '西村', nameEn: 'West Village', ...BOX },
  { ...BOX, code: 'NYC-WV-S', kind: 'district', name: '南区', nameEn: 'South', parentCode: 'NYC-WV', north: 40.7366 },
]

/** Made up, since public data knows none here: domes on a lattice. */
const SPACING = 0.0012
const DOMES = Array.from({ length: 24 }, (_, i) => ({
  lng: -74.0088 + (i % 6) * SPACING,
  lat: 40.7346 + Math.floor(i / 6) * SPACING,
}))
const CAMERAS = [
  'code,kind,lng,lat,height_m,mount,hfov,range_m',
  ...DOMES.map(({ lng, lat }, i) => `NY-${i},dome,${lng.toFixed(5)},${lat.toFixed(5)},8,pole,100,60`),
].join('\n')

describe.skipIf(!hasRealData)('New York’s West Village (skipped without ../shared/data)', () => {
  const town = new RealTown('new-york')
  beforeAll(() => town.start())
  afterAll(() => town.stop())

  it('takes buildings with their heights and streets, and has no camera', async () => {
    const osm = await town.importFile('osm', EXTRACT, '--partial')
    expect(osm).toMatch(/1,525 new buildings/)
    expect(osm).not.toMatch(/new cameras/)
    expect(await town.importAreas(AREAS)).toMatch(/2 new jurisdictions/)
    for (const role of ['planner', 'maintainer'] as const) await town.addPerson(role)
  })

  it('says of a town without cameras that nothing is seen, and why', async () => {
    const page = await town.openMap('planner', '/plan', 'en', 'dark')
    const panel = page.getByTestId('panel')
    await panel.locator('[aria-busy=false]').waitFor()
    expect(await panel.locator('dl .figure').first().textContent()).toBe('0%')
    await panel.getByText('0 cameras').waitFor()
    const causes = await panel.getByTestId('spots').locator('tbody td:nth-child(2)').allTextContents()
    expect(causes.length).toBeGreaterThan(5)
    for (const cause of causes) expect(cause).toMatch(/no camera near$/)
    await panel.getByText('Single points of failure').click()
    await panel.getByText('No ground hangs on one camera alone.').waitFor()
    await page.waitForTimeout(1_500)
    await town.picture(page, 'without-cameras')
    await page.context().close()
  })

  it('answers every question of coverage once it has cameras', async () => {
    expect(await town.importText('cameras', 'cameras.csv', CAMERAS)).toMatch(/24 new cameras/)
    const page = await town.openMap('planner', '/plan', 'en', 'dark')
    const asked = { name: 'answer', ...DOMES[8] }
    for (const ask of [askShares, askBlindSpots, askPoint, askShape, askFaults]) await ask(town, page, asked)
    expect(town.problems).toEqual([])
    await page.context().close()
  })
})
