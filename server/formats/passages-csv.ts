import { readCsv } from './csv-table'
import { PASSAGE_COLUMNS, type ParsedPassages, type PassageField, PassageReader } from './passage-fields'

/**
 * Reads passages, one a row; `localOffsetMinutes` east of Greenwich holds for times without a zone. Throws `FormatError` when the file as a whole cannot be read; a bad
 * row is a remark.
 */
export function parsePassagesCsv(bytes: Uint8Array, options: { localOffsetMinutes?: number } = {}): ParsedPassages {
  const reader = new PassageReader(options)
  const read = readCsv<PassageField>(bytes, PASSAGE_COLUMNS, reader.remarks, (row) => reader.take(row))
  return reader.result(read)
}
