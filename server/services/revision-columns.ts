import type { Point } from 'geojson'

/** A camera's fields as a revision keeps them, as columns again. */
export function revisionColumns(fields: Record<string, unknown>) {
  const { lng, lat, installedAt, retiredAt, ...rest } = fields as Record<string, unknown> & {
    lng: number
    lat: number
    installedAt: number | null
    retiredAt: number | null
  }
  const position: Point = { type: 'Point', coordinates: [lng, lat] }
  const timeOf = (value: number | null) => (value === null ? null : new Date(value))
  return { ...rest, position, installedAt: timeOf(installedAt), retiredAt: timeOf(retiredAt) }
}
