import { cleanText } from './clean-text'
import { parseGreatestLength } from './length-tag'
import { type ArealFeature, arealFeatures } from './osm-areal-features'
import type { OsmElements, OsmTags } from './osm-elements'
import type { BuildingRecord, Parsed, Remark } from './records'
import { warning } from './remarks'

/** Usual height of one storey, metres. */
const STOREY_M = 3.2
const MAX_HEIGHT_M = 900
const MAX_LEVELS = 200

/** `building=*` (but `no`) on closed ways and multipolygon relations. Parts and `type=building` groups are not outlines. */
export const readOsmBuildings = (elements: OsmElements) => readOutlines(elements, isBuilding, false)

/**
 * `building:part=*` (but `no`) where it is no building itself: ground with a height of its own inside a building. A part
 * that begins above the ground is taken to stand on it.
 */
export const readOsmBuildingParts = (elements: OsmElements) => readOutlines(elements, isPart, true)

function readOutlines(
  elements: OsmElements,
  isWanted: (tags: OsmTags) => boolean,
  isPartWanted: boolean,
): Parsed<BuildingRecord> {
  const { features, remarks, read } = arealFeatures(elements, isWanted)
  return { records: features.map((feature) => outlineOf(feature, isPartWanted, remarks)), remarks, read }
}

export const isBuilding = (tags: OsmTags) => tags.building !== undefined && tags.building !== 'no'

const isPart = (tags: OsmTags) =>
  !isBuilding(tags) && tags['building:part'] !== undefined && tags['building:part'] !== 'no'

function outlineOf({ sourceId, tags, geometry }: ArealFeature, isPart: boolean, remarks: Remark[]): BuildingRecord {
  const measure = (field: string, max: number, what: string) => {
    const text = tags[field]
    if (text === undefined) return null
    const value = parseGreatestLength(text)
    const isUsable = value !== null && value >= 0 && value <= max
    if (!isUsable)
      remarks.push(warning(null, field, text, `${sourceId}: expected ${what} of 0–${max}; it was left out`))
    else if (text.includes(';'))
      remarks.push(warning(null, field, text, `${sourceId}: several values; the greatest was taken`))
    return isUsable ? value : null
  }
  const height =
    measure('height', MAX_HEIGHT_M, 'a height in metres') ??
    measure('building:height', MAX_HEIGHT_M, 'a height in metres')
  const levels = measure('building:levels', MAX_LEVELS, 'a number of storeys')
  const fromLevels = levels !== null && levels > 0 ? levels * STOREY_M : null
  return {
    sourceId,
    geometry,
    heightM: height ?? fromLevels,
    levels,
    heightProvenance: height !== null ? 'surveyed' : fromLevels !== null ? 'catalogue' : 'default',
    name: cleanText(tags.name),
    use: isPart ? tags['building:part'] : tags.building,
    isPart,
  }
}
