/** Where roads meet: a node is a position that road lines share, to 1e-7 degrees (about a centimetre). */
import type { LineString, Position } from 'geojson'

/** A way of a road out of a node: along the line (`step` 1) or against it (−1), from its vertex. */
export interface Arm {
  road: number
  vertex: number
  step: 1 | -1
}

export interface RoadNode {
  position: Position
  arms: Arm[]
}

/** What a car drives on; yards and tracks too, since they are ways in and out. */
export const DRIVABLE: ReadonlySet<string> = new Set([
  'motorway',
  'trunk',
  'primary',
  'secondary',
  'tertiary',
  'residential',
  'living_street',
  'service',
  'track',
])
export const isDrivable = (roadClass: string) => DRIVABLE.has(roadClass)

export const nodeKey = ([lng, lat]: Position) => `${Math.round(lng * 1e7)},${Math.round(lat * 1e7)}`

/** A line's positions, each once where a source repeats one. */
export const distinctPositions = ({ coordinates }: LineString): Position[] =>
  coordinates.filter((position, i) => i === 0 || nodeKey(position) !== nodeKey(coordinates[i - 1]))

/** Every vertex of the lines with the arms that leave it: two within a road, one at its end, three or more at a junction. */
export function roadNodes(lines: readonly (readonly Position[])[]): Map<string, RoadNode> {
  const nodes = new Map<string, RoadNode>()
  for (const [road, line] of lines.entries())
    for (const [vertex, position] of line.entries()) {
      const key = nodeKey(position)
      const node = nodes.get(key) ?? { position, arms: [] }
      nodes.set(key, node)
      if (vertex > 0) node.arms.push({ road, vertex, step: -1 })
      if (vertex < line.length - 1) node.arms.push({ road, vertex, step: 1 })
    }
  return nodes
}
