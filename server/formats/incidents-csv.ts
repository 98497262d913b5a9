import { cleanText } from './clean-text'
import { type Column, type Row, readCsv } from './csv-table'
import { parsePosition } from './number-text'
import type { IncidentRecord, Parsed, Remark } from './records'
import { refusal, warning } from './remarks'
import { LOCAL_OFFSET_MINUTES, parseTime } from './time-text'

/** The documented columns and the other names they go by, among them those of data.police.uk. */
export const INCIDENT_COLUMNS = [
  { name: 'source_id', aliases: ['id', 'crime_id', '编号', '警情编号'] },
  { name: 'kind', aliases: ['type', 'crime_type', '类型', '警情类型', '类别'], isRequired: true },
  { name: 'title', aliases: ['标题', '简要'] },
  { name: 'title_en' },
  { name: 'place', aliases: ['location', '地点', '地址'] },
  { name: 'lng', aliases: ['lon', 'longitude', '经度'], isRequired: true },
  { name: 'lat', aliases: ['latitude', '纬度'], isRequired: true },
  { name: 'started_at', aliases: ['time', 'start', 'month', '发生时间', '报警时间', '开始时间'], isRequired: true },
  { name: 'ended_at', aliases: ['end', '结束时间'] },
] as const satisfies readonly Column<string>[]

type Name = (typeof INCIDENT_COLUMNS)[number]['name']

/**
 * Reads incidents (positions in WGS 84); `localOffsetMinutes` east of Greenwich holds for times without a zone. Throws `FormatError` when the file as a whole cannot be read; a bad row is a remark.
 */
export function parseIncidentsCsv(
  bytes: Uint8Array,
  { localOffsetMinutes = LOCAL_OFFSET_MINUTES } = {},
): Parsed<IncidentRecord> {
  const records: IncidentRecord[] = []
  const remarks: Remark[] = []
  const uses = new Map<string, number>()
  let months = 0
  const read = readCsv<Name>(bytes, INCIDENT_COLUMNS, remarks, (row) => {
    const taken = incidentOf(row, localOffsetMinutes, remarks)
    if (!('record' in taken)) return void remarks.push(refusal(row.row, taken.field, row.text(taken.field), taken.why))
    if (/^\d{4}[-/.]\d{1,2}$/.test(row.text('started_at'))) months++
    records.push({ ...taken.record, sourceId: uniqueId(taken.record.sourceId, uses) })
  })
  if (months > 0)
    remarks.push(
      warning(null, 'started_at', '', `${months} incidents are dated to the month only; they stand on its first day`),
    )
  return { records, remarks, read }
}

function incidentOf(
  row: Row<Name>,
  localOffset: number,
  remarks: Remark[],
): { record: IncidentRecord } | { field: Name; why: string } {
  const kind = cleanText(row.text('kind'), 80)
  const position = parsePosition(row.text('lng'), row.text('lat'))
  const time = parseTime(row.text('started_at'), localOffset)
  if (!kind) return { field: 'kind', why: 'expected what happened, such as "theft"' }
  if (row.text('lng') === '' && row.text('lat') === '')
    return { field: 'lng', why: 'the incident has no position, so it cannot stand on the map' }
  if ('why' in position) return { field: position.field, why: position.why }
  if (!time)
    return { field: 'started_at', why: 'expected a time such as 2026-01-15T07:00:21+08:00, or a month such as 2026-01' }
  const place = cleanText(row.text('place'), 120)
  return {
    record: {
      sourceId: cleanText(row.text('source_id'), 80) ?? `${row.text('started_at')}#${row.row}`,
      kind: slugOf(kind),
      title: cleanText(row.text('title')) ?? (place ? `${kind}, ${place}` : kind),
      titleEn: cleanText(row.text('title_en')),
      ...position,
      startedAt: time.at,
      endedAt: endOf(row, time.at, localOffset, remarks),
    },
  }
}

function endOf(row: Row<Name>, startedAt: number, localOffset: number, remarks: Remark[]): number | null {
  const text = row.text('ended_at')
  const end = text === '' ? null : (parseTime(text, localOffset)?.at ?? null)
  if (end !== null && end >= startedAt) return end
  if (text !== '')
    remarks.push(warning(row.row, 'ended_at', text, 'expected a time not before the start; it was left out'))
  return null
}

/** One report may list several offences under one number: the second is `…#2`. */
function uniqueId(id: string, uses: Map<string, number>): string {
  const count = (uses.get(id) ?? 0) + 1
  uses.set(id, count)
  return count === 1 ? id : `${id}#${count}`
}

const slugOf = (kind: string) => kind.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '_')
