import { JURISDICTION_CODE } from '../domain/jurisdiction-kind'
import { cleanText } from './clean-text'
import { type RawFeature, readFeatures, readPolygon } from './geojson-features'
import type { JurisdictionRecord, Parsed, Remark } from './records'
import { refusal, warning } from './remarks'

const KINDS: Record<string, JurisdictionRecord['kind']> = {
  city: 'city',
  district: 'district',
  station: 'station',
  市: 'city',
  区: 'district',
  区县: 'district',
  县: 'district',
  分局: 'district',
  派出所: 'station',
}

/**
 * Reads areas and the bodies answerable for them: polygons with the properties `code`, `kind` (city, district, station), `name`,
 * `name_en`, `parent_code`. Throws `FormatError` when the file as a whole cannot be read.
 */
export function parseJurisdictionsGeojson(bytes: Uint8Array): Parsed<JurisdictionRecord> {
  const features = readFeatures(bytes)
  const records: JurisdictionRecord[] = []
  const remarks: Remark[] = []
  const codes = new Set<string>()
  for (const feature of features) {
    const taken = jurisdictionOf(feature, codes)
    if ('record' in taken) {
      codes.add(taken.record.code)
      records.push(taken.record)
    } else remarks.push(refusal(feature.row, taken.field, taken.value, taken.why))
  }
  for (const record of records) {
    if (record.parentCode === null || codes.has(record.parentCode)) continue
    remarks.push(
      warning(null, 'parent_code', record.parentCode, `"${record.code}" is part of an area that is not in this file`),
    )
  }
  return { records, remarks, read: features.length }
}

function jurisdictionOf(
  { geometry, properties }: RawFeature,
  codes: Set<string>,
): { record: JurisdictionRecord } | { field: string; value: unknown; why: string } {
  const text = (key: string) => {
    const value = Object.hasOwn(properties, key) ? properties[key] : null
    return typeof value === 'number' ? String(value) : typeof value === 'string' ? cleanText(value) : null
  }
  const [code, kind, name, parentCode] = [
    text('code'),
    text('kind'),
    text('name'),
    text('parent_code') ?? text('parentCode'),
  ]
  if (code === null || !JURISDICTION_CODE.test(code))
    return { field: 'code', value: properties.code, why: 'expected a code of at most 40 letters, digits and . _ -' }
  if (codes.has(code)) return { field: 'code', value: code, why: 'another area has the same code' }
  if (kind === null || !Object.hasOwn(KINDS, kind))
    return { field: 'kind', value: properties.kind, why: 'expected city, district or station' }
  if (name === null) return { field: 'name', value: properties.name, why: 'expected a name' }
  if (parentCode === code) return { field: 'parent_code', value: parentCode, why: 'an area cannot be part of itself' }
  const shape = readPolygon(geometry)
  if ('why' in shape) return { field: 'geometry', value: '', why: shape.why }
  return {
    record: {
      code,
      kind: KINDS[kind],
      name,
      nameEn: text('name_en') ?? text('nameEn'),
      parentCode,
      geometry: shape.geometry,
    },
  }
}
