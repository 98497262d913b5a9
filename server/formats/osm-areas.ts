import { cleanText } from './clean-text'
import { arealFeatures } from './osm-areal-features'
import { isBuilding } from './osm-buildings'
import type { OsmElements, OsmTags } from './osm-elements'
import type { AreaKind, AreaRecord, Parsed } from './records'

/** The first rule that fits decides, so what is particular comes before what is general. */
const RULES: readonly (readonly [key: string, values: string, kind: AreaKind])[] = [
  ['natural', 'water', 'water'],
  ['waterway', 'riverbank|dock', 'water'],
  ['landuse', 'reservoir|basin', 'water'],
  ['amenity', 'school|kindergarten|college|university', 'school'],
  ['amenity', 'hospital|clinic', 'hospital'],
  ['amenity', 'parking', 'parking'],
  ['place', 'square', 'square'],
  ['highway', 'pedestrian', 'square'],
  ['leisure', 'park|garden|pitch|playground|golf_course|nature_reserve|dog_park', 'green'],
  ['landuse', 'grass|meadow|forest|recreation_ground|village_green|cemetery|allotments|greenery', 'green'],
  ['natural', 'wood|scrub|grassland|heath|tree_group', 'green'],
  ['residential', 'gated', 'estate'],
  ['landuse', 'residential', 'residential'],
  ['landuse', 'commercial|retail', 'commercial'],
  ['landuse', 'industrial|depot|port', 'industrial'],
  ['landuse', 'railway', 'rail'],
]
const rules = RULES.map(([key, values, kind]) => ({ key, values: new Set(values.split('|')), kind }))

/** Water, green, land use, squares and the grounds of schools and hospitals. A building is never an area. */
export function readOsmAreas(elements: OsmElements): Parsed<AreaRecord> {
  const { features, remarks, read } = arealFeatures(elements, (tags) => areaKindOf(tags) !== null)
  const records = features.map(({ sourceId, tags, geometry }) => ({
    sourceId,
    kind: areaKindOf(tags)!,
    name: cleanText(tags.name),
    nameEn: cleanText(tags['name:en']),
    geometry,
  }))
  return { records, remarks, read }
}

/** What kind of ground these tags describe, or null. */
export function areaKindOf(tags: OsmTags): AreaKind | null {
  if (isBuilding(tags)) return null
  const isStreetLoop = tags.highway !== undefined && tags.area !== 'yes' && tags.type !== 'multipolygon'
  if (isStreetLoop) return null
  return rules.find(({ key, values }) => values.has(tags[key]))?.kind ?? null
}
