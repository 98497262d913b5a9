/** A real browser on the running city. A request to another origin, a page error, or anything the page's policy refused fails the test that made it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { CHROMIUM_FLAGS, CHROMIUM_PATH } from '../../scripts/lib/chromium'
import { signIn } from '../../scripts/testing/sign-in'
import type { Role } from '../../server/domain/access'
import type { Locale, Theme } from '../_ui/preferences'
import { collectProblems, TELL_REFUSALS } from './page-problems'

const required = (name: string) => {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set; run "npm test", or start a city and set it.`)
  return value
}

export const ADDRESS = required('SIGHTLINE_ADDRESS')
export const DATA_FOLDER = required('SIGHTLINE_DATA')

const USERNAMES: Record<Role, string> = {
  planner: 'planner',
  officer: 'officer',
  leadership: 'leader',
  maintainer: 'maintainer',
  auditor: 'auditor',
  administrator: 'admin',
}

export const demoPassword = () => readFileSync(join(DATA_FOLDER, 'demo-password'), 'utf8').trim()
export const usernameOf = (role: Role) => USERNAMES[role]

export interface Screen {
  locale?: Locale
  theme?: Theme
  width?: number
  height?: number
}

export interface Visit {
  page: Page
  context: BrowserContext
  /** What went wrong in the page so far. */
  problems: string[]
}

export const launchBrowser = (flags: readonly string[] = []): Promise<Browser> =>
  chromium.launch({ executablePath: CHROMIUM_PATH, args: [...CHROMIUM_FLAGS, ...flags] })

/** Keeps every peer connection findable, so that a test can read its statistics. */
const KEEP_PEERS = `
  window.peers = []
  const Peer = window.RTCPeerConnection
  window.RTCPeerConnection = class extends Peer { constructor(...args) { super(...args); window.peers.push(this) } }
`

/** A fresh browser profile, signed in as the role when one is given. */
export async function visit(
  browser: Browser,
  role: Role | null,
  { locale = 'zh-CN', theme = 'light', width = 1440, height = 900 }: Screen = {},
): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width, height }, locale, reducedMotion: 'reduce' })
  await context.addCookies([
    { name: 'sightline-locale', value: locale, url: ADDRESS },
    { name: 'sightline-theme', value: theme, url: ADDRESS },
  ])
  if (role) await signIn(context, ADDRESS, { username: usernameOf(role), password: demoPassword() })
  const page = await context.newPage()
  await page.addInitScript(KEEP_PEERS)
  await page.addInitScript(TELL_REFUSALS)
  const problems: string[] = []
  collectProblems(page, ADDRESS, problems)
  return { page, context, problems }
}

/** Waits until the map has drawn cameras. */
export async function mapIsReady(page: Page): Promise<void> {
  await page.getByTestId('legend').waitFor()
  await page.locator('[data-testid=map] canvas').first().waitFor()
  await page.waitForFunction(() =>
    /\d/.test(document.querySelector('[data-testid=legend] [role=status]')?.textContent ?? ''),
  )
}
