import type { MultiPolygon, Polygon } from 'geojson'
import type { OsmElements, OsmRelation, OsmTags, OsmWay } from './osm-elements'
import { joinRings, polygonFrom, ringPositions } from './osm-rings'
import type { Remark } from './records'
import { refusal, warning } from './remarks'

export interface ArealFeature {
  /** `w` or `r` + OSM id. */
  sourceId: string
  tags: OsmTags
  geometry: Polygon | MultiPolygon
}

/** Closed ways and multipolygon relations that `isWanted`, with their rings put together. */
export function arealFeatures(
  elements: OsmElements,
  isWanted: (tags: OsmTags) => boolean,
): { features: ArealFeature[]; remarks: Remark[]; read: number } {
  const features: ArealFeature[] = []
  const remarks: Remark[] = []
  const ways = elements.ways.filter((way) => isClosed(way) && isWanted(way.tags))
  const relations = elements.relations.filter(
    (relation) => relation.tags.type === 'multipolygon' && isWanted(relation.tags),
  )
  const wayById = relations.length > 0 ? new Map(elements.ways.map((way) => [way.id, way])) : new Map<number, OsmWay>()
  for (const way of ways) {
    const geometry = wayGeometry(way, elements)
    if (geometry) features.push({ sourceId: `w${way.id}`, tags: way.tags, geometry })
    else
      remarks.push(
        refusal(null, null, `w${way.id}`, `Way ${way.id} has nodes that are not in the file, or encloses nothing`),
      )
  }
  for (const relation of relations) {
    const geometry = relationGeometry(relation, wayById, elements, remarks)
    if (geometry) features.push({ sourceId: `r${relation.id}`, tags: relation.tags, geometry })
    else
      remarks.push(
        refusal(
          null,
          null,
          `r${relation.id}`,
          `The member ways of relation ${relation.id} form no closed outer ring; some are perhaps outside the extract`,
        ),
      )
  }
  return { features, remarks, read: ways.length + relations.length }
}

const isClosed = (way: OsmWay) => way.refs.length >= 4 && way.refs[0] === way.refs[way.refs.length - 1]

function wayGeometry(way: OsmWay, { nodes }: OsmElements): Polygon | MultiPolygon | null {
  const ring = ringPositions(way.refs, nodes)
  return ring && polygonFrom([ring], []).geometry
}

function relationGeometry(
  relation: OsmRelation,
  wayById: Map<number, OsmWay>,
  { nodes }: OsmElements,
  remarks: Remark[],
): Polygon | MultiPolygon | null {
  const ringsOf = (isHole: boolean) => {
    const members = relation.members.filter((member) => member.type === 'way' && (member.role === 'inner') === isHole)
    const joined = joinRings(members.map((member) => wayById.get(member.id)?.refs ?? []))
    const rings = joined.rings.map((refs) => ringPositions(refs, nodes)).filter((ring) => ring !== null)
    return { rings, lost: joined.openWays + joined.rings.length - rings.length }
  }
  const outer = ringsOf(false)
  const inner = ringsOf(true)
  if (outer.rings.length === 0) return null
  const { geometry, strayHoles } = polygonFrom(outer.rings, inner.rings)
  const lost = outer.lost + inner.lost + strayHoles
  if (lost > 0)
    remarks.push(
      warning(
        null,
        null,
        `r${relation.id}`,
        `${lost} parts of relation ${relation.id} close no ring or lie outside it; they were left out`,
      ),
    )
  return geometry
}
