import { cleanText } from './clean-text'
import { parseLength } from './length-tag'
import type { OsmElements, OsmTags, OsmWay } from './osm-elements'
import type { Parsed, Remark, RoadClass, RoadRecord } from './records'
import { refusal, warning } from './remarks'

/** Links take the class they lead to. What is not listed (under construction, proposed, platforms, indoor corridors) is no road. */
// biome-ignore format: a table reads better in few lines
const CLASS_OF: Record<string, RoadClass> = {
  motorway: 'motorway', motorway_link: 'motorway', trunk: 'trunk', trunk_link: 'trunk', primary: 'primary', primary_link: 'primary',
  secondary: 'secondary', secondary_link: 'secondary', tertiary: 'tertiary', tertiary_link: 'tertiary', unclassified: 'residential', residential: 'residential', road: 'residential',
  living_street: 'living_street', service: 'service', busway: 'service', pedestrian: 'pedestrian', footway: 'footway', path: 'footway', steps: 'footway',
  cycleway: 'cycleway', track: 'track', bridleway: 'track',
}

/** `highway=*` ways that are lines. Squares (`area=yes`) are areas. */
export function readOsmRoads(elements: OsmElements): Parsed<RoadRecord> {
  const roads = elements.ways.filter(
    ({ tags }) => tags.highway !== undefined && Object.hasOwn(CLASS_OF, tags.highway) && tags.area !== 'yes',
  )
  const remarks: Remark[] = []
  const records = roads.map((way) => roadOf(way, elements, remarks)).filter((road) => road !== null)
  return { records, remarks, read: roads.length }
}

function roadOf(way: OsmWay, { nodes }: OsmElements, remarks: Remark[]): RoadRecord | null {
  const { tags } = way
  const sourceId = `w${way.id}`
  const positions = way.refs.map((ref) => nodes.position(ref))
  const coordinates = positions.filter((position) => position !== null)
  if (coordinates.length < 2) {
    remarks.push(refusal(null, null, sourceId, `Way ${way.id} has fewer than two nodes in the file`))
    return null
  }
  if (coordinates.length < positions.length) {
    remarks.push(
      warning(
        null,
        null,
        sourceId,
        `${positions.length - coordinates.length} nodes of way ${way.id} are not in the file; it was drawn without them`,
      ),
    )
  }
  return {
    sourceId,
    geometry: { type: 'LineString', coordinates },
    roadClass: CLASS_OF[tags.highway],
    name: cleanText(tags.name),
    nameEn: cleanText(tags['name:en']),
    oneway: onewayOf(tags),
    ...sizeOf(sourceId, tags, remarks),
    isTunnel: isClaimed(tags.tunnel),
    isBridge: isClaimed(tags.bridge),
  }
}

const isClaimed = (value: string | undefined) => value !== undefined && value !== 'no'

/** Roundabouts and motorways are one-way unless they say otherwise: https://wiki.openstreetmap.org/wiki/Key:oneway */
function onewayOf(tags: OsmTags): RoadRecord['oneway'] {
  if (/^(yes|true|1)$/.test(tags.oneway ?? '')) return 'forward'
  if (/^(-1|reverse)$/.test(tags.oneway ?? '')) return 'backward'
  if (tags.oneway !== undefined) return 'no'
  const isImplied = /^(roundabout|circular)$/.test(tags.junction ?? '') || tags.highway === 'motorway'
  return isImplied ? 'forward' : 'no'
}

function sizeOf(sourceId: string, tags: OsmTags, remarks: Remark[]): Pick<RoadRecord, 'widthM' | 'lanes'> {
  const checked = (field: string, value: number | null, max: number) => {
    if (tags[field] === undefined || (value !== null && value > 0 && value <= max)) return value
    remarks.push(
      warning(null, field, tags[field], `${sourceId}: expected a number above 0 and at most ${max}; it was left out`),
    )
    return null
  }
  const lanes = /^\d+$/.test(tags.lanes ?? '') ? Number(tags.lanes) : null
  return {
    widthM: checked('width', tags.width === undefined ? null : parseLength(tags.width), 200),
    lanes: checked('lanes', lanes, 20),
  }
}
