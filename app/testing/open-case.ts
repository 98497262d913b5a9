/** An officer opens a new case, as the form asks. English screens. */
import type { Page } from 'playwright-core'

export async function openCase(page: Page, reason = 'A child is missing and was last seen in this car'): Promise<void> {
  const another = page.getByRole('button', { name: 'New case' })
  const form = page.getByTestId('case-form')
  await form.or(another).first().waitFor()
  if (await another.count()) await another.click()
  await form.getByLabel('Case number').fill(`E2E-${Date.now()}`)
  await form.getByLabel('Reason').fill(reason)
  await form.getByRole('button', { name: 'Open case' }).click()
}
