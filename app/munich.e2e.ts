/** A real town from its public map data: an empty city is set up, filled by the import command while it runs, and looked at. */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasRealData } from '../server/formats/test-data'
import type { Locale, Theme } from './_ui/preferences'
import { askBlindSpots, askFaults, askPoint, askShape, askShares } from './testing/every-answer'
import { PASSWORD, RealTown, type TownArea } from './testing/real-town'

const MUNICH = fileURLToPath(new URL('../../shared/data/munich/', import.meta.url))
const [WEST, SOUTH, EAST, NORTH] = [11.56566, 48.13144, 11.58613, 48.14339]
const MIDDLE = (WEST + EAST) / 2
const CAMERAS = 209
/** Beside a camera that turns, in sight of it. */
const ISARTOR = { lng: 11.58238, lat: 48.13488 }
const MARIENPLATZ = '17.5/48.13730/11.57540'
const LICENCE = '© OpenStreetMap contributors, ODbL 1.0'
const LATITUDES = { south: SOUTH, north: NORTH }
const AREAS: TownArea[] = [
  { code: '09162', kind: 'city', name: '慕尼黑老城', nameEn: 'Munich Old Town', west: WEST, east: EAST, ...LATITUDES },
  {
    ...{ code: '09162-W', kind: 'district', name: '西区', nameEn: 'West', parentCode: '09162' },
    ...{ west: WEST, east: MIDDLE, ...LATITUDES },
  },
  {
    ...{ code: '09162-E', kind: 'district', name: '东区', nameEn: 'East', parentCode: '09162' },
    ...{ west: MIDDLE, east: EAST, ...LATITUDES },
  },
]

describe.skipIf(!hasRealData)('Munich’s old town (skipped without ../shared/data)', () => {
  const town = new RealTown('munich')
  const openMap = async (...asked: Parameters<RealTown['openMap']>) => {
    const page = await town.openMap(...asked)
    await page.getByTestId('legend').getByText(String(CAMERAS)).waitFor()
    return page
  }

  beforeAll(() => town.start())
  afterAll(() => town.stop())

  it('lets the first administrator in by the set-up link', async () => {
    const [link] = /http:\S+\/set-up\?token=\S+/.exec(town.city.said())!
    const context = await town.newContext('en', 'light')
    const page = await town.openPage(context)
    await page.goto(link)
    await town.picture(page, 'set-up')
    await page.getByLabel('User name').fill('administrator')
    await page.getByLabel('Password').fill(PASSWORD)
    await page.getByRole('button', { name: 'Create' }).click()
    await page.waitForURL('**/sign-in')
    await page.getByLabel('User name').fill('administrator')
    await page.getByLabel('Password').fill(PASSWORD)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByTestId('legend').waitFor()
    await page.waitForLoadState('networkidle')
    await town.picture(page, 'empty-city')
    await context.close()
  })

  it('takes the town, its districts and a morning of simulated traffic while it runs', async () => {
    const osm = await town.importFile('osm', join(MUNICH, 'munich-altstadt.osm.pbf'))
    expect(osm).toMatch(/2,425 new buildings/)
    expect(osm).toMatch(/209 new cameras/)
    expect(await town.importAreas(AREAS)).toMatch(/3 new jurisdictions/)
    expect(await town.importFile('passages', join(MUNICH, 'munich_sim_passages.csv'))).toMatch(/4,800 new passages/)
    for (const role of ['planner', 'officer', 'maintainer'] as const) await town.addPerson(role)
  })

  it.each<[Locale, Theme]>([
    ['zh-CN', 'light'],
    ['en', 'dark'],
  ])('shows its 209 cameras, its licence and what they see in %s, %s', async (locale, theme) => {
    const page = await openMap('planner', '/', locale, theme)
    expect(await page.getByText(LICENCE).isVisible()).toBe(true)
    await page.waitForTimeout(1_000)
    await town.picture(page, `town-${locale}`)
    const [viewsheds] = await Promise.all([
      page.waitForResponse((response) => response.url().includes('/api/tiles/viewsheds/') && response.ok()),
      page.goto(`${town.city.address}/?at=${MARIENPLATZ}`),
    ])
    expect((await viewsheds.body()).length).toBeGreaterThan(500)
    await page.waitForTimeout(1_500)
    await town.picture(page, `street-${locale}`)
    await page.context().close()
  })

  it('lists the blind spots of each district, with a share between 0 and 100 %', async () => {
    const page = await openMap('planner', '/plan', 'en', 'dark')
    const panel = page.getByTestId('panel')
    const shares: number[] = []
    for (const name of ['West', 'East']) {
      await panel.getByLabel('Jurisdiction').selectOption({ label: `District · ${name}` })
      await panel.getByText(`Ground to be seen in ${name}`).waitFor()
      await panel.locator('[aria-busy=false]').waitFor()
      await panel.getByTestId('spots').locator('tbody tr').first().waitFor()
      const seen = panel.locator('dl > div', { hasText: 'Ground seen' }).locator('.figure')
      shares.push(Number.parseFloat((await seen.first().textContent()) ?? ''))
      await page.waitForTimeout(1_500)
      await town.picture(page, `plan-${name}`)
    }
    for (const share of shares) {
      expect(share).toBeGreaterThan(0)
      expect(share).toBeLessThan(100)
    }
    expect(shares[0]).not.toBe(shares[1])
    await page.context().close()
  })

  it('answers every question of coverage', async () => {
    const page = await openMap('planner', '/plan', 'en', 'light')
    const asked = { name: 'answer', ...ISARTOR }
    for (const ask of [askShares, askBlindSpots, askPoint, askShape, askFaults]) await ask(town, page, asked)
    await page.context().close()
  })

  it('gives the officer and a Chinese planner their workspaces on it', async () => {
    for (const [username, path, locale, theme] of [
      ['officer', '/trace', 'en', 'dark'],
      ['planner', '/plan', 'zh-CN', 'light'],
      ['planner', '/overview', 'zh-CN', 'light'],
    ] as const) {
      const page = await openMap(username, path, locale, theme)
      await page.waitForTimeout(2_000)
      await town.picture(page, `${path.slice(1)}-${locale}`)
      await page.context().close()
    }
  })

  it('made no request to another origin and no page error', () => {
    expect(town.problems).toEqual([])
  })
})
