import type { Remark } from './records'

const MAX_VALUE_LENGTH = 120

/** The row was refused. `row` is 1-based, null for the whole file or an element without a row. */
export function refusal(row: number | null, field: string | null, value: unknown, why: string): Remark {
  return { row, field, value: shown(value), why, severity: 'error' }
}

/** The row was taken, but this value was left out or assumed. */
export function warning(row: number | null, field: string | null, value: unknown, why: string): Remark {
  return { row, field, value: shown(value), why, severity: 'warning' }
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  return text.length > MAX_VALUE_LENGTH ? `${text.slice(0, MAX_VALUE_LENGTH)}…` : text
}
