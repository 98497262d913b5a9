/** A planner draws ground to watch and a cordon, reshapes it, removes it, and takes everything back. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ADDRESS, launchBrowser, mapIsReady, visit } from './testing/browser'

type Point = [x: number, y: number]

let browser: Awaited<ReturnType<typeof launchBrowser>>
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

const RING: Point[] = [[480, 260], [820, 260], [820, 560], [480, 560]] // biome-ignore format: corners
const address = (zoom: number) => `${ADDRESS}/plan?section=areas&hide=cameras,viewsheds&at=${zoom}/45.4215/126.2025`

async function openAreas(page: Page, zoom = 16): Promise<void> {
  await page.goto(address(zoom))
  await mapIsReady(page)
  await page.waitForLoadState('networkidle')
}

/** Clicks every corner, and twice on the last. */
async function drawRing(page: Page, ring: Point[]): Promise<void> {
  for (const [x, y] of ring.slice(0, -1)) await page.mouse.click(x, y, { delay: 30 })
  await page.waitForTimeout(400)
  await page.mouse.dblclick(...ring[ring.length - 1])
}

const figureOf = (page: Page, label: string) =>
  page.getByTestId('panel').locator('dl > div', { hasText: label }).locator('.figure').first()

it('draws ground to watch, reshapes it, and takes the reshaping back', async () => {
  const { page, context, problems } = await visit(browser, 'planner', { locale: 'en' })
  const panel = page.getByTestId('panel')
  const name = `Market ${Date.now()}`
  await openAreas(page)
  await panel.getByRole('button', { name: 'Must be seen', exact: true }).click()
  await page.mouse.click(600, 300)
  await page.keyboard.press('Backspace')
  expect(await figureOf(page, 'Corners').textContent()).toBe('0')
  await drawRing(page, RING)
  expect(await figureOf(page, 'Corners').textContent()).toBe('4')
  expect(await figureOf(page, 'Area').textContent()).toMatch(/^[\d.]+ ha$/)
  await panel.getByLabel('Name').fill(name)
  await panel.getByLabel('Weight').fill('4')
  await panel.getByRole('button', { name: 'Save' }).click()
  await panel.getByText('Area drawn.').waitFor()
  const drawnArea = await figureOf(page, 'Area').textContent()

  await page.mouse.move(820, 560)
  await page.mouse.down()
  await page.mouse.move(760, 520, { steps: 6 })
  await page.mouse.up()
  expect(await figureOf(page, 'Area').textContent()).not.toBe(drawnArea)
  await page.mouse.move(650, 260)
  await page.mouse.down()
  await page.mouse.move(650, 220, { steps: 6 })
  await page.mouse.up()
  expect(await figureOf(page, 'Corners').textContent()).toBe('5')
  await page.keyboard.press('Control+z')
  expect(await figureOf(page, 'Corners').textContent()).toBe('4')
  await panel.getByRole('button', { name: 'Save' }).click()
  await panel.getByText('Changes saved.').waitFor()
  await page.keyboard.press('Control+z')
  await panel.getByText('Change undone.').waitFor()
  expect(await figureOf(page, 'Area').textContent()).toBe(drawnArea)

  await panel.getByRole('button', { name: 'Remove', exact: true }).click()
  await panel.getByText('Area removed.').waitFor()
  expect(await panel.getByText(name).count()).toBe(0)
  await page.keyboard.press('Control+z')
  await panel.getByRole('heading', { name }).waitFor()
  await panel.getByRole('button', { name: 'Remove', exact: true }).click()
  await panel.getByText('Area removed.').waitFor()
  expect(problems).toEqual([])
  await context.close()
})

it('refuses an outline that crosses itself, and asks why ground must not be seen', async () => {
  const { page, context, problems } = await visit(browser, 'planner', { locale: 'zh-CN' })
  const panel = page.getByTestId('panel')
  await openAreas(page)
  await panel.getByRole('button', { name: '隐私区域', exact: true }).click()
  for (const [x, y] of [RING[0], RING[2], RING[1], RING[3]]) await page.mouse.click(x, y, { delay: 30 })
  await panel.getByText('边界自相交或自相接。').waitFor()
  expect(await panel.getByRole('button', { name: '完成' }).isDisabled()).toBe(true)
  await page.keyboard.press('Escape')
  await panel.getByRole('button', { name: '隐私区域', exact: true }).click()
  await drawRing(page, RING)
  await panel.getByLabel('名称').fill('后院')
  await panel.getByRole('button', { name: '保存' }).click()
  expect(
    await panel.getByLabel('不得看到的理由').evaluate((field: HTMLTextAreaElement) => field.validity.valueMissing),
  ).toBe(true)
  await panel.getByLabel('不得看到的理由').fill('临院住宅')
  await panel.getByRole('button', { name: '保存' }).click()
  await panel.getByText('区域已绘制。').waitFor()
  await panel.getByRole('button', { name: '撤销', exact: true }).click()
  await panel.getByText('区域已删除。').waitFor()
  expect(problems).toEqual([])
  await context.close()
})

it('says which ways over a cordon are captured, in the list and on the map', async () => {
  const { page, context, problems } = await visit(browser, 'planner', { locale: 'en' })
  const panel = page.getByTestId('panel')
  await openAreas(page, 14)
  await panel.getByRole('button', { name: 'Cordon', exact: true }).click()
  for (const [x, y] of RING) await page.mouse.click(x, y, { delay: 30 })
  await page.keyboard.press('Enter')
  await panel.getByLabel('Name').fill('Old town')
  await panel.getByRole('button', { name: 'Save' }).click()
  const rows = panel.getByTestId('crossings').locator('tbody tr')
  await rows.first().waitFor()
  const [, captured, directions] = /^(\d+) of (\d+)$/.exec(
    (await figureOf(page, 'Directions captured').textContent())!,
  )!
  expect(Number(directions)).toBeGreaterThan(await rows.count())
  expect(Number(captured)).toBeLessThanOrEqual(Number(directions))
  await panel.getByRole('button', { name: 'Show crossing 2', exact: true }).click()
  await page.waitForURL(/crossing=1/)
  expect(await rows.nth(1).getAttribute('aria-selected')).toBe('true')
  await panel.getByRole('button', { name: 'Remove', exact: true }).click()
  await panel.getByText('Area removed.').waitFor()
  expect(problems).toEqual([])
  await context.close()
})

it('keeps the weights that a planner sets, and shows officers what they may not change', async () => {
  const { page, context, problems } = await visit(browser, 'planner', { locale: 'en' })
  const panel = page.getByTestId('panel')
  await openAreas(page)
  await panel.getByText('What counts how much').click()
  const weight = panel.getByLabel('Weight of Squares')
  const setWeight = async (value: string) => {
    const saved = page.waitForResponse((response) => response.url().includes('areas.setRule') && response.ok())
    await weight.fill(value)
    await weight.press('Enter')
    await saved
  }
  const before = await weight.inputValue()
  const other = before === '7.5' ? '3' : '7.5'
  await setWeight(other)
  await page.reload()
  await panel.getByText('What counts how much').click()
  expect(await weight.inputValue()).toBe(other)
  await setWeight(before)
  expect(problems).toEqual([])
  await context.close()

  const officer = await visit(browser, 'officer', { locale: 'en' })
  await openAreas(officer.page)
  await officer.page.getByTestId('panel').getByText('What counts how much').click()
  expect(await officer.page.getByLabel('Weight of Squares').isDisabled()).toBe(true)
  expect(await officer.page.getByRole('button', { name: 'Must be seen', exact: true }).count()).toBe(0)
  await officer.context.close()
})
