/** A real town from its public map data in a city of a test's own: set up empty, filled by the import command, looked at. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { expect } from 'vitest'
import { connect } from '../../db/client'
import { openDatabase } from '../../db/open-database'
import { people } from '../../db/schema'
import { CHROMIUM_FLAGS, CHROMIUM_PATH } from '../../scripts/lib/chromium'
import { discard, makeDataFolder, type OwnCity, runNode, startOwnCity } from '../../scripts/testing/own-city'
import { signIn } from '../../scripts/testing/sign-in'
import type { Role } from '../../server/domain/access'
import { hashPassword } from '../../server/services/passwords'
import type { Locale, Theme } from '../_ui/preferences'

export const PASSWORD = 'a long pass phrase'

export interface TownArea {
  code: string
  kind: 'city' | 'district'
  name: string
  nameEn: string
  parentCode?: string
  west: number
  south: number
  east: number
  north: number
}

const featureOf = ({ code, kind, name, nameEn, parentCode, west, south, east, north }: TownArea) => ({
  type: 'Feature',
  properties: { code, kind, name, name_en: nameEn, parent_code: parentCode },
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ],
    ],
  },
})

export class RealTown {
  readonly #dataFolder = makeDataFolder()
  readonly #pictures: string
  #city: OwnCity | undefined
  #browser: Browser | undefined
  /** What went wrong in its pages so far. */
  readonly problems: string[] = []

  /** Its pictures go to a temporary folder: they show foreign data, of which the repository holds none. */
  constructor(name: string) {
    this.#pictures = join(tmpdir(), 'sightline-pictures', name)
  }

  get city(): OwnCity {
    if (!this.#city) throw new Error('start the town first')
    return this.#city
  }

  async start(): Promise<void> {
    mkdirSync(this.#pictures, { recursive: true })
    this.#city = await startOwnCity(['--empty'], this.#dataFolder)
    this.#browser = await chromium.launch({ executablePath: CHROMIUM_PATH, args: CHROMIUM_FLAGS })
  }

  async stop(): Promise<void> {
    await this.#browser?.close()
    await discard(this.#city, this.#dataFolder)
  }

  /** What the import command said. */
  async importFile(kind: string, file: string, ...options: string[]): Promise<string> {
    const env = { SIGHTLINE_DATA: this.#dataFolder }
    const run = runNode(['scripts/run.mjs', 'scripts/import.ts', kind, file, ...options], env)
    expect(await run.ended, run.said()).toBe(0)
    return run.said()
  }

  importText(kind: string, fileName: string, text: string): Promise<string> {
    const file = join(this.#dataFolder, fileName)
    writeFileSync(file, text)
    return this.importFile(kind, file)
  }

  importAreas(areas: readonly TownArea[]): Promise<string> {
    const features = areas.map(featureOf)
    return this.importText('jurisdictions', 'areas.geojson', JSON.stringify({ type: 'FeatureCollection', features }))
  }

  async addPerson(role: Role): Promise<void> {
    const opened = await openDatabase({ databaseUrl: null, dataFolder: this.#dataFolder })
    const connection = connect(opened.url)
    const passwordHash = await hashPassword(PASSWORD)
    await connection.db.insert(people).values({ username: role, displayName: role, unit: 'town', role, passwordHash })
    await connection.close()
  }

  async newContext(locale: Locale, theme: Theme): Promise<BrowserContext> {
    const context = await this.#browser!.newContext({
      viewport: { width: 1440, height: 900 },
      locale,
      reducedMotion: 'reduce',
      acceptDownloads: true,
    })
    await context.addCookies([
      { name: 'sightline-locale', value: locale, url: this.city.address },
      { name: 'sightline-theme', value: theme, url: this.city.address },
    ])
    return context
  }

  async openPage(context: BrowserContext): Promise<Page> {
    const page = await context.newPage()
    page.on('pageerror', (error) => this.problems.push(`page error: ${error.message}`))
    page.on('request', (request) => {
      const url = new URL(request.url())
      if (!['blob:', 'data:'].includes(url.protocol) && url.origin !== this.city.address)
        this.problems.push(`request to another origin: ${url.href}`)
    })
    return page
  }

  async signIn(context: BrowserContext, role: Role): Promise<void> {
    await signIn(context, this.city.address, { username: role, password: PASSWORD })
  }

  /** Signs in, opens the address, and waits until the legend counts the cameras. */
  async openMap(role: Role, path: string, locale: Locale, theme: Theme): Promise<Page> {
    const context = await this.newContext(locale, theme)
    await this.signIn(context, role)
    const page = await this.openPage(context)
    await page.goto(this.city.address + path)
    await page.waitForFunction(() =>
      /\d/.test(document.querySelector('[data-testid=legend] [role=status]')?.textContent ?? ''),
    )
    await page.waitForLoadState('networkidle')
    return page
  }

  /** A call of the API by someone else than the page's reader. */
  async call(role: Role, procedure: string, input: object): Promise<void> {
    const context = await this.newContext('en', 'light')
    await this.signIn(context, role)
    const response = await context.request.post(`${this.city.address}/api/trpc/${procedure}`, {
      data: input,
      headers: { origin: this.city.address },
    })
    expect(response.status(), await response.text()).toBe(200)
    await context.close()
  }

  async picture(page: Page, name: string): Promise<void> {
    await page.screenshot({ path: join(this.#pictures, `${name}.png`) })
  }
}
