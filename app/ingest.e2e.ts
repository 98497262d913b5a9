/** An administrator lets sources in; a platform posts NDJSON with its key, a device speaks GA/T 1400; what they sent is told. */
import { createHash } from 'node:crypto'
import { sql } from 'drizzle-orm'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { seriousViolations } from './testing/axe'
import { ADDRESS, launchBrowser, mapIsReady, visit } from './testing/browser'
import { changeDatabase } from './testing/demo-city'

const STAMP = Date.now()
const NAME = `Platform ${STAMP}`
const DEVICE = `34020000001190${String(STAMP).slice(-6)}`
const PASSWORD = 'a device password'
let browser: Browser
let page: Page
beforeAll(async () => {
  browser = await launchBrowser()
  ;({ page } = await visit(browser, 'administrator', { locale: 'en' }))
})
afterAll(() => browser.close())

const codeOfReader = async () =>
  (await changeDatabase<{ code: string }>(sql`SELECT code FROM cameras WHERE reads_plates ORDER BY id LIMIT 1`))[0].code
/** Within the day that the city has passages of: what other tests look at stays where it is. */
const aTime = async () =>
  (
    await changeDatabase<{ at: number }>(
      sql`SELECT extract(epoch FROM max(passed_at) - interval '1 hour')::float8 * 1000 AS at FROM passages WHERE passed_at < now()`,
    )
  )[0].at
const post = (path: string, body: string, headers: Record<string, string>) =>
  fetch(`${ADDRESS}${path}`, { method: 'POST', body, headers })
const row = () => page.getByTestId('passage-source').filter({ hasText: NAME })

async function openForm() {
  await page.getByRole('button', { name: 'Add a source' }).click()
  return page.getByTestId('add-passage-source')
}

it('gives a platform a key that is shown once, and takes what it posts, each row once', async () => {
  await page.goto(`${ADDRESS}/admin`)
  await mapIsReady(page)
  await page.getByText('Sources of passages', { exact: true }).click()
  const form = await openForm()
  await form.getByLabel('Name').fill(NAME)
  await form.getByRole('button', { name: 'Add', exact: true }).click()
  const shown = page.getByTestId('passage-key')
  const key = (await shown.locator('code').first().textContent())!
  expect(key).toMatch(/^slk_[\w-]{43}$/)
  expect(await seriousViolations(page)).toEqual([])
  await shown.getByRole('button', { name: 'Back to the sources' }).click()

  const [code, at] = [await codeOfReader(), Math.floor(await aTime())]
  const lines = [0, 1, 2].map((i) =>
    JSON.stringify({ plate: `测AE2E${STAMP % 10}${i}`, camera_code: code, time: at + i }),
  )
  const body = [...lines, '{"plate":"测A1","camera_code":"nowhere","time":"2026-01-01"}', 'no json'].join('\n')
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/x-ndjson' }
  const dry = await (await post('/api/ingest/passages?dry-run=1', body, headers)).json()
  expect(dry).toMatchObject({ isDryRun: true, read: 5, accepted: 3, duplicates: 0, refused: 2 })
  expect((await post('/api/ingest/passages?dry-run=yes', body, headers)).status).toBe(400)
  expect(
    (await post('/api/ingest/passages?dry-run=1', body, { ...headers, authorization: 'Bearer slk_y' })).status,
  ).toBe(401)
  expect(await (await post('/api/ingest/passages', body, headers)).json()).toMatchObject({
    read: 5,
    accepted: 3,
    refused: 2,
  })
  expect(await (await post('/api/ingest/passages', lines.join('\n'), headers)).json()).toMatchObject({ duplicates: 3 })
  const csv = `plate,camera_code,time\n测AE2E${STAMP % 10}9,${code},${at + 9}\n`
  expect(
    await (await post('/api/ingest/passages', csv, { ...headers, 'content-type': 'text/csv' })).json(),
  ).toMatchObject({
    accepted: 1,
  })
  await row().getByText('7 days: 4 accepted, 3 duplicates, 2 refused, 0 dropped').waitFor({ timeout: 15_000 })
  expect((await post('/api/ingest/passages', lines[0], { ...headers, 'content-type': 'text/plain' })).status).toBe(415)
  expect((await post('/api/ingest/passages', lines[0], { ...headers, authorization: 'Bearer slk_x' })).status).toBe(401)

  await row()
    .getByRole('button', { name: /^Switch .* off$/ })
    .click()
  await row()
    .getByRole('button', { name: /^Switch .* on$/ })
    .waitFor()
  expect((await post('/api/ingest/passages', lines[0], headers)).status).toBe(401)
})

/** What a device answers to a challenge, written down from RFC 7616. */
function digestFor(challenge: string, path: string): string {
  const field = (name: string) => new RegExp(`${name}="([^"]+)"`).exec(challenge)![1]
  const md5 = (text: string) => createHash('md5').update(text).digest('hex')
  const [realm, nonce] = [field('realm'), field('nonce')]
  const response = md5(`${md5(`${DEVICE}:${realm}:${PASSWORD}`)}:${nonce}:00000001:c:auth:${md5(`POST:${path}`)}`)
  return `Digest username="${DEVICE}", realm="${realm}", nonce="${nonce}", uri="${path}", response="${response}", algorithm=MD5, qop=auth, nc=00000001, cnonce="c"`
}

it('lets a GA/T 1400 device register, keep alive and post vehicles, and drops what is about people', async () => {
  const form = await openForm()
  await form.getByLabel('Name').fill(`Device ${STAMP}`)
  await form.getByLabel('How it sends').selectOption('viid')
  await form.getByLabel('Device id').fill(DEVICE)
  await form.getByLabel('Password').fill(PASSWORD)
  await form.getByRole('button', { name: 'Add', exact: true }).click()
  const device = page.getByTestId('passage-source').filter({ hasText: `Device ${STAMP}` })
  await device.waitFor()

  const register = '/VIID/System/Register'
  const json = { 'content-type': 'application/VIID+JSON' }
  const asked = JSON.stringify({ RegisterObject: { DeviceID: DEVICE } })
  const first = await post(register, asked, json)
  expect(first.status).toBe(401)
  const authorization = digestFor(first.headers.get('www-authenticate')!, register)
  expect((await post(register, asked, { ...json, authorization })).status).toBe(200)
  const known = { ...json, 'user-identify': DEVICE }
  expect((await post('/VIID/System/Keepalive', '{"KeepaliveObject":{}}', known)).status).toBe(200)

  const time = new Date((await aTime()) + 8 * 3_600_000).toISOString().replace(/\D/g, '').slice(0, 14)
  const vehicle = (id: number, more: object) => ({
    MotorVehicleID: `${STAMP}${id}`,
    DeviceID: 'unknown device',
    PassTime: time,
    PlateNo: `测AV${STAMP % 10}${id}00`,
    ...more,
  })
  const code = await codeOfReader()
  const body = JSON.stringify({
    MotorVehicleListObject: {
      MotorVehicleObject: [
        vehicle(1, { DeviceID: code, NumOfPassenger: 2 }),
        vehicle(2, { TollgateID: code }),
        vehicle(3, {}),
      ],
    },
  })
  const answer = (await (await post('/VIID/MotorVehicles', body, known)).json()) as {
    ResponseStatusListObject: { ResponseStatusObject: { StatusCode: number; Id: string }[] }
  }
  const statuses = answer.ResponseStatusListObject.ResponseStatusObject
  expect(statuses.map(({ StatusCode, Id }) => [StatusCode, Id])).toEqual([
    [0, `${STAMP}1`],
    [0, `${STAMP}2`],
    [8, `${STAMP}3`],
  ])
  const people = JSON.stringify({ FaceListObject: { FaceObject: [{}, {}] } })
  expect((await post('/VIID/Faces', people, known)).status).toBe(403)
  await device.getByText('7 days: 2 accepted, 0 duplicates, 1 refused, 3 dropped').waitFor({ timeout: 15_000 })
  expect(await seriousViolations(page)).toEqual([])
  expect((await post('/VIID/MotorVehicles', body, { ...json, 'user-identify': '9'.repeat(20) })).status).toBe(401)
})
