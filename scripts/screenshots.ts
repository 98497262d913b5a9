/**
 * Takes the README's pictures from a running demo city: SIGHTLINE_ADDRESS (http://127.0.0.1:3000) and SIGHTLINE_DATA (.data).
 * With `--all` every workspace in both languages and both themes goes to test-results/, to be looked at.
 */
import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Page } from 'playwright-core'
import type { Locale, Theme } from '../app/_ui/preferences'
import type { Role } from '../server/domain/access'

process.env.SIGHTLINE_ADDRESS ??= 'http://127.0.0.1:3000'
process.env.SIGHTLINE_DATA = resolve(process.env.SIGHTLINE_DATA ?? '.data')
const { ADDRESS, launchBrowser, mapIsReady, visit } = await import('../app/testing/browser')
const { findBusyPlate, findFixedCamera } = await import('../app/testing/demo-city')

interface Picture {
  name: string
  role: Role | null
  path: string
  act?(page: Page): Promise<void>
}

const SETTLE_MS = 4_000

async function openCase(page: Page): Promise<void> {
  const form = page.getByTestId('case-form')
  const choice = page.getByTestId('case-choice')
  await form.or(choice).first().waitFor()
  if (await choice.count()) {
    await choice.selectOption({ index: 1 })
    return
  }
  await form.locator('input').fill(`QL-2026-${Date.now() % 10_000}`)
  await form.locator('textarea').fill('人民大道交通肇事后逃逸的银色轿车，需查明去向')
  await form.locator('button[type=submit]').click()
}

async function replayTrip(page: Page): Promise<void> {
  await openCase(page)
  const { plate } = await findBusyPlate()
  const form = page.getByTestId('trace-form')
  await form.locator('input').first().fill(plate)
  await form.locator('button[type=submit]').click()
  await page.getByTestId('trip').nth(1).click()
  await page.getByTestId('timeline').getByRole('button').nth(2).click()
  await page.locator('[data-testid=clip] video').waitFor()
  await page.getByTestId('play').click()
}

async function playFeed(page: Page): Promise<void> {
  await page.getByTestId('open-feed').click()
  await page.locator('[data-testid=feed][data-state=live]').waitFor()
}

async function pictures(): Promise<Picture[]> {
  const { id, lng, lat } = await findFixedCamera()
  return [
    { name: 'situation', role: 'planner', path: '/' },
    { name: 'camera', role: 'maintainer', path: `/?camera=${id}&at=16.8/${lat}/${lng}`, act: playFeed },
    { name: 'plan', role: 'planner', path: '/plan', act: (page) => page.locator('tbody tr').nth(2).click() },
    { name: 'trace', role: 'officer', path: '/trace', act: replayTrip },
    { name: 'overview', role: 'leadership', path: '/overview?hour=8' },
  ]
}

async function take(picture: Picture, folder: string, locale: Locale, theme: Theme, suffix = ''): Promise<void> {
  const browser = await launchBrowser()
  try {
    const { page } = await visit(browser, picture.role, { locale, theme })
    await page.goto(ADDRESS + picture.path)
    await mapIsReady(page)
    await page.waitForTimeout(SETTLE_MS)
    await picture.act?.(page)
    await page.waitForTimeout(SETTLE_MS)
    const path = `${folder}/${picture.name}${suffix}.png`
    await page.screenshot({ path })
    console.log(path)
  } finally {
    await browser.close()
  }
}

const README_SCREENS: Record<string, [Locale, Theme]> = {
  situation: ['zh-CN', 'light'],
  camera: ['en', 'dark'],
  plan: ['en', 'light'],
  trace: ['zh-CN', 'dark'],
  overview: ['en', 'light'],
}

if (process.argv.includes('--all')) {
  mkdirSync('test-results', { recursive: true })
  for (const picture of await pictures())
    for (const locale of ['zh-CN', 'en'] as const)
      for (const theme of ['light', 'dark'] as const)
        await take(picture, 'test-results', locale, theme, `-${locale}-${theme}`)
} else {
  mkdirSync('docs/pictures', { recursive: true })
  for (const picture of await pictures()) await take(picture, 'docs/pictures', ...README_SCREENS[picture.name])
}
