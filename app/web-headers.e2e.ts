/** What every answer says to the browser, and what no door takes. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ADDRESS, launchBrowser, visit } from './testing/browser'

const PAGES = ['/sign-in', '/set-up', '/no-such-page', '/%ff', '/']
const policyOf = async (path: string) =>
  (await fetch(ADDRESS + path, { redirect: 'manual' })).headers.get('content-security-policy') ?? ''

describe('a page', () => {
  it.each(PAGES)('%s runs only scripts with its own nonce, and asks no other origin', async (path) => {
    const [first, second] = [await policyOf(path), await policyOf(path)]
    expect(first).toMatch(/script-src 'nonce-[\w+/]{22}==' 'strict-dynamic';/)
    expect(first).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline|\*|https?:/)
    for (const part of [
      "connect-src 'self'",
      "object-src 'none'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
      "form-action 'self'",
    ])
      expect(first).toContain(part)
    expect(second).not.toBe(first)
  })

  it('puts the nonce on every script it sends', async () => {
    const response = await fetch(`${ADDRESS}/sign-in`)
    const nonce = /'nonce-([^']+)'/.exec(response.headers.get('content-security-policy')!)![1]
    const scripts = (await response.text()).match(/<script\b[^>]*>/g) ?? []
    expect(scripts.length).toBeGreaterThan(3)
    expect(scripts.filter((script) => !script.includes(`nonce="${nonce}"`))).toEqual([])
  })

  it('demands TLS from those who came by it, and from nobody else', async () => {
    const by = async (scheme: string) =>
      (await fetch(`${ADDRESS}/sign-in`, { headers: { 'x-forwarded-proto': scheme } })).headers.get(
        'strict-transport-security',
      )
    expect(await by('https')).toMatch(/^max-age=31536000/)
    expect(await by('http')).toBeNull()
  })

  it('takes no Server Action, no inner request, and nothing but reading', async () => {
    const statusOf = async (init: RequestInit) => (await fetch(`${ADDRESS}/sign-in`, init)).status
    expect(await statusOf({ method: 'POST', headers: { 'next-action': '00'.repeat(20) }, body: '[]' })).toBe(400)
    expect(await statusOf({ headers: { 'next-action': 'x' } })).toBe(400)
    expect(await statusOf({ headers: { 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy' } })).toBe(400)
    const form = new FormData()
    form.set('$ACTION_ID_00', '')
    expect(await statusOf({ method: 'POST', body: form })).toBe(405)
    expect(await statusOf({ method: 'PUT', body: 'x' })).toBe(405)
  })
})

it.each(['/_next/static/chunks/none.js', '/maplibre/maplibre-gl-worker.mjs', '/api/health', '/api/none'])(
  '%s is no page: nothing on it may run',
  async (path) => expect(await policyOf(path)).toMatch(/^default-src 'none';/),
)

it('answers an unknown address of the API in its own form', async () => {
  const response = await fetch(`${ADDRESS}/api/none/at/all`)
  expect(response.status).toBe(404)
  expect(response.headers.get('content-type')).toBe('application/problem+json')
})

describe('in the browser', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser.close())

  it.each([
    ['en', 'Page not found'],
    ['zh-CN', '页面不存在'],
  ] as const)('says in %s that there is no such page, and leads to the map', async (locale, title) => {
    const { page, context, problems } = await visit(browser, 'planner', { locale })
    await page.goto(`${ADDRESS}/no-such-page`)
    await page.getByRole('heading', { name: title }).waitFor()
    await page.getByRole('link').click()
    await page.getByTestId('legend').waitFor()
    expect(problems).toEqual([])
    await context.close()
  })

  it('runs nothing that stands in markup', async () => {
    const { page, context, problems } = await visit(browser, null)
    await page.goto(`${ADDRESS}/sign-in`)
    await page.evaluate(() => {
      document.body.insertAdjacentHTML('beforeend', '<img src="data:," onerror="window.hasRun = true">')
      document.body.insertAdjacentHTML('beforeend', '<a id="bad" href="javascript:window.hasRun = true">x</a>')
      document.getElementById('bad')!.click()
    })
    await page.waitForTimeout(500)
    expect(await page.evaluate(() => 'hasRun' in window)).toBe(false)
    expect(problems.filter((problem) => problem.startsWith('refused by policy: script-src')).length).toBe(2)
    await context.close()
  })
})
