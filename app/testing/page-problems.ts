/** What a page says that it should not have to. */
import type { Page } from 'playwright-core'

/** Says aloud what the page's policy refused; the console brings it to the test. */
const REFUSED = 'refused by policy:'
export const TELL_REFUSALS = `document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample }) =>
  console.error('${REFUSED}', effectiveDirective, blockedURI, sample))`

/** What goes wrong in a page from now on. */
export function collectProblems(page: Page, origin: string, problems: string[]): void {
  page.on('pageerror', (error) => problems.push(`page error: ${error.message}`))
  page.on('console', (message) => {
    if (message.text().startsWith(REFUSED)) problems.push(message.text())
  })
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (!['blob:', 'data:'].includes(url.protocol) && url.origin !== origin)
      problems.push(`request to another origin: ${url.href}`)
  })
}
