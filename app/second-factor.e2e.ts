/** A second factor is set up in the account page and asked for at sign-in; an old sign-in is asked for a proof before a trace. */
import { sql } from 'drizzle-orm'
import { generateSync } from 'otplib'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ADDRESS, demoPassword, launchBrowser, mapIsReady, usernameOf, visit } from './testing/browser'
import { changeDatabase } from './testing/demo-city'

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
/** Other tests sign in with the password alone. */
afterAll(async () => {
  await changeDatabase(
    sql`UPDATE people SET totp_secret = NULL, totp_step = NULL, failed_sign_ins = 0, locked_until = NULL`,
  )
  await browser.close()
})

const codeAt = (secret: string, shift = 0) =>
  generateSync({ secret, epoch: Math.floor(Date.now() / 1000) + 30 * shift })

async function enterPassword(page: Page): Promise<void> {
  await page.goto(`${ADDRESS}/sign-in`)
  await page.getByLabel('User name').fill(usernameOf('auditor'))
  await page.getByLabel('Password').fill(demoPassword())
  await page.getByRole('button', { name: 'Sign in' }).click()
}

it('is set up by a code, and from then on every sign-in asks for one', async () => {
  const { page, context, problems } = await visit(browser, 'auditor', { locale: 'en' })
  await page.goto(`${ADDRESS}/account`)
  await mapIsReady(page)
  await page.getByRole('button', { name: 'Set up' }).click()
  await page.getByRole('img', { name: 'QR code' }).waitFor()
  const secret = (await page.getByTestId('factor-secret').textContent())!.replaceAll(' ', '')
  await page.getByLabel('Code of six digits').fill('000000')
  await page.getByRole('button', { name: 'Confirm' }).click()
  await page.getByRole('alert').getByText('This code is wrong').waitFor()
  await page.getByLabel('Code of six digits').fill(codeAt(secret, -1))
  await page.getByRole('button', { name: 'Confirm' }).click()
  await page.getByTestId('recovery-codes').waitFor()
  expect(await page.getByTestId('recovery-codes').getByRole('listitem').count()).toBe(10)
  await page.getByRole('button', { name: 'I have kept them' }).click()
  await page.getByText('10 recovery codes are left').waitFor()
  expect(problems).toEqual([])
  await context.close()

  const fresh = await visit(browser, null, { locale: 'en' })
  await enterPassword(fresh.page)
  await fresh.page.getByLabel('Code from your authenticator').fill('000000')
  await fresh.page.getByRole('button', { name: 'Sign in' }).click()
  await fresh.page.getByRole('alert').getByText('The code is wrong').waitFor()
  await fresh.page.getByLabel('Code from your authenticator').fill(codeAt(secret))
  await fresh.page.getByRole('button', { name: 'Sign in' }).click()
  await mapIsReady(fresh.page)
  expect(fresh.problems).toEqual([])
  await fresh.context.close()
})

it('asks for the password before an export when the sign-in is old, and then does what was asked', async () => {
  const { page, context, problems } = await visit(browser, 'planner', { locale: 'en' })
  await page.goto(`${ADDRESS}/plan`)
  await mapIsReady(page)
  await changeDatabase(sql`UPDATE sessions SET proved_at = now() - interval '16 minutes'`)
  const button = page.getByTestId('export').getByRole('button').first()
  await button.click()
  const dialog = page.getByTestId('proof')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await page.getByTestId('export').getByRole('alert').getByText('Confirm first that it is you').waitFor()
  await button.click()
  await dialog.getByLabel('Your password').fill('wrong')
  await page.keyboard.press('Enter')
  await dialog.getByRole('alert').getByText('The password is wrong').waitFor()
  await dialog.getByLabel('Your password').fill(demoPassword())
  const file = page.waitForEvent('download', { timeout: 60_000 })
  await page.keyboard.press('Enter')
  expect((await file).suggestedFilename()).toMatch(/\.geojson$/)
  expect(await dialog.isVisible()).toBe(false)
  expect(problems).toEqual([])
  await context.close()
})
