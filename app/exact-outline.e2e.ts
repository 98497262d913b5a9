/** Close up the map shows the exact outline of covered ground, falls back to cells, and the panel keeps an outline as a file. */
import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ADDRESS, launchBrowser, mapIsReady, visit } from './testing/browser'
import { findDistrictWithFault, findFixedCamera } from './testing/demo-city'

let browser: Awaited<ReturnType<typeof launchBrowser>>
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

const legend = (page: Page) => page.getByTestId('legend')

async function openCloseUp(page: Page): Promise<void> {
  const { lng, lat } = await findFixedCamera()
  await page.goto(`${ADDRESS}/plan?at=17.5/${lat}/${lng}`)
  await mapIsReady(page)
}

it('shows the exact outline of any question close up, or cells when they are wanted', async () => {
  const { page, context, problems } = await visit(browser, 'planner', { locale: 'en' })
  await openCloseUp(page)
  await legend(page).getByText('seen by one camera or more').waitFor()
  await page.getByTestId('panel').getByRole('button', { name: 'At night' }).click()
  await legend(page).getByText('At night · Outline').waitFor()
  await legend(page).getByText('seen by one camera or more').waitFor()
  expect(await legend(page).getByText('In grey').count()).toBe(0)
  await legend(page).getByRole('button', { name: 'Cells of 1 m' }).click()
  await page.waitForURL(/cells=true/)
  await legend(page).getByText('by three or more').waitFor()
  await legend(page).getByText('In grey: coverage as designed.').waitFor()
  expect(problems).toEqual([])
  await context.close()
})

it('keeps to cells, and says so, while there is no outline', async () => {
  const { page, context, problems } = await visit(browser, 'planner', { locale: 'en' })
  await page.route(/coverage\.outline/, (route) => route.abort())
  await openCloseUp(page)
  await legend(page).getByText('by three or more').waitFor()
  await legend(page).getByText('The exact outline did not come').waitFor()
  expect(problems).toEqual([])
  await context.close()
})

it('exports the outline of a district, which says what it was computed from', async () => {
  const { page, context, problems } = await visit(browser, 'leadership', { locale: 'zh-CN' })
  const { id } = await findDistrictWithFault()
  await page.goto(`${ADDRESS}/plan?area=${id}&ask=effective`)
  await mapIsReady(page)
  const part = page.getByTestId('export')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    part.getByRole('button', { name: '导出精确轮廓' }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^coverage-.+-effective-outline\.geojson$/)
  const { geometry, properties } = JSON.parse(await readFile((await download.path())!, 'utf8'))
  expect(geometry.type).toBe('MultiPolygon')
  expect(properties).toMatchObject({ question: 'effective', target_height_m: 1.5, assumed: ['flat-terrain'] })
  await part.getByText(`${properties.cameras} 台摄像机可见`).waitFor()
  await page.route(/coverage\.export/, (route) => route.abort())
  await part.getByRole('button', { name: '导出精确轮廓' }).click()
  await part.getByText('未能生成轮廓').waitFor()
  expect(problems).toEqual([])
  await context.close()
})
