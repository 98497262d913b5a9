/** The administrator's way with a person: add, hand over the link, change, disable, enable; each holds at the next request. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ADDRESS, launchBrowser, mapIsReady, type Visit, visit } from './testing/browser'

const PASSWORD = 'a long pass phrase'
const USERNAME = `e2e.${Date.now()}`
const NAME = `Nia ${USERNAME}`

let browser: Browser
let admin: Visit
let person: Visit
beforeAll(async () => {
  browser = await launchBrowser()
  admin = await visit(browser, 'administrator', { locale: 'en' })
  person = await visit(browser, null, { locale: 'en' })
})
afterAll(() => browser.close())

/** Says yes to what a button warns of. */
async function confirm(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name }).click()
  await page.getByRole('alert').getByRole('button', { name }).click()
}

async function signIn(page: Page): Promise<void> {
  await page.goto(`${ADDRESS}/sign-in`)
  await page.getByLabel('User name').fill(USERNAME)
  await page.getByLabel('Password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

/** How long after `change` the person's next request is refused, ms. */
async function refusedAfter(change: () => Promise<void>): Promise<number> {
  const cameras = () => person.context.request.get(`${ADDRESS}/api/cameras`)
  expect((await cameras()).status()).toBe(200)
  await change()
  const changedAt = Date.now()
  expect((await cameras()).status()).toBe(401)
  return Date.now() - changedAt
}

it('adds a person, who chooses a password by the link and signs in', async () => {
  const { page } = admin
  await page.goto(`${ADDRESS}/admin`)
  await mapIsReady(page)
  await page.getByRole('button', { name: 'Add person' }).click()
  const form = page.getByTestId('add-person')
  await form.getByLabel('User name').fill(USERNAME)
  await form.getByLabel('Name', { exact: true }).fill(NAME)
  await form.getByLabel('Role').selectOption('maintainer')
  await form.getByLabel('Unit').fill('E2E unit')
  await page.getByRole('button', { name: 'Add and make a link' }).click()
  const link = await page.getByTestId('one-time-link').locator('code').textContent()
  await person.page.goto(link!)
  await person.page.getByLabel('New password').fill(PASSWORD)
  await person.page.getByRole('button', { name: 'Set password' }).click()
  await person.page.waitForURL('**/sign-in')
  await signIn(person.page)
  await mapIsReady(person.page)
})

it('signs the person out within a second when the role changes, and when the account is disabled', async () => {
  const { page } = admin
  await page.getByRole('button', { name: 'Back to the list' }).click()
  await page.getByLabel('Find people').or(page.getByTestId('people')).first().waitFor()
  await page.getByTestId('people').getByRole('button', { name: NAME }).click()
  await page.waitForURL(/person=\d+/)
  const role = async () => {
    await page.getByTestId('person').getByLabel('Role').selectOption('planner')
    await page.getByRole('button', { name: 'Save changes' }).click()
    await page.getByTestId('person').getByText('Saved.').waitFor()
  }
  expect(await refusedAfter(role)).toBeLessThan(1_000)

  await signIn(person.page)
  await mapIsReady(person.page)
  const disable = async () => {
    await confirm(page, 'Disable')
    await page.getByRole('button', { name: 'Enable again' }).waitFor()
  }
  expect(await refusedAfter(disable)).toBeLessThan(1_000)
  await signIn(person.page)
  await person.page.getByRole('alert').getByText('wrong').waitFor()
  await page.getByRole('button', { name: 'Enable again' }).click()
  await page.getByRole('button', { name: 'Disable' }).waitFor()
  await signIn(person.page)
  await mapIsReady(person.page)
})

it('shows jurisdictions, and of cases only number and validity', async () => {
  const { page } = admin
  await page.getByText('Jurisdictions', { exact: true }).click()
  expect(await page.getByTestId('jurisdictions').getByRole('listitem').count()).toBeGreaterThan(5)
  await page.getByText('Cases', { exact: true }).click()
  await page.getByTestId('case-oversight').getByText('Numbers and validity only').waitFor()
  expect(await page.getByTestId('case-oversight').getByText('A hold keeps the passages').count()).toBe(1)
  await page.getByText('Identity and retention', { exact: true }).click()
  await page.getByTestId('retention').getByText('at least 731 days').waitFor()
  await page.getByTestId('retention').getByText('Finished').waitFor()
  expect(await page.getByTestId('city-rules').getByLabel('Days to keep passages').inputValue()).toBe('90')
  expect([...admin.problems, ...person.problems]).toEqual([])
})
