/** Passages as NDJSON: one JSON object a line, its keys named as the columns of the CSV are. */
import { plainTitle } from './csv-table'
import { decodeText } from './decode-text'
import { PASSAGE_COLUMNS, type ParsedPassages, type PassageField, PassageReader } from './passage-fields'
import { refusal } from './remarks'

const LONGEST_LINE = 64 * 1024
const MOST_KEYS = 1_000
const FIELD_OF = new Map<string, PassageField>(
  PASSAGE_COLUMNS.flatMap((column) =>
    [column.name, ...('aliases' in column ? column.aliases : [])].map(
      (name) => [plainTitle(name), column.name] as const,
    ),
  ),
)
/** Whatever describes who is in a vehicle. */
const ABOUT_PEOPLE = /face|driver|occupant|passenger|person|seat_?belt|人脸|驾驶|乘员|人员/i

/** Reads passages, one a line; blank lines are skipped and a bad line is a remark. Throws `FormatError` when it is no text. */
export function parsePassagesNdjson(bytes: Uint8Array, options: { localOffsetMinutes?: number } = {}): ParsedPassages {
  const reader = new PassageReader(options)
  const keys = new KnownKeys()
  let read = 0
  for (const [index, line] of decodeText(bytes).split(/\r?\n/).entries()) {
    if (line.trim() === '') continue
    read++
    const row = index + 1
    const fields = fieldsOf(line)
    if (typeof fields === 'string') reader.remarks.push(refusal(row, null, line, fields))
    else {
      const { texts, aboutPeople } = keys.textsOf(fields)
      if (aboutPeople > 0) reader.drop('occupantFields', aboutPeople)
      reader.take({ row, text: (name) => texts.get(name) ?? '' })
    }
  }
  return reader.result(read)
}

/** The object of a line, or why it is none. */
function fieldsOf(line: string): Record<string, unknown> | string {
  if (line.length > LONGEST_LINE) return `the line is longer than ${LONGEST_LINE / 1024} KB`
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : 'expected a JSON object'
  } catch {
    return 'expected a line of JSON'
  }
}

/** Lines of one file have the same keys: what each means is found out once. */
class KnownKeys {
  readonly #meaning = new Map<string, PassageField | 'people' | null>()

  textsOf(fields: Record<string, unknown>): { texts: Map<PassageField, string>; aboutPeople: number } {
    const texts = new Map<PassageField, string>()
    let aboutPeople = 0
    for (const key of Object.keys(fields)) {
      const meaning = this.#meaningOf(key)
      if (meaning === 'people') aboutPeople++
      else if (meaning && !texts.has(meaning)) texts.set(meaning, textOf(fields[key]))
    }
    return { texts, aboutPeople }
  }

  #meaningOf(key: string): PassageField | 'people' | null {
    const known = this.#meaning.get(key)
    if (known !== undefined) return known
    const meaning = ABOUT_PEOPLE.test(key) ? 'people' : (FIELD_OF.get(plainTitle(key)) ?? null)
    if (this.#meaning.size < MOST_KEYS) this.#meaning.set(key, meaning)
    return meaning
  }
}

/** Devices send numbers as texts and texts as numbers. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value.trim()
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return Array.isArray(value) && value.length <= 20 && value.every((item) => typeof item !== 'object')
    ? value.join(',')
    : ''
}
