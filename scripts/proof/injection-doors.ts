/** Sends texts to every field that the API writes, and tells which were let in. */
import type { Visitor } from './web-visitor'

export interface Sent {
  field: string
  text: string
  isLetIn: boolean
}

const REASON = 'Witness saw a stolen van leave the market: '

const resultOf = (text: string) =>
  (JSON.parse(text) as { result: { data: { id: number; version: number } } }).result.data

/** Texts longer than a field are left out: that is another limit. */
export async function sendTexts(
  planner: Visitor,
  officer: Visitor,
  texts: readonly string[],
  cameraId: number,
  version: number,
): Promise<Sent[]> {
  const sent: Sent[] = []
  let current = version
  const edit = async (field: 'name' | 'operator', text: string) => {
    const answer = await planner.call('cameras.edit', { id: cameraId, version: current, changes: { [field]: text } })
    if (answer.status === 200) current = resultOf(answer.text).version
    sent.push({ field: `camera ${field}`, text, isLetIn: answer.status === 200 })
  }
  const send = async (field: string, text: string, who: Visitor, procedure: string, input: unknown) =>
    sent.push({ field, text, isLetIn: (await who.call(procedure, input)).status === 200 })
  for (const [i, text] of texts.entries()) {
    await edit('name', text)
    await edit('operator', text)
    const lng = 126.2157 + i * 1e-5
    const ring = [[lng, 45.4311], [lng + 1e-3, 45.4311], [lng, 45.4319]] // biome-ignore format: corners
    const fields = { name: text, ring, weight: 1, requiredLevel: null, reason: text }
    await send('area', text, planner, 'areas.draw', { kind: 'cordon', fields })
    const validDays = 1
    await send('case reason', text, officer, 'cases.open', {
      number: `I-${i}`,
      offenceClass: 'theft',
      reason: REASON + text,
      validDays,
    })
    if (text.length >= 3 && text.length <= 40)
      await send('case number', text, officer, 'cases.open', {
        number: text,
        offenceClass: 'theft',
        reason: REASON,
        validDays,
      })
    await send('search', text, planner, 'cameras.search', { text })
  }
  return sent
}
