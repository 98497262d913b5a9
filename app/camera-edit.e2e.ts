/** A planner turns a camera: the viewshed follows while the slider moves, is saved, and is undone. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ADDRESS, launchBrowser, mapIsReady, visit } from './testing/browser'
import { findFixedCamera } from './testing/demo-city'

let browser: Awaited<ReturnType<typeof launchBrowser>>
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

it('previews, saves and undoes a new bearing', async () => {
  const { page, problems } = await visit(browser, 'planner', { locale: 'en' })
  const { id, lng, lat } = await findFixedCamera()
  await page.goto(`${ADDRESS}/?camera=${id}&at=17/${lat}/${lng}`)
  await mapIsReady(page)
  const panel = page.getByTestId('panel')
  const slider = panel.getByRole('slider', { name: 'Bearing' })
  await slider.waitFor()
  const figure = panel.locator('.figure').first()
  const stored = await slider.inputValue()
  const figures = new Set<string | null>([await figure.textContent()])
  for (let turn = 0; turn < 8; turn++) {
    await slider.fill(String((Math.round(Number(stored)) + 45 * (turn + 1)) % 360))
    await page.waitForTimeout(250)
    figures.add(await figure.textContent())
  }
  expect(figures.size).toBeGreaterThan(2)
  await panel
    .getByTestId('seen-change')
    .getByText(/^\+[\d,.]+ m² of what must be seen, for the first time$/)
    .waitFor()
  const turned = String((Math.round(Number(stored)) + 45) % 360)
  await slider.fill(turned)
  await panel.getByRole('button', { name: 'Save', exact: true }).click()
  await panel.getByText('History').click()
  await panel.getByText('Turned').first().waitFor()
  await panel.getByRole('button', { name: 'Undo last change' }).click()
  await panel.getByText('Change undone').first().waitFor()
  expect(Number(await slider.inputValue())).toBeCloseTo(Number(stored), 0)
  expect(problems).toEqual([])
})

it('adds a camera where the map was clicked, and shows at once what it would see', async () => {
  const { page, problems } = await visit(browser, 'planner', { locale: 'zh-CN' })
  await page.goto(`${ADDRESS}/?at=16.5/45.4215/126.2025&hide=cameras,incidents`)
  await mapIsReady(page)
  await page.getByRole('button', { name: '新增摄像机' }).click()
  await page.mouse.click(700, 420)
  const panel = page.getByTestId('panel')
  await panel.getByLabel('编码').fill(`E2E-${Date.now()}`)
  await page.waitForFunction(() => /\d/.test(document.querySelector('[data-testid=panel] .figure')?.textContent ?? ''))
  await panel
    .getByTestId('seen-change')
    .getByText(/^应看地面新增可视 [\d,.]+ m²$/)
    .waitFor()
  await panel.getByRole('button', { name: '新增', exact: true }).click()
  await panel.getByText('人工录入').waitFor()
  expect(problems).toEqual([])
})
