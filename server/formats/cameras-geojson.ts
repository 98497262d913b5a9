import { readFeatures, readPoint } from './geojson-features'
import { readSurveillance } from './osm-surveillance'
import type { CameraRecord, Parsed, Remark } from './records'
import { refusal } from './remarks'

const ID = /^[A-Za-z0-9._/:-]{1,64}$/

/**
 * Reads points with OSM surveillance tags as properties; a feature's id is the camera's code. Throws `FormatError` when the file
 * as a whole cannot be read.
 */
export function parseCamerasGeojson(bytes: Uint8Array): Parsed<CameraRecord> {
  const features = readFeatures(bytes)
  const records: CameraRecord[] = []
  const remarks: Remark[] = []
  const codes = new Set<string>()
  for (const { row, id, geometry, properties } of features) {
    const code = String(id ?? '')
    const point = readPoint(geometry)
    if (!ID.test(code))
      remarks.push(refusal(row, 'id', id, 'expected an id of at most 64 letters, digits and . _ / : -'))
    else if (codes.has(code)) remarks.push(refusal(row, 'id', code, 'another feature has the same id'))
    else if ('why' in point) remarks.push(refusal(row, 'geometry', '', point.why))
    else {
      const [lng, lat] = point.position
      const reading = readSurveillance({ code, lng, lat, tags: tagsOf(properties) }, row)
      codes.add(code)
      if (reading.camera) records.push(reading.camera)
      remarks.push(...reading.remarks)
    }
  }
  return { records, remarks, read: features.length }
}

/** Tags are texts; numbers and claims become them, anything deeper is no tag. */
function tagsOf(properties: Record<string, unknown>): Record<string, string> {
  const plain = Object.entries(properties).filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value))
  return Object.fromEntries(plain.map(([key, value]) => [key, String(value)]))
}
