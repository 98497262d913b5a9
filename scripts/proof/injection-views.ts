/** Every output that shows a text of somebody's, as somebody who may see it. */
import type { Page } from 'playwright-core'

export interface View {
  name: string
  username: string
  path: string
  /** What is done once it is open. */
  act?(page: Page): Promise<void>
}

const CLOSE = 'at=17.5/45.4311/126.2157'

const search = (text: string) => async (page: Page) => {
  await page.keyboard.press('/')
  await page.keyboard.type(text)
  await page.waitForTimeout(700)
}

const hover = async (page: Page) => {
  const map = await page.getByTestId('map').boundingBox()
  for (let i = 1; map && i < 6; i++) await page.mouse.move(map.x + (map.width * i) / 6, map.y + map.height / 2)
}

/** `cameras`: those whose panels are opened; `marksCase`: the case with marks in recordings. */
export const viewsOf = (cameras: readonly number[], marksCase: number): View[] => [
  { name: 'situation', username: 'planner', path: `/?${CLOSE}`, act: hover },
  { name: 'search by markup', username: 'planner', path: `/?${CLOSE}`, act: search('<') },
  { name: 'search by name', username: 'planner', path: `/?${CLOSE}`, act: search('script') },
  ...cameras.map((id): View => ({ name: `camera ${id}`, username: 'planner', path: `/?${CLOSE}&camera=${id}` })),
  { name: 'plan', username: 'planner', path: `/plan?${CLOSE}` },
  { name: 'areas', username: 'planner', path: `/plan?${CLOSE}&section=areas` },
  { name: 'point', username: 'planner', path: `/plan?${CLOSE}&point=126.2157,45.4311` },
  {
    name: 'shape',
    username: 'planner',
    path: `/plan?${CLOSE}&shape=126.2155,45.4314;126.2168,45.4314;126.2168,45.4307`,
  },
  {
    name: 'address with markup',
    username: 'planner',
    path: `/plan?camera=<script>&at="><script>&section='&place=street:<img>&point=<svg>`,
  },
  { name: 'overview', username: 'leader', path: `/overview?${CLOSE}` },
  { name: 'trace and cases', username: 'officer', path: `/trace?${CLOSE}` },
  {
    name: 'marks in recordings',
    username: 'officer',
    path: `/wall?feeds=${cameras[0]}&then=${Date.now() - 180_000}&case=${marksCase}`,
  },
  { name: 'people, imports, city', username: 'admin', path: '/admin' },
  { name: 'a person', username: 'admin', path: '/admin?person=1' },
  { name: 'audit', username: 'auditor', path: '/admin' },
  { name: 'own account', username: 'officer', path: '/account' },
]
