/** A page that breaks on the server: calm words, a number for the administrator, and a way back that works. */
import { sql } from 'drizzle-orm'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { connect } from '../db/client'
import { openDatabase } from '../db/open-database'
import { discard, makeDataFolder, type OwnCity, startOwnCity } from '../scripts/testing/own-city'
import type { Locale, Theme } from './_ui/preferences'
import { launchBrowser } from './testing/browser'
import { collectProblems, TELL_REFUSALS } from './testing/page-problems'

const dataFolder = makeDataFolder()
let city: OwnCity
let browser: Browser

/** Without its sessions, Sightline cannot tell whose page it is to make. */
async function onDatabase(statement: string): Promise<void> {
  const { url } = await openDatabase({ databaseUrl: null, dataFolder })
  const { db, close } = connect(url)
  await db.execute(sql.raw(statement))
  await close()
}
const breakIt = () => onDatabase('ALTER TABLE sessions RENAME TO sessions_away')
const mend = () => onDatabase('ALTER TABLE IF EXISTS sessions_away RENAME TO sessions')

async function visitor(locale: Locale, theme: Theme): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 390, height: 700 }, locale })
  const url = city.address
  await context.addCookies([
    { name: 'sightline-session', value: 'of somebody', url },
    { name: 'sightline-locale', value: locale, url },
    { name: 'sightline-theme', value: theme, url },
  ])
  return context
}

/** Wider than the screen would have to be pushed about. */
const isWithinScreen = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)

beforeAll(async () => {
  city = await startOwnCity(['--empty'], dataFolder)
  browser = await launchBrowser()
  await breakIt()
})
afterAll(async () => {
  await browser.close()
  await discard(city, dataFolder)
})

it.each<[Locale, Theme, string]>([
  ['en', 'light', 'Something went wrong'],
  ['zh-CN', 'dark', '出错了'],
])('says so in %s and %s, and nothing of what went wrong inside', async (locale, theme, title) => {
  const context = await visitor(locale, theme)
  const page = await context.newPage()
  await page.addInitScript(TELL_REFUSALS)
  const problems: string[] = []
  collectProblems(page, city.address, problems)
  const answer = await page.goto(`${city.address}/plan`)
  await page.getByRole('heading', { name: title }).waitFor()
  expect(answer!.status()).toBe(500)
  expect(answer!.headers()['content-security-policy']).toMatch(/script-src 'nonce-/)
  expect(answer!.headers()['x-content-type-options']).toBe('nosniff')
  expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe(theme)
  expect(await page.locator('main').textContent()).toMatch(/\d{6,}/)
  expect(await isWithinScreen(page)).toBe(true)
  for (const text of [await answer!.text(), await page.content()])
    expect(text).not.toMatch(/sessions_away|token_hash|relation "|node_modules|node-postgres/)
  expect(problems.filter((problem) => !problem.includes('Minified React error #441'))).toEqual([])
  await context.close()
})

it('comes back with “Try again” once it can', async () => {
  const context = await visitor('en', 'light')
  const page = await context.newPage()
  await page.goto(`${city.address}/plan`)
  const again = page.getByRole('button', { name: 'Try again' })
  await again.click()
  await again.waitFor()
  await mend()
  await again.click()
  await page.waitForURL('**/sign-in')
  await context.close()
})
