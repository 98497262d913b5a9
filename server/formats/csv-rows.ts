/** A row of a CSV text. */
export interface CsvRow {
  /** As a spreadsheet counts: the first row is 1, blank rows count too. */
  row: number
  cells: string[]
  /** Why the row cannot be read, or null. */
  problem: string | null
}

const MAX_ROW_LENGTH = 10 * 1024 * 1024

/**
 * The rows of a CSV text (RFC 4180), one at a time. A quote that never closes costs its own line only: reading goes on after it.
 * Blank lines are skipped.
 */
export function* csvRows(text: string, delimiter: string): Generator<CsvRow> {
  const lastQuote = text.lastIndexOf('"')
  let row = 0
  for (let at = 0; at < text.length; ) {
    row++
    const read = readRow(text, at, delimiter, lastQuote)
    at = read.end
    const isBlank = read.cells.length === 1 && read.cells[0].trim() === '' && read.problem === null
    if (!isBlank) yield { row, cells: read.cells, problem: read.problem }
  }
}

interface ReadRow {
  cells: string[]
  problem: string | null
  /** Where the next row begins. */
  end: number
}

function readRow(text: string, start: number, delimiter: string, lastQuote: number): ReadRow {
  const cells: string[] = []
  for (let at = start; ; ) {
    const cell = text[at] === '"' ? quotedCell(text, at, delimiter, lastQuote) : plainCell(text, at, delimiter)
    if (cell === null)
      return givenUp(
        text,
        start,
        cells,
        'a quote is opened and not closed properly; close it, or double it inside quoted text',
      )
    if (cell.end - start > MAX_ROW_LENGTH)
      return givenUp(text, start, cells, `the row is longer than ${MAX_ROW_LENGTH / 1024 / 1024} MB`)
    cells.push(cell.value)
    if (text[cell.end] !== delimiter) return { cells, problem: problemOf(cells), end: afterLineEnd(text, cell.end) }
    at = cell.end + 1
  }
}

const problemOf = (cells: string[]) =>
  cells.some((cell) => cell.includes('\0')) ? 'the row holds NUL characters; the file is damaged or is not text' : null

function givenUp(text: string, start: number, cells: string[], problem: string): ReadRow {
  const end = lineEnd(text, start)
  return {
    cells: cells.length > 0 ? cells : [text.slice(start, Math.min(end, start + 200))],
    problem,
    end: afterLineEnd(text, end),
  }
}

function plainCell(text: string, start: number, delimiter: string): { value: string; end: number } {
  let end = start
  while (end < text.length && text[end] !== delimiter && text[end] !== '\n' && text[end] !== '\r') end++
  return { value: text.slice(start, end), end }
}

/** `end` is behind the closing quote. Null when there is none, or when something other than a delimiter follows it. */
function quotedCell(
  text: string,
  start: number,
  delimiter: string,
  lastQuote: number,
): { value: string; end: number } | null {
  let value = ''
  for (let from = start + 1; from <= lastQuote; ) {
    const quote = text.indexOf('"', from)
    if (quote < 0 || quote - start > MAX_ROW_LENGTH) return null
    value += text.slice(from, quote)
    const next = text[quote + 1]
    if (next !== '"')
      return next === undefined || next === delimiter || next === '\n' || next === '\r'
        ? { value, end: quote + 1 }
        : null
    value += '"'
    from = quote + 2
  }
  return null
}

function lineEnd(text: string, at: number): number {
  let end = at
  while (end < text.length && text[end] !== '\n' && text[end] !== '\r') end++
  return end
}

const afterLineEnd = (text: string, end: number) => end + (text[end] === '\r' && text[end + 1] === '\n' ? 2 : 1)
