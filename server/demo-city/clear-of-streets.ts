import Flatbush from 'flatbush'
import type { BuiltBlock } from './built-block'
import { boxOf, contains, crossing, distanceToSegment, type Ring, type Vec } from './plane'
import { isRoad, ROAD_SIZES } from './street'
import type { StreetGraph } from './street-graph'

/** Between a kerb and the nearest wall there are at least so many metres. */
const PAVEMENT_M = 2

/** Drops the few buildings that come too near to a carriageway, such as one that ends inside their block. */
export function clearOfStreets(blocks: readonly BuiltBlock[], { edges }: StreetGraph): BuiltBlock[] {
  const segments = edges.flatMap(({ line, street }) => {
    const reach = isRoad(street.kind) ? ROAD_SIZES[street.kind].widthM / 2 + PAVEMENT_M : 1
    return line.slice(1).map((b, i) => ({ a: line[i], b, reach }))
  })
  const index = new Flatbush(segments.length)
  for (const { a, b, reach } of segments) {
    const box = boxOf([a, b])
    index.add(box.minX - reach, box.minY - reach, box.maxX + reach, box.maxY + reach)
  }
  index.finish()
  const isClear = (outline: Ring) => {
    const box = boxOf(outline)
    return !index
      .search(box.minX, box.minY, box.maxX, box.maxY)
      .some((i) => isNear(outline, segments[i].a, segments[i].b, segments[i].reach))
  }
  return blocks.map((block) => ({ ...block, buildings: block.buildings.filter(({ outline }) => isClear(outline)) }))
}

function isNear(outline: Ring, a: Vec, b: Vec, reach: number): boolean {
  return (
    contains(outline, a) ||
    outline.some((corner, i) => {
      const next = outline[(i + 1) % outline.length]
      return (
        distanceToSegment(corner, a, b) < reach ||
        distanceToSegment(a, corner, next) < reach ||
        distanceToSegment(b, corner, next) < reach ||
        crossing(corner, next, a, b) !== null
      )
    })
  )
}
