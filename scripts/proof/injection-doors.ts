/** Sends texts to every field that the API writes, and tells which were let in. */
import { MARKS_CASE } from './injection-fields'
import { type Answer, type Visitor, waitAsTold } from './web-visitor'

export interface Sent {
  field: string
  text: string
  isLetIn: boolean
}

interface Senders {
  planner: Visitor
  officer: Visitor
  admin: Visitor
}

type Send = (field: string, text: string, who: Visitor, procedure: string, input: unknown) => Promise<Answer>

const REASON = 'Witness saw a stolen van leave the market: '
const ROLE = { role: 'planner', jurisdictionId: null, owners: null } as const

const resultOf = <T>({ text }: Answer) => (JSON.parse(text) as { result: { data: T } }).result.data

/** Asks again as often as it is only told to wait. */
async function askPatiently(who: Visitor, procedure: string, input: unknown): Promise<Answer> {
  for (;;) {
    const answer = await who.call(procedure, input)
    if (answer.status !== 429) return answer
    await waitAsTold(answer)
  }
}

/** A text for each field once; those longer than a field are left out: that is another limit. */
export async function sendTexts(
  by: Senders,
  texts: readonly string[],
  camera: { id: number; version: number },
): Promise<Sent[]> {
  const sent: Sent[] = []
  const send: Send = async (field, text, who, procedure, input) => {
    const answer = await askPatiently(who, procedure, input)
    sent.push({ field, text, isLetIn: answer.status === 200 })
    return answer
  }
  const toCamera = cameraFields(send, by.planner, camera)
  const toPerson = await personFields(send, by.admin)
  const toBookmark = await bookmarkField(send, by.officer, camera.id)
  for (const [i, text] of texts.entries()) {
    await toCamera(text)
    await toPerson(text, i)
    await toArea(send, by.planner, text, i)
    await toCase(send, by.officer, text, i)
    await toBookmark(text)
    await send('search', text, by.planner, 'cameras.search', { text })
  }
  return sent
}

/** Each edit that is let in makes another version. */
function cameraFields(send: Send, planner: Visitor, { id, version }: { id: number; version: number }) {
  let current = version
  return async (text: string) => {
    for (const field of ['name', 'operator'] as const) {
      const input = { id, version: current, changes: { [field]: text } }
      const answer = await send(`camera ${field}`, text, planner, 'cameras.edit', input)
      if (answer.status === 200) current = resultOf<{ version: number }>(answer).version
    }
  }
}

/** All into one person, who is added for it. */
async function personFields(send: Send, admin: Visitor) {
  const fields = { ...ROLE, displayName: 'Somebody', unit: 'A unit', oidcSubject: null }
  const added = await admin.call('people.add', { username: 'somebody', ...fields })
  const { id } = resultOf<{ id: number }>(added)
  const edit = (changes: Record<string, string>) => ({ id, changes })
  return async (text: string, i: number) => {
    await send('user name', text, admin, 'people.add', { username: text, ...fields })
    await send('display name', text, admin, 'people.edit', edit({ displayName: text }))
    await send('subject', text, admin, 'people.edit', edit({ oidcSubject: text }))
    await send('unit', text, admin, 'people.edit', edit({ unit: text }))
    await askPatiently(admin, 'people.edit', edit({ unit: `unit ${i}` }))
    await send('new name of a unit', text, admin, 'people.renameUnit', { from: `unit ${i}`, to: text })
  }
}

/** All into one case, which is opened for it. */
async function bookmarkField(send: Send, officer: Visitor, cameraId: number) {
  const opened = { number: MARKS_CASE, offenceClass: 'theft', validDays: 1, reason: REASON }
  const { id: caseId } = resultOf<{ id: number }>(await officer.call('cases.open', opened))
  const to = Date.now() - 60_000
  return (text: string) =>
    send('bookmark', text, officer, 'bookmarks.add', { caseId, cameraId, from: to - 60_000, to, note: text })
}

async function toArea(send: Send, planner: Visitor, text: string, i: number): Promise<void> {
  const lng = 126.2157 + i * 1e-5
  const ring = [[lng, 45.4311], [lng + 1e-3, 45.4311], [lng, 45.4319]] // biome-ignore format: corners
  const fields = { name: text, ring, weight: 1, requiredLevel: null, reason: text }
  await send('area', text, planner, 'areas.draw', { kind: 'cordon', fields })
}

async function toCase(send: Send, officer: Visitor, text: string, i: number): Promise<void> {
  const opened = { offenceClass: 'theft', validDays: 1 }
  await send('case reason', text, officer, 'cases.open', { ...opened, number: `I-${i}`, reason: REASON + text })
  if (text.length >= 3 && text.length <= 40)
    await send('case number', text, officer, 'cases.open', { ...opened, number: text, reason: REASON })
}
