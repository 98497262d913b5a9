/** A trace that one person may not read alone: asked for, agreed to by somebody of another unit, and read once. */
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ADDRESS, launchBrowser, type Visit, visit } from './testing/browser'
import { findBusyPlate } from './testing/demo-city'
import { openCase } from './testing/open-case'
import { visitTwoOfficers } from './testing/two-officers'

const CALLED = 'The call came in at that minute, as the file shows'

let browser: Browser
let officer: Visit
let second: Visit

beforeAll(async () => {
  browser = await launchBrowser()
  ;({ officer, second } = await visitTwoOfficers(browser))
})
afterAll(() => browser.close())

async function openTrace(page: Page): Promise<void> {
  await openCase(page)
  await page.getByTestId('trace-form').waitFor()
}

interface Words {
  write: string
  verdict: string
  words: string
  save: string
}

async function judge(row: Locator, { write, verdict, words, save }: Words): Promise<void> {
  await row.getByRole('button', { name: write }).click()
  const form = row.getByTestId('review')
  await form.getByLabel(verdict, { exact: true }).check()
  await form.getByLabel(words).fill(CALLED)
  await form.getByRole('button', { name: save }).click()
}

async function search(page: Page, plate: string): Promise<void> {
  const form = page.getByTestId('trace-form')
  await form.getByLabel('Plate').fill(plate)
  const last = await form.getByLabel('To', { exact: true }).inputValue()
  const from = new Date(Date.parse(last) - 45 * 86_400_000).toISOString().slice(0, 10)
  await form.getByLabel('From').fill(from)
  await form.getByRole('button', { name: 'Show passages' }).click()
}

it('asks a second person of another unit, who agrees, and is then read once', async () => {
  const { page } = officer
  const { plate } = await findBusyPlate()
  await page.goto(`${ADDRESS}/trace`)
  await openTrace(page)
  await search(page, plate)
  const needed = page.getByTestId('approval-needed')
  await needed.waitFor()
  expect(await page.getByTestId('trip').count()).toBe(0)
  await needed.getByRole('button', { name: 'Ask a second person' }).click()
  const own = page.getByTestId('approvals')
  await own.getByText('Waiting for a second person').waitFor()

  await second.page.goto(`${ADDRESS}/trace`)
  const waiting = second.page.getByTestId('approvals').locator('article').filter({ hasText: plate })
  await waiting.getByText('A child is missing').waitFor()
  await waiting.getByRole('button', { name: '同意' }).click()
  await waiting.waitFor({ state: 'detached' })

  await page.reload()
  await page.getByTestId('approvals').getByRole('button', { name: 'Read now, once' }).first().click()
  await page.getByTestId('trip').first().waitFor()
  await page.getByTestId('approvals').waitFor({ state: 'detached' })
})

it('breaks the glass with a reason only', async () => {
  const { page } = officer
  const { plate } = await findBusyPlate()
  await search(page, plate)
  const needed = page.getByTestId('approval-needed')
  await needed.getByRole('button', { name: 'It cannot wait' }).click()
  const why = needed.getByLabel('Why it cannot wait')
  await why.fill('test test test')
  await needed.getByRole('button', { name: 'Break the glass' }).click()
  await page.getByText('say why this cannot wait').waitFor()
  await search(page, plate)
  await page.getByTestId('approval-needed').getByRole('button', { name: 'It cannot wait' }).click()
  await page.getByLabel('Why it cannot wait').fill('The child was seen in it two minutes ago')
  await page.getByRole('button', { name: 'Break the glass' }).click()
  await page.getByTestId('trip').first().waitFor()
  expect(officer.problems).toEqual([])
})

it('warns who broke the glass in every workspace, until somebody of another unit writes a verdict', async () => {
  const { page } = officer
  const banner = page.getByTestId('broken-glass')
  await banner.getByText('You broke the glass').waitFor()
  await page.goto(ADDRESS)
  await banner.waitFor()
  expect(await page.getByTestId('waiting-reviews').count()).toBe(0)

  await second.page.goto(`${ADDRESS}/trace`)
  const waiting = second.page.getByTestId('waiting-reviews')
  const cards = waiting.locator('article')
  await cards.first().waitFor()
  for (let left = await cards.count(); left > 0; left--) {
    await judge(cards.first(), { write: '作出评定', verdict: '适当', words: '说明', save: '记录评定' })
    await expect.poll(() => cards.count()).toBe(left - 1)
  }
  await page.reload()
  await page.getByTestId('legend').waitFor()
  await expect.poll(() => banner.count()).toBe(0)
})

it('is counted for auditors, who judge rows drawn by lot as well', async () => {
  const auditor = await visit(browser, 'auditor', { locale: 'en', theme: 'dark' })
  const { page } = auditor
  await page.goto(`${ADDRESS}/admin`)
  const waiting = page.getByTestId('waiting-reviews')
  await waiting.getByText(/[1-9]\d* judged proper/).waitFor()
  expect(await waiting.getByText('Every breaking of the glass has its verdict.').count()).toBe(1)
  await page.getByLabel('What').selectOption('case-opened')
  await page.getByRole('button', { name: '20 rows by lot' }).click()
  await page.getByText(/^\d+ of \d+ have a verdict/).waitFor()
  const unjudged = page
    .getByTestId('audit')
    .locator('li')
    .filter({ hasNot: page.getByTestId('verdict') })
  const place = /Row \d+ of the chain/.exec((await unjudged.first().textContent())!)![0]
  const row = page.getByTestId('audit').locator('li').filter({ hasText: place })
  const english = { write: 'Write a verdict', verdict: 'Not proper', words: 'In words', save: 'Record the verdict' }
  await judge(row, english)
  await row.getByTestId('verdict').getByText(CALLED).waitFor()
  expect(auditor.problems).toEqual([])
  await auditor.context.close()
})
