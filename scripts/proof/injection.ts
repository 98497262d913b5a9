/** Texts that would run if anything took them for more than text, in every field and looked at in every output of a real browser. */
import { sql } from 'drizzle-orm'
import { type Browser, chromium, type Page } from 'playwright-core'
import { collectProblems, TELL_REFUSALS } from '../../app/testing/page-problems'
import { connect } from '../../db/client'
import { openDatabase } from '../../db/open-database'
import { hasHiddenCharacters } from '../../server/domain/hidden-characters'
import { CHROMIUM_FLAGS, CHROMIUM_PATH } from '../lib/chromium'
import { discard, makeDataFolder, type OwnCity, startOwnCity } from '../testing/own-city'
import { sendTexts } from './injection-doors'
import { FIELDS, fillFields, keptTexts } from './injection-fields'
import { CANARY, HIDDEN_PAYLOADS, UNKEEPABLE_PAYLOADS, VISIBLE_PAYLOADS } from './injection-payloads'
import { type View, viewsOf } from './injection-views'
import type { Proof, ProofResult } from './proof'
import { Visitor } from './web-visitor'

const CAMERAS_OPENED = 12
const SETTLE_MS = 1_200
const KEPT = [...VISIBLE_PAYLOADS, ...HIDDEN_PAYLOADS]

/** The first cameras hold several texts each, so that few panels show them all. */
const inGroups = (texts: readonly string[], groups: number) =>
  Array.from({ length: groups }, (_, g) => texts.filter((_text, i) => i % groups === g).join(' ¦ '))

/** A reason may have several lines. */
const mayPass = (field: string, text: string) =>
  VISIBLE_PAYLOADS.includes(text) || (field === 'case reason' && !hasHiddenCharacters(text.replace(/[\t\r\n]/g, ' ')))

/** How a text reads once a page has laid it out. */
const asShown = (text: string) => text.replace(/\s+/g, ' ').trim()

async function openAll(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true
  })
  await page.waitForTimeout(SETTLE_MS)
}

const textOf = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const attributes = [...document.querySelectorAll('[title],[aria-label],input,option')].map((element) =>
      ['title', 'aria-label', 'value'].map((name) => element.getAttribute(name) ?? '').join(' '),
    )
    return [document.body.textContent, document.title, ...attributes].join(' ')
  })

/** Opens a view; what ran, was refused by policy, asked elsewhere or broke is in `problems`. */
async function look(browser: Browser, city: OwnCity, visitor: Visitor, view: View) {
  const context = await browser.newContext({
    viewport: { width: 1100, height: 700 },
    locale: 'en',
    reducedMotion: 'reduce',
  })
  await context.addCookies([
    { ...visitor.cookie, url: city.address },
    { name: 'sightline-locale', value: 'en', url: city.address },
  ])
  const page = await context.newPage()
  const problems: string[] = []
  await page.exposeFunction(CANARY, () => void problems.push('a text was run'))
  await page.addInitScript(TELL_REFUSALS)
  collectProblems(page, city.address, problems)
  page.on('dialog', async (dialog) => {
    problems.push(`a dialog: ${dialog.message()}`)
    await dialog.dismiss()
  })
  context.on('page', () => problems.push('another page was opened'))
  await page.goto(city.address + view.path)
  await page.getByTestId('panel').waitFor()
  const opened = new URL(page.url()).pathname
  await openAll(page)
  await view.act?.(page)
  await openAll(page)
  if (new URL(page.url()).pathname !== opened) problems.push(`the page was turned to ${page.url()}`)
  const shown = asShown(await textOf(page))
  await context.close()
  return { problems, shown: KEPT.filter((text) => shown.includes(asShown(text))).length }
}

async function prove(city: OwnCity, result: ProofResult, notes: string[]): Promise<void> {
  const signIn = (username: string) => Visitor.signedIn(city.address, city.dataFolder, username)
  const opened = await openDatabase({ databaseUrl: null, dataFolder: city.dataFolder })
  const connection = connect(opened.url)
  const browser = await chromium.launch({ executablePath: CHROMIUM_PATH, args: CHROMIUM_FLAGS })
  try {
    const { rows } = await connection.db.execute<{ id: number; version: number }>(
      sql`SELECT id, version FROM cameras ORDER BY position <-> ST_SetSRID(ST_MakePoint(126.2157, 45.4311), 4326) LIMIT ${CAMERAS_OPENED}`,
    )
    const sent = await sendTexts(
      await signIn('planner'),
      await signIn('officer'),
      [...KEPT, ...UNKEEPABLE_PAYLOADS],
      rows[0].id,
      rows[0].version,
    )
    for (const { field, text, isLetIn } of sent) {
      result.tried++
      if (isLetIn) result.accepted++
      else result.refused++
      const isGood = mayPass(field, text)
      if (isLetIn === isGood) continue
      if (isGood) result.lost++
      else result.leaked++
      notes.push(`${field}: ${JSON.stringify(text)} was ${isLetIn ? 'let in' : 'refused'}`)
    }
    const stored = (await keptTexts(connection.db)).filter((text) => hasHiddenCharacters(text))
    result.leaked += stored.length
    for (const text of stored) notes.push(`stored all the same: ${JSON.stringify(text)}`)

    await fillFields(connection.db, KEPT)
    for (const [i, text] of inGroups(KEPT, CAMERAS_OPENED).entries())
      await connection.db.execute(sql`UPDATE cameras SET name = ${text}, operator = ${text} WHERE id = ${rows[i].id}`)
    let seen = 0
    for (const view of viewsOf(rows.map(({ id }) => id))) {
      const { problems, shown } = await look(browser, city, await signIn(view.username), view)
      result.tried += KEPT.length
      seen += shown
      result.leaked += problems.length
      for (const problem of new Set(problems)) notes.push(`${view.name}: ${problem}`)
    }
    result.accepted += seen
    notes.push(`${KEPT.length} texts in ${FIELDS.length} fields; read word by word on a page ${seen} times`)
  } finally {
    await browser.close()
    await connection.close()
    await opened.stop()
  }
}

export const injectionProof: Proof = {
  name: 'injection',
  about: `${KEPT.length + UNKEEPABLE_PAYLOADS.length} texts that would run, in every field, sent and put in, looked at in every output of Chromium`,
  guards: [
    {
      about: 'the plain text of attributions',
      file: 'app/_map/map-canvas.tsx',
      find: 'asPlainText(line)',
      replace: "line + asPlainText('')",
    },
    {
      about: 'the refusal of hidden characters',
      file: 'server/routers/inputs.ts',
      find: '.refine((given) => !hasHiddenCharacters(given), HIDDEN)',
      replace: '.refine((given) => !hasHiddenCharacters(given) || true, HIDDEN)',
    },
  ],
  run: async () => {
    const dataFolder = makeDataFolder()
    let city: OwnCity | undefined
    const result: ProofResult = { tried: 0, accepted: 0, refused: 0, lost: 0, leaked: 0, seed: 0 }
    const notes: string[] = []
    try {
      city = await startOwnCity([], dataFolder)
      await prove(city, result, notes)
    } finally {
      await discard(city, dataFolder)
    }
    return { result, notes }
  },
}
