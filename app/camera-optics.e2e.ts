/** The drawing of a camera's optics: it says what a camera cannot do, and follows the lens while it is edited. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ADDRESS, launchBrowser, mapIsReady, visit } from './testing/browser'
import { findGapFiller, findPtz } from './testing/demo-city'

let browser: Awaited<ReturnType<typeof launchBrowser>>
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

it('says that a wide SD camera identifies nobody, until a longer lens is tried', async () => {
  const { page, problems } = await visit(browser, 'planner', { locale: 'en' })
  const { id, lng, lat } = await findGapFiller()
  await page.goto(`${ADDRESS}/?camera=${id}&at=17/${lat}/${lng}`)
  await mapIsReady(page)
  const panel = page.getByTestId('panel')
  const words = panel.getByTestId('optics-words')
  const drawing = panel.getByRole('img', { name: 'Side view along the camera’s axis' })
  await expect.poll(() => words.textContent()).toContain('it can never identify anyone')
  expect(await panel.getByTestId('optics-levels').locator('s').allTextContents()).toContain('Validate')
  const before = await drawing.innerHTML()
  await panel.getByText('Edit', { exact: true }).click()
  await panel.getByLabel('Focal length').fill('200')
  await expect.poll(() => words.textContent()).toContain('A person can be identified')
  expect(await drawing.innerHTML()).not.toBe(before)
  await panel.getByRole('button', { name: 'Discard' }).click()
  await expect.poll(() => words.textContent()).toContain('it can never identify anyone')
  expect(await panel.getByLabel('Focal length').inputValue()).toBe('4')
  expect(problems).toEqual([])
})

it('draws what a PTZ can turn to, its home and where it says it looks', async () => {
  const { page, context, problems } = await visit(browser, 'maintainer', { locale: 'zh-CN' })
  const { id, lng, lat } = await findPtz()
  const aim = { bearing: 40, tilt: 6, hfov: 9, at: Date.now() }
  const stored = await context.request.post(`${ADDRESS}/api/trpc/cameras.setAim`, {
    data: { id, aim },
    headers: { origin: ADDRESS },
  })
  expect(stored.ok()).toBe(true)
  await page.goto(`${ADDRESS}/?camera=${id}&at=17/${lat}/${lng}`)
  await mapIsReady(page)
  const panel = page.getByTestId('panel')
  await panel.getByRole('img', { name: /^俯视图/ }).waitFor()
  await panel.getByText('40°，张角 9°').waitFor()
  expect(problems).toEqual([])
})
