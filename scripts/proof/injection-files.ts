/** What leaves as a file: is it whole, does it hold the texts as they are, and would a browser only keep it? */
import { asShown } from './injection-look'
import type { Answer, Visitor } from './web-visitor'

export interface FileOutput {
  name: string
  username: string
  ask(visitor: Visitor): Promise<Answer>
  /** The values in it; throws when it is broken. */
  read(text: string): unknown
  type: RegExp
  /** How a browser is told to keep it; a page of ours saves the others itself. */
  disposition: string | null
}

const QUESTION = { kind: 'effective', ownership: null, at: null, level: null }

export const FILES: readonly FileOutput[] = [
  {
    name: 'audit export',
    username: 'auditor',
    ask: (visitor) => visitor.ask('/api/audit/export', { method: 'POST' }),
    read: (text) =>
      text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as { text?: string })
        .map(({ text: row, ...rest }) => [rest, row && JSON.parse(row)]),
    type: /^application\/x-ndjson/,
    disposition: 'attachment; filename="sightline-audit.ndjson"',
  },
  {
    name: 'outline of a jurisdiction',
    username: 'planner',
    ask: (visitor) => visitor.call('coverage.export', { jurisdictionId: 1, question: QUESTION }),
    read: (text) => (JSON.parse(text) as { result: { data: { properties: unknown } } }).result.data.properties,
    type: /^application\/json/,
    disposition: null,
  },
]

/** Every text in it, one after the other, whatever lists and objects it stands in. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(textsIn) : []
}

export async function lookInto(
  { ask, read, type, disposition }: FileOutput,
  visitor: Visitor,
): Promise<{ problems: string[]; shown: string }> {
  const { status, headers, text } = await ask(visitor)
  if (status !== 200) return { problems: [`answered ${status}: ${text.slice(0, 200)}`], shown: '' }
  const problems: string[] = []
  const must = (isSo: boolean, problem: string) => void (isSo || problems.push(problem))
  must(type.test(headers.get('content-type') ?? ''), `came as ${headers.get('content-type')}`)
  must(headers.get('content-disposition') === disposition, `came as ${headers.get('content-disposition')}`)
  must(headers.get('x-content-type-options') === 'nosniff', 'may be taken for something else')
  must(/^default-src 'none'/.test(headers.get('content-security-policy') ?? ''), 'might run in a browser')
  return { problems, shown: asShown(textsIn(read(text)).join(' ')) }
}
