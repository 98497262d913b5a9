import { csvRows } from './csv-rows'
import { decodeText } from './decode-text'
import { FormatError } from './format-error'
import type { Remark } from './records'
import { refusal, warning } from './remarks'

/** A column that a format knows, by its documented name and the other names it goes by. */
export interface Column<Name extends string> {
  name: Name
  aliases?: readonly string[]
  isRequired?: boolean
}

/** The cells of one row by the names of their columns; a column that is not there reads as ''. */
export interface Row<Name extends string> {
  row: number
  text(name: Name): string
  /** Columns the format does not know, as they are named in the file. */
  others(): Record<string, string>
}

const FORBIDDEN = new Set(['__proto__', 'prototype', 'constructor'])
/** Columns that are dropped unread: secrets, and whatever describes a person. */
const NEVER_READ =
  /pass(word|wd|phrase)|密码|口令|secret|token|face|人脸|driver|驾驶|occupant|乘员|person|人员|idcard|身份证/i

/**
 * Reads a CSV file with a header and calls `read` for every row that has the right number of cells. Other rows become remarks.
 * Throws `FormatError` when the header lacks a required column or is otherwise not usable. Returns how many rows were read.
 */
export function readCsv<Name extends string>(
  bytes: Uint8Array,
  columns: readonly Column<Name>[],
  remarks: Remark[],
  read: (row: Row<Name>) => void,
): number {
  const text = decodeText(bytes)
  const rows = csvRows(text, delimiterOf(text))
  const first = rows.next()
  if (first.done)
    throw new FormatError(`The file is empty; a CSV file with the columns ${requiredNames(columns)} was expected`)
  if (first.value.problem) throw new FormatError(`The header cannot be read: ${first.value.problem}`)
  const header = first.value.cells.map((cell) => cell.trim())
  const { places, others } = placesOf(header, columns, remarks)
  let count = 0
  for (const { row, cells, problem } of rows) {
    count++
    const why = problem ?? shapeProblem(cells, header)
    if (why) remarks.push(refusal(row, null, cells.join(','), why))
    else
      read({
        row,
        text: (name) => cells[places.get(name) ?? -1]?.trim() ?? '',
        others: () => Object.fromEntries(others.map((i) => [header[i], cells[i]])),
      })
  }
  return count
}

/** Extra empty cells at the end are common in exported sheets and do no harm. */
function shapeProblem(cells: string[], header: string[]): string | null {
  const isTooLong = cells.slice(header.length).some((cell) => cell.trim() !== '')
  return cells.length < header.length || isTooLong
    ? `expected ${header.length} cells as in the header, found ${cells.length}`
    : null
}

function placesOf<Name extends string>(
  header: string[],
  columns: readonly Column<Name>[],
  remarks: Remark[],
): { places: Map<Name, number>; others: number[] } {
  const names = new Map(
    columns.flatMap(({ name, aliases = [] }) => [name, ...aliases].map((alias) => [plainTitle(alias), name] as const)),
  )
  const places = new Map<Name, number>()
  const seen = new Set<string>()
  const others: number[] = []
  header.forEach((title, i) => {
    const key = plainTitle(title)
    if (FORBIDDEN.has(title.toLowerCase()))
      throw new FormatError(`The header holds the column "${title}", which is not allowed; rename it`)
    if (title === '') return
    const name = names.get(key)
    if (seen.has(key) || (name && places.has(name)))
      throw new FormatError(
        `The header names the column "${title}" twice${name && name !== title ? ` (as ${name})` : ''}; keep one of them`,
      )
    seen.add(key)
    if (name) places.set(name, i)
    else if (NEVER_READ.test(title))
      remarks.push(warning(1, title, '', 'this column may hold a secret or describe a person; it was not read'))
    else others.push(i)
  })
  const missing = columns
    .filter(({ name, isRequired }) => isRequired && !places.has(name))
    .map(({ name }) => `"${name}"`)
  if (missing.length > 0)
    throw new FormatError(
      `The file lacks the column ${missing.join(' and ')}; it has: ${header.join(', ').slice(0, 300)}`,
    )
  return { places, others }
}

/** Headers are compared without case, spaces, underscores, units in brackets and full-width forms. */
export const plainTitle = (title: string) =>
  title
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\(.*?\)/g, '')
    .replace(/[\s_\-*]/g, '')

const requiredNames = <Name extends string>(columns: readonly Column<Name>[]) =>
  columns
    .filter(({ isRequired }) => isRequired)
    .map(({ name }) => name)
    .join(', ')

/** Comma, semicolon or tab: whichever the first line holds most of. */
function delimiterOf(text: string): string {
  const line = text.slice(0, 10_000).split(/[\r\n]/, 1)[0]
  const count = (delimiter: string) => line.split(delimiter).length
  return [',', ';', '\t'].reduce((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best))
}
