/** A recording marked in a case, exported masked by one person, and as recorded once a second one of another unit agreed. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Browser, Locator } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { seriousViolations } from './testing/axe'
import { ADDRESS, launchBrowser, type Visit } from './testing/browser'
import { findWatchable } from './testing/demo-city'
import { openCase } from './testing/open-case'
import { visitTwoOfficers } from './testing/two-officers'

const WHAT = 'Silver car turns left'
const PATIENT = { timeout: 20_000 }
let browser: Browser
let officer: Visit
let second: Visit
let camera: number

beforeAll(async () => {
  browser = await launchBrowser()
  ;({ officer, second } = await visitTwoOfficers(browser))
  camera = (await findWatchable(1))[0].id
})
afterAll(() => browser.close())

async function fetched(row: Locator, name: string): Promise<{ fileName: string; bytes: Buffer }> {
  const [download] = await Promise.all([
    officer.page.waitForEvent('download'),
    row.getByRole('link', { name, exact: true }).click(),
  ])
  return { fileName: download.suggestedFilename(), bytes: readFileSync(await download.path()) }
}

/** What came down is what the list and the description say. */
async function expectWhole(row: Locator): Promise<{ isMasked: boolean; approval: { by: string } | null }> {
  const { bytes, fileName } = await fetched(row, 'Video')
  const sidecar = JSON.parse((await fetched(row, 'Description')).bytes.toString())
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  expect(sidecar.file).toEqual({ name: fileName, sha256, bytes: bytes.length })
  expect(await row.locator('code').textContent()).toBe(sha256)
  expect(bytes.subarray(4, 8).toString()).toBe('ftyp')
  return sidecar
}

it('marks a moment of a camera in the case, and finds it again', async () => {
  const { page } = officer
  const from = Date.now() - 20 * 60_000
  await page.goto(`${ADDRESS}/wall?feeds=${camera}&then=${from}&for=5`)
  await openCase(page)
  await page.getByRole('button', { name: /^Mark this moment of/ }).click(PATIENT)
  const form = page.getByTestId('bookmark-form')
  await form.getByLabel('What it shows').fill(WHAT)
  await form.getByRole('button', { name: '5 s later' }).click()
  await form.getByRole('button', { name: 'Mark it' }).click()
  const marks = page.getByTestId('bookmarks').locator('li')
  await marks.filter({ hasText: WHAT }).waitFor()
  await marks.getByRole('button', { name: /^Take off the mark/ }).click()
  await page.getByText('The mark is off.').waitFor()
  await page.getByRole('button', { name: 'Undo' }).click()
  await marks.getByRole('button', { name: /^Look at/ }).click()
  await expect.poll(() => Number(new URL(page.url()).searchParams.get('then')), PATIENT).toBe(from + 5_000)
})

it('exports it masked at once, and what comes down is what the audit says', async () => {
  const { page } = officer
  await page
    .getByTestId('bookmarks')
    .getByRole('button', { name: /^Export/ })
    .click()
  const form = page.getByTestId('export-form')
  await form.getByText('The whole picture is blurred').waitFor()
  expect(await seriousViolations(page)).toEqual([])
  await form.getByLabel('How long').selectOption('10')
  await form.getByRole('button', { name: 'Export masked' }).click()
  const row = page.getByTestId('exports').locator('li[data-state=done]')
  await row.getByText('Masked', { exact: true }).waitFor(PATIENT)
  expect(await expectWhole(row)).toMatchObject({ isMasked: true, approval: null })
  expect(await row.getByRole('link', { name: 'Original' }).count()).toBe(0)
  const id = await row.getAttribute('data-export')
  const headers = (await officer.context.request.get(`${ADDRESS}/api/exports/${id}/video`)).headers()
  expect(headers['content-disposition']).toMatch(/^attachment; filename="[\w.-]+_masked\.mp4"; filename\*=UTF-8''/)
  expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'private, no-store' })
  expect(headers['content-type']).toBe('video/mp4')
  expect((await officer.context.request.head(`${ADDRESS}/api/exports/${id}/video`)).status()).toBe(405)
  expect((await officer.context.request.get(`${ADDRESS}/api/exports/${id}/original`)).status()).toBe(404)
  expect((await second.context.request.get(`${ADDRESS}/api/exports/${id}/video`)).status()).toBe(404)
})

it('is as recorded once somebody of another unit agreed', async () => {
  const { page } = officer
  await page
    .getByTestId('bookmarks')
    .getByRole('button', { name: /^Export/ })
    .click()
  const form = page.getByTestId('export-form')
  await form.getByLabel('How long').selectOption('10')
  await form.getByLabel('As recorded').check()
  await form.getByRole('button', { name: 'Ask a second person' }).click()
  await form.getByText('Asked.').waitFor()

  await second.page.goto(`${ADDRESS}/trace`)
  const waiting = second.page.getByTestId('approvals').locator('article').filter({ hasText: '未遮蔽的录像' })
  await waiting.getByRole('button', { name: '同意' }).click(PATIENT)
  await waiting.waitFor({ state: 'detached' })

  await page.reload()
  await page.getByTestId('approvals').getByRole('button', { name: 'Export now, once' }).click(PATIENT)
  const row = page.getByTestId('exports').locator('li[data-state=done]').filter({ hasText: 'As recorded' })
  await row.waitFor(PATIENT)
  const sidecar = await expectWhole(row)
  expect(sidecar).toMatchObject({ isMasked: false, approval: { by: expect.stringContaining(', ') } })
  expect((await fetched(row, 'Original')).bytes.subarray(4, 8).toString()).toBe('ftyp')
  expect(officer.problems).toEqual([])
  expect(second.problems).toEqual([])
})
