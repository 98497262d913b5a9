/** A view in a real browser, and what went wrong in it. */
import type { Browser, Page } from 'playwright-core'
import { collectProblems, TELL_REFUSALS } from '../../app/testing/page-problems'
import { CANARY } from './injection-payloads'
import type { View } from './injection-views'
import type { Visitor } from './web-visitor'

const SETTLE_MS = 1_200

/** How a text reads once a page has laid it out. */
export const asShown = (text: string) => text.replace(/\s+/g, ' ').trim()

async function openAll(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true
  })
  await page.waitForTimeout(SETTLE_MS)
}

const textOf = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const attributes = [...document.querySelectorAll('[title],[aria-label],input,option')].map((element) =>
      ['title', 'aria-label', 'value'].map((name) => element.getAttribute(name) ?? '').join(' '),
    )
    return [document.body.textContent, document.title, ...attributes].join(' ')
  })

/** Opens a view; what ran, was refused by policy, asked elsewhere or broke is in `problems`. */
export async function look(
  browser: Browser,
  address: string,
  visitor: Visitor,
  view: View,
): Promise<{ problems: string[]; shown: string }> {
  const context = await browser.newContext({
    viewport: { width: 1100, height: 700 },
    locale: 'en',
    reducedMotion: 'reduce',
  })
  await context.addCookies([
    { ...visitor.cookie, url: address },
    { name: 'sightline-locale', value: 'en', url: address },
  ])
  const page = await context.newPage()
  const problems: string[] = []
  await page.exposeFunction(CANARY, () => void problems.push('a text was run'))
  await page.addInitScript(TELL_REFUSALS)
  collectProblems(page, address, problems)
  page.on('dialog', async (dialog) => {
    problems.push(`a dialog: ${dialog.message()}`)
    await dialog.dismiss()
  })
  context.on('page', () => problems.push('another page was opened'))
  await page.goto(address + view.path)
  await page.getByTestId('panel').waitFor()
  const opened = new URL(page.url()).pathname
  await openAll(page)
  await view.act?.(page)
  await openAll(page)
  if (new URL(page.url()).pathname !== opened) problems.push(`the page was turned to ${page.url()}`)
  const shown = asShown(await textOf(page))
  await context.close()
  return { problems, shown }
}
