import type { Position } from 'geojson'
import { readOsmAreas } from './osm-areas'
import { readOsmBuildingParts, readOsmBuildings } from './osm-buildings'
import { type OsmElements, readOsmElements } from './osm-elements'
import { readOsmPlaces } from './osm-places'
import { readOsmRoads } from './osm-roads'
import { readSurveillance } from './osm-surveillance'
import type { AreaRecord, BuildingRecord, CameraRecord, Parsed, PlaceRecord, Remark, RoadRecord } from './records'

/** `[west, south, east, north]`, degrees. */
export type BoundingBox = readonly [west: number, south: number, east: number, north: number]

export interface OsmExtract {
  buildings: Parsed<BuildingRecord>
  buildingParts: Parsed<BuildingRecord>
  roads: Parsed<RoadRecord>
  areas: Parsed<AreaRecord>
  places: Parsed<PlaceRecord>
  cameras: Parsed<CameraRecord>
  /** Elements in the file, whatever they are. */
  counts: { nodes: number; ways: number; relations: number }
}

/**
 * Reads an OSM PBF extract (© OpenStreetMap contributors, ODbL). With `bbox`, only what reaches into it is kept.
 * Throws `FormatError` when the file is empty, cut short, damaged or something else.
 */
export function parseOsmPbf(bytes: Uint8Array, options: { bbox?: BoundingBox } = {}): OsmExtract {
  const elements = readOsmElements(bytes)
  const near = <T>(parsed: Parsed<T>, boxOf: (record: T) => BoundingBox) =>
    options.bbox ? within(parsed, options.bbox, boxOf) : parsed
  return {
    buildings: near(readOsmBuildings(elements), (building) => boxOfGeometry(building.geometry)),
    buildingParts: near(readOsmBuildingParts(elements), (part) => boxOfGeometry(part.geometry)),
    roads: near(readOsmRoads(elements), (road) => boxOfGeometry(road.geometry)),
    areas: near(readOsmAreas(elements), (area) => boxOfGeometry(area.geometry)),
    places: near(readOsmPlaces(elements), boxOfPoint),
    cameras: near(readOsmCameras(elements), boxOfPoint),
    counts: { nodes: elements.nodes.size, ways: elements.ways.length, relations: elements.relations.length },
  }
}

function readOsmCameras({ taggedNodes }: OsmElements): Parsed<CameraRecord> {
  const records: CameraRecord[] = []
  const remarks: Remark[] = []
  const nodes = taggedNodes.filter(({ tags }) => tags.man_made === 'surveillance')
  for (const node of nodes) {
    const reading = readSurveillance({ code: `n${node.id}`, ...node }, null)
    if (reading.camera) records.push(reading.camera)
    remarks.push(...reading.remarks)
  }
  return { records, remarks, read: nodes.length }
}

/** What lies outside the box was not asked for: it counts neither as read nor as refused. */
function within<T>(
  { records, remarks, read }: Parsed<T>,
  [west, south, east, north]: BoundingBox,
  boxOf: (record: T) => BoundingBox,
): Parsed<T> {
  const kept = records.filter((record) => {
    const [w, s, e, n] = boxOf(record)
    return w <= east && e >= west && s <= north && n >= south
  })
  return { records: kept, remarks, read: read - (records.length - kept.length) }
}

const boxOfPoint = ({ lng, lat }: { lng: number; lat: number }): BoundingBox => [lng, lat, lng, lat]

type Nested = Position | Position[] | Position[][] | Position[][][]

function boxOfGeometry({ coordinates }: { coordinates: Nested }): BoundingBox {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  const extend = (nested: Nested | number): void => {
    if (!Array.isArray(nested)) return
    if (Array.isArray(nested[0])) for (const inner of nested) extend(inner)
    else {
      const [lng, lat] = nested as Position
      west = Math.min(west, lng)
      south = Math.min(south, lat)
      east = Math.max(east, lng)
      north = Math.max(north, lat)
    }
  }
  extend(coordinates)
  return [west, south, east, north]
}
