/** How often one address may try to sign in, and what the page then says. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { discard, makeDataFolder, type OwnCity, startOwnCity } from '../scripts/testing/own-city'
import { ADDRESS_RATES } from '../server/domain/rates'
import { launchBrowser } from './testing/browser'

const dataFolder = makeDataFolder()
let city: OwnCity
let browser: Browser

beforeAll(async () => {
  city = await startOwnCity(['--empty'], dataFolder, '', {
    SIGHTLINE_ORIGIN: 'http://127.0.0.1',
    SIGHTLINE_OIDC_ISSUER: 'http://127.0.0.1:9',
    SIGHTLINE_OIDC_CLIENT_ID: 'map',
    SIGHTLINE_OIDC_CLIENT_SECRET: 'secret',
  })
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
  await discard(city, dataFolder)
})

const ask = (path: string) => fetch(city.address + path, { redirect: 'manual' })
const comeBack = () => ask('/api/sign-in/provider/callback?state=made-up&code=made-up')

it('says for how many minutes a name is locked', async () => {
  const page = await browser.newPage({ locale: 'en' })
  await page.goto(`${city.address}/sign-in`)
  for (let i = 0; i <= 8; i++) {
    await page.locator('[name=username]').fill('nobody')
    await page.locator('[name=password]').fill('wrong')
    const answered = page.waitForResponse('**/api/session')
    await page.locator('button[type=submit]').click()
    await answered
    await page.locator('button[type=submit]:enabled').waitFor()
  }
  expect(await page.locator('form [role=alert]').textContent()).toBe('Too many tries. Try again in 15 minutes.')
  await page.close()
})

it('takes only so many returns from the identity provider that let nobody in, then neither those nor passwords', async () => {
  const failures = ADDRESS_RATES.signInFailure.most - 9
  for (let i = 0; i < failures; i++) {
    const answer = await comeBack()
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/sign-in?problem=provider-state'])
  }
  for (const path of ['/api/sign-in/provider/callback?state=x', '/api/sign-in/provider']) {
    const refused = await ask(path)
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  }
})

it.each([
  ['en', /^Too many tries\. Try again in (1 minute|\d+ seconds?)\.$/],
  ['zh-CN', /^尝试次数过多，请 \d+ (秒|分钟)后再试。$/],
])(
  'brings whoever is refused there back to the sign-in page, which says in %s how long to wait',
  async (locale, words) => {
    const page = await browser.newPage({ locale })
    await page.goto(`${city.address}/api/sign-in/provider`)
    await page.waitForURL('**/sign-in?problem=too-many&wait=*')
    expect(await page.locator('form [role=alert]').textContent()).toMatch(words)
    await page.locator('[name=username]').fill('nobody')
    await page.locator('[name=password]').fill('wrong')
    await page.locator('button[type=submit]').click()
    await page.locator('button[type=submit]:enabled').waitFor()
    expect(await page.locator('form [role=alert]').textContent()).toMatch(words)
    await page.close()
  },
)
