/** An officer's hour: a case, a plate half remembered, its trips and the ways between, a replay, and evidence that holds without us. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { seriousViolations } from './testing/axe'
import { ADDRESS, DATA_FOLDER, launchBrowser, mapIsReady, type Visit, visit } from './testing/browser'
import { findBusyPlate } from './testing/demo-city'
import { openCase } from './testing/open-case'

const PATIENT = { timeout: 20_000 }
let browser: Browser
let officer: Visit
let page: Page
let plate: string
let saved: { file: string; key: string }

beforeAll(async () => {
  browser = await launchBrowser()
  officer = await visit(browser, 'officer', { locale: 'en' })
  page = officer.page
  ;({ plate } = await findBusyPlate())
})
afterAll(() => browser.close())

const form = () => page.getByTestId('trace-form')
/** As a witness may have read it: one character that is mixed up with what is there, or the last one wrong. */
const misremembered = () => `${plate.slice(0, -1)}${plate.at(-1) === '8' ? 'B' : '8'}`

it('opens a case and finds the vehicle among plates that may have been misread', async () => {
  await page.goto(`${ADDRESS}/trace`)
  await mapIsReady(page)
  await openCase(page)
  await form().getByLabel('Plate').fill(misremembered())
  await page.getByRole('button', { name: 'Look for misreadings of this plate' }).click()
  const leads = page.getByTestId('leads')
  await leads.getByText('A match is a lead, not proof').waitFor(PATIENT)
  expect(await seriousViolations(page)).toEqual([])
  const lead = page.locator(`[data-testid=lead][data-plate="${plate}"]`)
  await lead.getByText(/passages? at \d+ cameras?/).waitFor(PATIENT)
  await lead.getByRole('button', { name: `Trace ${plate}` }).click()
  await page.getByTestId('trip').first().waitFor(PATIENT)
})

it('asks a second person before a plate with unknown characters is searched', async () => {
  await form()
    .getByLabel('Plate')
    .fill(`${plate.slice(0, 3)}??*`)
  expect(await form().getByRole('button', { name: 'Show passages' }).isDisabled()).toBe(true)
  await page.getByRole('button', { name: 'Search plates that fit' }).click()
  await page.getByTestId('approval-needed').getByRole('button', { name: 'Ask a second person' }).waitFor(PATIENT)
})

it('replays a trip with the ways between its passages', async () => {
  await page.getByTestId('trip').first().click()
  await page.getByTestId('timeline').waitFor(PATIENT)
  await page.getByRole('button', { name: 'Next passage' }).click()
  await page.locator('[data-testid=clip] video').first().waitFor(PATIENT)
})

it('makes a package of evidence that a command verifies without the app', async () => {
  await page.getByText('Evidence', { exact: true }).click()
  const evidence = page.getByTestId('evidence-form')
  await evidence.getByLabel('Note (optional)').fill('For the prosecutor')
  const [download] = await Promise.all([
    page.waitForEvent('download', PATIENT),
    evidence.getByRole('button', { name: 'Make the evidence package' }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^E2E-\d+_[\da-f]{8}\.zip$/)
  const made = page.getByTestId('evidence-made')
  expect(await made.locator('code').textContent()).toMatch(/^[\da-f]{64}$/)
  expect(await seriousViolations(page)).toEqual([])
  const folder = mkdtempSync(join(tmpdir(), 'sightline-evidence-'))
  saved = { file: join(folder, 'evidence.zip'), key: join(DATA_FOLDER, 'keys', 'evidence-signing.pub.pem') }
  await download.saveAs(saved.file)
  const run = spawnSync(process.execPath, ['scripts/run.mjs', 'scripts/verify-evidence.ts', saved.file, saved.key], {
    encoding: 'utf8',
    env: { ...process.env, DATABASE_URL: '', SIGHTLINE_DATA: folder },
  })
  expect(run.stdout + run.stderr).toContain('Whole: every file is what was signed with this key.')
  expect(run.status).toBe(0)
})

it('left the search, the trace and the evidence in the audit, and no plate', async () => {
  const auditor = await visit(browser, 'auditor', { locale: 'en' })
  await auditor.page.goto(`${ADDRESS}/admin`)
  const audit = auditor.page.getByTestId('audit')
  await audit.getByText('Read passages').first().waitFor(PATIENT)
  for (const action of ['Searched plates', 'Made evidence'])
    expect(await audit.getByText(action).count(), action).toBeGreaterThan(0)
  expect(await audit.textContent()).not.toContain(plate)
  await auditor.context.close()
  expect(officer.problems).toEqual([])
})
