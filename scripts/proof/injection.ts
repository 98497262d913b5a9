/** Texts that would run if anything took them for more than text, in every field and looked at in every output: pages in a real browser, and files. */
import { sql } from 'drizzle-orm'
import { chromium } from 'playwright-core'
import { connect, type Database } from '../../db/client'
import { openDatabase } from '../../db/open-database'
import { hasHiddenCharacters } from '../../server/domain/hidden-characters'
import { CHROMIUM_FLAGS, CHROMIUM_PATH } from '../lib/chromium'
import type { OwnCity } from '../testing/own-city'
import { judge, onDemoCity } from './demo-city-proof'
import { sendTexts } from './injection-doors'
import { FIELDS, fillFields, keptTexts, MARKS_CASE } from './injection-fields'
import { FILES, lookInto } from './injection-files'
import { asShown, look } from './injection-look'
import { HIDDEN_PAYLOADS, UNKEEPABLE_PAYLOADS, VISIBLE_PAYLOADS } from './injection-payloads'
import { viewsOf } from './injection-views'
import type { Proof, ProofResult } from './proof'
import { Visitor } from './web-visitor'

const CAMERAS_OPENED = 12
const KEPT = [...VISIBLE_PAYLOADS, ...HIDDEN_PAYLOADS]

/** The first cameras hold several texts each, so that few panels show them all. */
const inGroups = (texts: readonly string[], groups: number) =>
  Array.from({ length: groups }, (_, g) => texts.filter((_text, i) => i % groups === g).join(' ¦ '))

/** A reason may have several lines; a user name is letters, digits, dots, dashes and underscores. */
function mayPass(field: string, text: string): boolean {
  if (field === 'user name') return /^[\w.-]{2,64}$/.test(text)
  if (field === 'case reason') return !hasHiddenCharacters(text.replace(/[\t\r\n]/g, ' '))
  return VISIBLE_PAYLOADS.includes(text)
}

/** What the doors let in of all texts. */
async function send(city: OwnCity, camera: { id: number; version: number }, result: ProofResult, notes: string[]) {
  const signIn = signingIn(city)
  const by = { planner: await signIn('planner'), officer: await signIn('officer'), admin: await signIn('admin') }
  for (const { field, text, isLetIn } of await sendTexts(by, [...KEPT, ...UNKEEPABLE_PAYLOADS], camera))
    if (!judge(result, isLetIn, mayPass(field, text)))
      notes.push(`${field}: ${JSON.stringify(text)} was ${isLetIn ? 'let in' : 'refused'}`)
}

const signingIn = (city: OwnCity) => (username: string) => Visitor.signedIn(city.address, city.dataFolder, username)

/** Puts all texts into all fields, past the doors. */
async function fill(db: Database, cameraIds: readonly number[]): Promise<void> {
  await fillFields(db, KEPT)
  for (const [i, text] of inGroups(KEPT, cameraIds.length).entries())
    await db.execute(sql`UPDATE cameras SET name = ${text}, operator = ${text} WHERE id = ${cameraIds[i]}`)
}

const caseNamed = async (db: Database, number: string) =>
  (await db.execute<{ id: number }>(sql`SELECT id FROM cases WHERE number = ${number}`)).rows

/** Looks at every page and into every file; answers with how often a text was read word by word. */
async function lookAtAll(
  city: OwnCity,
  { cameraIds, marksCase }: { cameraIds: readonly number[]; marksCase: number },
  result: ProofResult,
  notes: string[],
) {
  const signIn = signingIn(city)
  const browser = await chromium.launch({ executablePath: CHROMIUM_PATH, args: CHROMIUM_FLAGS })
  const count = (name: string, { problems, shown }: { problems: string[]; shown: string }) => {
    result.tried += KEPT.length
    result.accepted += KEPT.filter((text) => shown.includes(asShown(text))).length
    result.leaked += problems.length
    for (const problem of new Set(problems)) notes.push(`${name}: ${problem}`)
  }
  try {
    for (const view of viewsOf(cameraIds, marksCase))
      count(view.name, await look(browser, city.address, await signIn(view.username), view))
    for (const file of FILES) count(file.name, await lookInto(file, await signIn(file.username)))
  } finally {
    await browser.close()
  }
}

async function prove(city: OwnCity, result: ProofResult, notes: string[]): Promise<void> {
  const opened = await openDatabase({ databaseUrl: null, dataFolder: city.dataFolder })
  const connection = connect(opened.url)
  try {
    const { rows } = await connection.db.execute<{ id: number; version: number }>(
      sql`SELECT id, version FROM cameras ORDER BY position <-> ST_SetSRID(ST_MakePoint(126.2157, 45.4311), 4326) LIMIT ${CAMERAS_OPENED}`,
    )
    await send(city, rows[0], result, notes)
    const stored = (await keptTexts(connection.db)).filter((text) => hasHiddenCharacters(text))
    result.leaked += stored.length
    for (const text of stored) notes.push(`stored all the same: ${JSON.stringify(text)}`)
    const before = result.accepted
    const cameraIds = rows.map(({ id }) => id)
    await fill(connection.db, cameraIds)
    const [{ id: marksCase }] = await caseNamed(connection.db, MARKS_CASE)
    await lookAtAll(city, { cameraIds, marksCase }, result, notes)
    notes.push(`${KEPT.length} texts in ${FIELDS.length} fields; read word by word ${result.accepted - before} times`)
  } finally {
    await connection.close()
    await opened.stop()
  }
}

export const injectionProof: Proof = {
  name: 'injection',
  packages: ['chromium'],
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
  run: onDemoCity(prove),
}
