import type { MultiPolygon, Polygon, Position } from 'geojson'
import type { LocalFrame } from '../domain/frame'
import type { AreaRecord, BuildingRecord, JurisdictionRecord, PlaceRecord, RoadRecord } from '../formats/records'
import { outerRing } from './arteries'
import { attachPaths, type Path } from './attach-paths'
import type { BuiltBlock } from './built-block'
import type { Jurisdiction } from './districts'
import { contains, lineLength, pointAlong, type Ring, signedArea, simplified, type Vec } from './plane'
import { isRoad, ROAD_SIZES } from './street'
import type { StreetEdge, StreetGraph } from './street-graph'
import { bandRing, bankLine, type Terrain } from './terrain'

const DIGITS = 1e7
const RAIL_HALF_WIDTH_M = 7

/** Degrees to seven decimals, about a centimetre, so that shared corners stay shared. */
function position(frame: LocalFrame, [x, y]: Vec): Position {
  return frame.toLngLat(x, y).map((degree) => Math.round(degree * DIGITS) / DIGITS)
}

/** Outer ring counter-clockwise, holes clockwise, all closed (RFC 7946). */
function polygon(frame: LocalFrame, outer: Ring, holes: readonly Ring[] = []): Polygon {
  const closed = (ring: Ring, sign: number) => {
    const turned = Math.sign(signedArea(ring)) === sign ? ring : [...ring].reverse()
    const positions = turned.map((corner) => position(frame, corner))
    return [...positions, positions[0]]
  }
  return { type: 'Polygon', coordinates: [closed(outer, 1), ...holes.map((hole) => closed(hole, -1))] }
}

export function jurisdictionRecords(jurisdictions: readonly Jurisdiction[], frame: LocalFrame): JurisdictionRecord[] {
  return jurisdictions.map(({ ring, ...rest }) => ({ ...rest, geometry: polygon(frame, ring) }))
}

export function buildingRecords(blocks: readonly BuiltBlock[], frame: LocalFrame): BuildingRecord[] {
  return blocks
    .flatMap(({ buildings }) => buildings)
    .map(({ outline, courtyards, levels, heightM, use }, i) => ({
      sourceId: `building-${i + 1}`,
      geometry: polygon(frame, outline, courtyards),
      heightM: Math.round(heightM * 10) / 10,
      levels,
      heightProvenance: 'surveyed' as const,
      name: null,
      use,
    }))
}

export function roadRecords(
  graph: StreetGraph,
  blocks: readonly BuiltBlock[],
  terrain: Terrain,
  frame: LocalFrame,
): RoadRecord[] {
  const { edges, pathEdges } = attachPaths(graph.edges, [
    ...blocks.flatMap(({ paths }) => paths),
    ...promenades(terrain),
  ])
  return [...edges, ...pathEdges].flatMap((edge, i): RoadRecord[] => {
    const { street, line } = edge
    if (!isRoad(street.kind)) return []
    const { widthM, lanes } = ROAD_SIZES[street.kind]
    const geometry = { type: 'LineString' as const, coordinates: line.map((corner) => position(frame, corner)) }
    const { name, nameEn, oneway } = street
    return [
      {
        sourceId: `road-${i + 1}`,
        geometry,
        roadClass: street.kind,
        name,
        nameEn,
        oneway,
        widthM,
        lanes,
        isTunnel: false,
        isBridge: isBridge(edge, terrain),
      },
    ]
  })
}

/** A path along either bank, as far as the city reaches. */
function promenades({ river }: Terrain): Path[] {
  const city = outerRing()
  return ([1, -1] as const).map((sign) => ({
    kind: 'footway',
    line: simplified(
      bankLine(river, sign, 17).filter((p) => contains(city, p)),
      0.8,
    ),
  }))
}

/** Streets are cut at the banks, so a piece is either over water or not. */
export const isBridge = ({ line }: Pick<StreetEdge, 'line'>, terrain: Terrain) =>
  terrain.distanceToWater(pointAlong(line, lineLength(line) / 2).point) < 0

export function areaRecords(blocks: readonly BuiltBlock[], terrain: Terrain, frame: LocalFrame): AreaRecord[] {
  const natural: Omit<AreaRecord, 'sourceId'>[] = [
    {
      kind: 'water',
      name: '清江',
      nameEn: 'Qing River',
      geometry: polygon(frame, bandRing(terrain.river), [terrain.island]),
    },
    { kind: 'water', name: '清溪', nameEn: 'Qing Brook', geometry: polygon(frame, bandRing(terrain.stream)) },
    { kind: 'rail', name: null, nameEn: null, geometry: polygon(frame, bandRing(terrain.rail, RAIL_HALF_WIDTH_M)) },
    { kind: 'green', name: '月亮洲', nameEn: 'Moon Island', geometry: polygon(frame, terrain.island) },
  ]
  const grounds = blocks
    .flatMap((block) => block.grounds)
    .map(({ kind, ring, holes, name, nameEn }) => ({
      kind,
      name: name ?? null,
      nameEn: nameEn ?? null,
      geometry: polygon(frame, ring, holes) as Polygon | MultiPolygon,
    }))
  return [...natural, ...grounds].map((area, i) => ({ sourceId: `area-${i + 1}`, ...area }))
}

export function placeRecords(blocks: readonly BuiltBlock[], frame: LocalFrame): PlaceRecord[] {
  const places = blocks.flatMap(({ landmarks, gates }) => [
    ...landmarks.map(({ at, kind, name, nameEn }) => ({ at, kind, name, nameEn })),
    ...gates.map(({ at, kind, name }) => ({ at, kind, name: name?.name ?? null, nameEn: name?.nameEn ?? null })),
  ])
  return places.map(({ at, ...place }, i) => {
    const [lng, lat] = position(frame, at)
    return { sourceId: `place-${i + 1}`, ...place, lng, lat }
  })
}
