/** What a page says that it should not have to. */
import type { Page } from 'playwright-core'

/** Says aloud what the page's policy refused; the console brings it to the test. */
const REFUSED = 'refused by policy:'
export const TELL_REFUSALS = `document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample }) =>
  console.error('${REFUSED}', effectiveDirective, blockedURI, sample))`

/** What the base map says of a hatch that it had to leave out. */
const MISSING_IMAGE = /^Image "[^"]*" could not be loaded/

/** What goes wrong in a page from now on. */
export function collectProblems(page: Page, origin: string, problems: string[]): void {
  page.on('pageerror', (error) => problems.push(`page error: ${error.message}`))
  page.on('console', (message) => {
    const text = message.text()
    if (text.startsWith(REFUSED) || MISSING_IMAGE.test(text)) problems.push(text)
  })
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (!['blob:', 'data:'].includes(url.protocol) && url.origin !== origin)
      problems.push(`request to another origin: ${url.href}`)
  })
}
