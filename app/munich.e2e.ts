/** A real town from its public map data: an empty city is set up, filled by the import command while it runs, and looked at. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connect } from '../db/client'
import { openDatabase } from '../db/open-database'
import { people } from '../db/schema'
import { CHROMIUM_FLAGS, CHROMIUM_PATH } from '../scripts/lib/chromium'
import { discard, makeDataFolder, type OwnCity, ROOT, runNode, startOwnCity } from '../scripts/testing/own-city'
import type { Role } from '../server/domain/access'
import { hasRealData } from '../server/formats/test-data'
import { hashPassword } from '../server/services/passwords'
import type { Locale, Theme } from './_ui/preferences'

const MUNICH = fileURLToPath(new URL('../../shared/data/munich/', import.meta.url))
const [WEST, SOUTH, EAST, NORTH] = [11.56566, 48.13144, 11.58613, 48.14339]
const MIDDLE = (WEST + EAST) / 2
const CAMERAS = 209
const MARIENPLATZ = '17.5/48.13730/11.57540'
const LICENCE = '© OpenStreetMap contributors, ODbL 1.0'
const PASSWORD = 'a long pass phrase'
const PICTURES = join(ROOT, 'test-results/munich')

const area = (code: string, kind: string, name: string, nameEn: string, west: number, east: number) => ({
  type: 'Feature',
  properties: { code, kind, name, name_en: nameEn, parent_code: kind === 'city' ? undefined : '09162' },
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [west, SOUTH],
        [east, SOUTH],
        [east, NORTH],
        [west, NORTH],
        [west, SOUTH],
      ],
    ],
  },
})

const JURISDICTIONS = {
  type: 'FeatureCollection',
  features: [
    area('09162', 'city', '慕尼黑老城', 'Munich Old Town', WEST, EAST),
    area('09162-W', 'district', '西区', 'West', WEST, MIDDLE),
    area('09162-E', 'district', '东区', 'East', MIDDLE, EAST),
  ],
}

describe.skipIf(!hasRealData)('Munich’s old town (skipped without ../shared/data)', () => {
  const dataFolder = makeDataFolder()
  const problems: string[] = []
  let city: OwnCity
  let browser: Browser

  async function importFile(kind: string, file: string): Promise<string> {
    const run = runNode(['scripts/run.mjs', 'scripts/import.ts', kind, file], { SIGHTLINE_DATA: dataFolder })
    expect(await run.ended, run.said()).toBe(0)
    return run.said()
  }

  async function addPerson(role: Role): Promise<void> {
    const opened = await openDatabase({ databaseUrl: null, dataFolder })
    const connection = connect(opened.url)
    const passwordHash = await hashPassword(PASSWORD)
    await connection.db
      .insert(people)
      .values({ username: role, displayName: role, unit: 'Altstadt', role, passwordHash })
    await connection.close()
  }

  async function openPage(context: BrowserContext): Promise<Page> {
    const page = await context.newPage()
    page.on('pageerror', (error) => problems.push(`page error: ${error.message}`))
    page.on('request', (request) => {
      const url = new URL(request.url())
      if (!['blob:', 'data:'].includes(url.protocol) && url.origin !== city.address)
        problems.push(`request to another origin: ${url.href}`)
    })
    return page
  }

  async function newContext(locale: Locale, theme: Theme): Promise<BrowserContext> {
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      locale,
      reducedMotion: 'reduce',
    })
    await context.addCookies([
      { name: 'sightline-locale', value: locale, url: city.address },
      { name: 'sightline-theme', value: theme, url: city.address },
    ])
    return context
  }

  /** Signs in, opens the address, and waits until the legend counts the cameras. */
  async function openMap(username: string, path: string, locale: Locale, theme: Theme): Promise<Page> {
    const context = await newContext(locale, theme)
    const response = await context.request.post(`${city.address}/api/session`, {
      data: { username, password: PASSWORD },
      headers: { origin: city.address },
    })
    expect(response.status()).toBe(200)
    const page = await openPage(context)
    await page.goto(city.address + path)
    await page.waitForFunction(
      (count) => document.querySelector('[data-testid=legend] [role=status]')?.textContent?.includes(String(count)),
      CAMERAS,
    )
    await page.waitForLoadState('networkidle')
    return page
  }

  const picture = (page: Page, name: string) => page.screenshot({ path: join(PICTURES, `${name}.png`) })

  beforeAll(async () => {
    mkdirSync(PICTURES, { recursive: true })
    city = await startOwnCity(['--empty'], dataFolder)
    browser = await chromium.launch({ executablePath: CHROMIUM_PATH, args: CHROMIUM_FLAGS })
  })
  afterAll(async () => {
    await browser?.close()
    await discard(city, dataFolder)
  })

  it('lets the first administrator in by the set-up link', async () => {
    const [link] = /http:\S+\/set-up\?token=\S+/.exec(city.said())!
    const context = await newContext('en', 'light')
    const page = await openPage(context)
    await page.goto(link)
    await picture(page, 'set-up')
    await page.getByLabel('User name').fill('administrator')
    await page.getByLabel('Password').fill(PASSWORD)
    await page.getByRole('button', { name: 'Create' }).click()
    await page.waitForURL('**/sign-in')
    await page.getByLabel('User name').fill('administrator')
    await page.getByLabel('Password').fill(PASSWORD)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByTestId('legend').waitFor()
    await page.waitForLoadState('networkidle')
    await picture(page, 'empty-city')
    await context.close()
  })

  it('takes the town, its districts and a morning of simulated traffic while it runs', async () => {
    const areas = join(dataFolder, 'areas.geojson')
    writeFileSync(areas, JSON.stringify(JURISDICTIONS))
    const town = await importFile('osm', join(MUNICH, 'munich-altstadt.osm.pbf'))
    expect(town).toMatch(/2,425 new buildings/)
    expect(town).toMatch(/209 new cameras/)
    expect(await importFile('jurisdictions', areas)).toMatch(/3 new jurisdictions/)
    expect(await importFile('passages', join(MUNICH, 'munich_sim_passages.csv'))).toMatch(/4,800 new passages/)
    await addPerson('planner')
    await addPerson('officer')
  })

  it.each<[Locale, Theme]>([
    ['zh-CN', 'light'],
    ['en', 'dark'],
  ])('shows its 209 cameras, its licence and what they see in %s, %s', async (locale, theme) => {
    const page = await openMap('planner', '/', locale, theme)
    expect(await page.getByText(LICENCE).isVisible()).toBe(true)
    await page.waitForTimeout(1_000)
    await picture(page, `town-${locale}`)
    const [viewsheds] = await Promise.all([
      page.waitForResponse((response) => response.url().includes('/api/tiles/viewsheds/') && response.ok()),
      page.goto(`${city.address}/?at=${MARIENPLATZ}`),
    ])
    expect((await viewsheds.body()).length).toBeGreaterThan(500)
    await page.waitForTimeout(1_500)
    await picture(page, `street-${locale}`)
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
      await picture(page, `plan-${name}`)
    }
    for (const share of shares) {
      expect(share).toBeGreaterThan(0)
      expect(share).toBeLessThan(100)
    }
    expect(shares[0]).not.toBe(shares[1])
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
      await picture(page, `${path.slice(1)}-${locale}`)
      await page.context().close()
    }
  })

  it('made no request to another origin and no page error', () => {
    expect(problems).toEqual([])
  })
})
