/** axe on every workspace, in both languages and both themes: nothing serious. */
import { readFileSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Role } from '../server/domain/access'
import type { Locale, Theme } from './_ui/preferences'
import { ADDRESS, launchBrowser, mapIsReady, visit } from './testing/browser'

const AXE = readFileSync('node_modules/axe-core/axe.min.js', 'utf8')
const PLACES: [path: string, role: Role | null][] = [
  ['/sign-in', null],
  ['/', 'planner'],
  ['/?camera=5', 'maintainer'],
  ['/plan', 'planner'],
  ['/plan?ask=past&whose=public', 'planner'],
  ['/plan?point=126.2157,45.4311&at=17/45.4311/126.2157', 'officer'],
  ['/plan?shape=126.2155,45.4314;126.2168,45.4314;126.2168,45.4307&at=17/45.4311/126.2157', 'leadership'],
  ['/plan?section=areas', 'planner'],
  ['/trace', 'officer'],
  ['/overview', 'leadership'],
  ['/admin', 'auditor'],
  ['/admin', 'administrator'],
  ['/admin?person=1', 'administrator'],
  ['/account', 'officer'],
  ['/set-password', null],
]
const SCREENS: [Locale, Theme][] = [
  ['zh-CN', 'light'],
  ['en', 'dark'],
]

interface AxeResult {
  violations: { id: string; impact: string; help: string; nodes: { html: string; failureSummary: string }[] }[]
}

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

it.each(PLACES.flatMap(([path, role]) => SCREENS.map(([locale, theme]) => [path, role, locale, theme] as const)))(
  '%s as %s in %s, %s',
  async (path, role, locale, theme) => {
    const { page, context, problems } = await visit(browser, role, { locale, theme })
    await page.goto(ADDRESS + path)
    if (role) await mapIsReady(page)
    await page.waitForTimeout(1_500)
    await page.evaluate(AXE)
    const { violations } = await page.evaluate<AxeResult>('axe.run()')
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
    expect(
      serious.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`),
    ).toEqual([])
    expect(problems).toEqual([])
    await context.close()
  },
)
