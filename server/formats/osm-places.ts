import type { Position } from 'geojson'
import { cleanText } from './clean-text'
import { areaKindOf } from './osm-areas'
import type { OsmElements, OsmNode, OsmTags, OsmWay } from './osm-elements'
import { ringPositions } from './osm-rings'
import type { Parsed, PlaceKind, PlaceRecord, Remark } from './records'
import { refusal } from './remarks'

// biome-ignore format: a table reads better in few lines
const AMENITIES: Record<string, PlaceKind> = {
  school: 'school', kindergarten: 'school', college: 'school', university: 'school', hospital: 'hospital', clinic: 'hospital', police: 'police', townhall: 'government',
  courthouse: 'government', marketplace: 'market', bank: 'bank', restaurant: 'restaurant', cafe: 'restaurant', fast_food: 'restaurant', bar: 'restaurant', pub: 'restaurant',
  bus_station: 'station', library: 'other', theatre: 'other', cinema: 'other', place_of_worship: 'other', post_office: 'other', pharmacy: 'other', community_centre: 'other',
}
const SETTLEMENTS = new Set([
  'city',
  'town',
  'village',
  'suburb',
  'quarter',
  'neighbourhood',
  'hamlet',
  'square',
  'locality',
])

/** Amenities on nodes and closed ways, entrances and gates, stations, and names of places. */
export function readOsmPlaces(elements: OsmElements): Parsed<PlaceRecord> {
  const gateKinds = gatesOf(elements.ways)
  const remarks: Remark[] = []
  const records: PlaceRecord[] = []
  for (const node of elements.taggedNodes) {
    const kind = nodeKindOf(node, gateKinds)
    if (kind) records.push(placeOf(`n${node.id}`, kind, node.tags, [node.lng, node.lat]))
  }
  for (const way of elements.ways) {
    const kind = amenityKindOf(way.tags)
    if (!kind) continue
    const ring = ringPositions(way.refs, elements.nodes)
    if (ring) records.push(placeOf(`w${way.id}`, kind, way.tags, middleOf(ring)))
    else
      remarks.push(
        refusal(
          null,
          'amenity',
          way.tags.amenity,
          `Way ${way.id} has nodes that are not in the file, or encloses nothing`,
        ),
      )
  }
  return { records, remarks, read: records.length + remarks.length }
}

const amenityKindOf = ({ amenity }: OsmTags): PlaceKind | null =>
  amenity !== undefined && Object.hasOwn(AMENITIES, amenity) ? AMENITIES[amenity] : null

function nodeKindOf({ id, tags }: OsmNode, gateKinds: Map<number, PlaceKind>): PlaceKind | null {
  const amenity = amenityKindOf(tags)
  if (amenity) return amenity
  if (tags.railway === 'station' || tags.railway === 'subway_entrance')
    return tags.railway === 'station' ? 'station' : 'entrance'
  const isDoor =
    (tags.entrance !== undefined && tags.entrance !== 'no') || tags.barrier === 'gate' || tags.barrier === 'lift_gate'
  if (isDoor) return gateKinds.get(id) ?? (tags.entrance === undefined ? null : 'entrance')
  return tags.place !== undefined && SETTLEMENTS.has(tags.place) ? 'place' : null
}

/** Nodes on the outline of a school or a gated estate: a door there is its gate. */
function gatesOf(ways: OsmWay[]): Map<number, PlaceKind> {
  const gates = new Map<number, PlaceKind>()
  for (const { tags, refs } of ways) {
    const kind = tags.amenity === 'school' ? 'school_gate' : areaKindOf(tags) === 'estate' ? 'estate_entrance' : null
    if (kind) for (const ref of refs) gates.set(ref, kind)
  }
  return gates
}

function placeOf(sourceId: string, kind: PlaceKind, tags: OsmTags, [lng, lat]: Position): PlaceRecord {
  return { sourceId, kind, name: cleanText(tags.name), nameEn: cleanText(tags['name:en']), lng, lat }
}

function middleOf(ring: Position[]): Position {
  const corners = ring.slice(1)
  const mean = (axis: 0 | 1) => corners.reduce((sum, corner) => sum + corner[axis], 0) / corners.length
  return [mean(0), mean(1)]
}
