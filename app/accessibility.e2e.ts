/** axe on every workspace, in both languages and both themes: nothing serious. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Role } from '../server/domain/access'
import type { Locale, Theme } from './_ui/preferences'
import { seriousViolations } from './testing/axe'
import { ADDRESS, launchBrowser, mapIsReady, visit } from './testing/browser'

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
  ['/overview?heat=streets', 'leadership'],
  ['/overview?heat=board&of=jurisdiction:4', 'leadership'],
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
    expect(await seriousViolations(page)).toEqual([])
    expect(problems).toEqual([])
    await context.close()
  },
)
