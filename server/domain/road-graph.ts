/** The road network as a directed graph in flat arrays: nodes where roads meet or end, an edge for each way along a stretch between two. */
import type { LineString, Position } from 'geojson'
import { bearingOf } from './bearings'
import type { LocalFrame } from './frame'
import { distinctPositions, isDrivable, nodeKey, type RoadNode, roadNodes } from './road-nodes'
import { paceOf } from './road-speeds'

export interface GraphRoad {
  geometry: LineString
  roadClass: string
  /** `forward`: only along the geometry; `backward`: only against it. */
  oneway: 'no' | 'forward' | 'backward'
}

/** Lists of edges, one per node: those of node n are `edges[at[n]]` up to `edges[at[n + 1]]`, without that one. */
export interface EdgeLists {
  at: Int32Array
  edges: Int32Array
}

export interface RoadGraph {
  frame: LocalFrame
  nodeCount: number
  edgeCount: number
  /** Nodes. */
  from: Int32Array
  to: Int32Array
  /** Index among the roads that were given. */
  road: Int32Array
  /** The edge along the same stretch the other way; −1 in a one-way street. */
  reverse: Int32Array
  lengthM: Float64Array
  usualS: Float64Array
  fastestS: Float64Array
  /** Degrees clockwise from the frame's y axis in which it leaves its first and reaches its last node. */
  leavesAt: Float32Array
  reachesAt: Float32Array
  /** Per edge: metres in the frame, x and y by turns, in the direction of travel. */
  lines: Float64Array[]
  leaving: EdgeLists
  arriving: EdgeLists
}

/** Of roads that cannot be driven nothing is kept. Restrictions of turns are not known. */
export function roadGraph(roads: readonly GraphRoad[], frame: LocalFrame): RoadGraph {
  const { from, to, road, reverse, lines, nodeCount } = edgesOf(roads, frame)
  const lengthM = Float64Array.from(lines, lengthOf)
  const secondsAt = (speed: 'usual' | 'fastest') =>
    lengthM.map((metres, edge) => metres * paceOf(roads[road[edge]].roadClass)[speed])
  return {
    frame,
    nodeCount,
    edgeCount: from.length,
    from: Int32Array.from(from),
    to: Int32Array.from(to),
    road: Int32Array.from(road),
    reverse: Int32Array.from(reverse),
    lengthM,
    usualS: secondsAt('usual'),
    fastestS: secondsAt('fastest'),
    leavesAt: Float32Array.from(lines, (line) => bearingAt(line, 0)),
    reachesAt: Float32Array.from(lines, (line) => bearingAt(line, line.length - 4)),
    lines,
    leaving: listsBy(from, nodeCount),
    arriving: listsBy(to, nodeCount),
  }
}

function edgesOf(roads: readonly GraphRoad[], frame: LocalFrame) {
  const paths = roads.map(({ geometry, roadClass }) => (isDrivable(roadClass) ? distinctPositions(geometry) : []))
  const vertices = roadNodes(paths)
  const numbers = new Map<string, number>()
  const numberOf = (position: Position) => {
    const key = nodeKey(position)
    if (!numbers.has(key)) numbers.set(key, numbers.size)
    return numbers.get(key)!
  }
  const edges = {
    from: [] as number[],
    to: [] as number[],
    road: [] as number[],
    reverse: [] as number[],
    lines: [] as Float64Array[],
  }
  const add = (from: number, to: number, road: number, line: Float64Array) => {
    edges.lines.push(line)
    edges.road.push(road)
    edges.reverse.push(-1)
    edges.to.push(to)
    return edges.from.push(from) - 1
  }
  for (const [road, path] of paths.entries())
    for (const stretch of stretches(path, vertices)) {
      const line = Float64Array.from(stretch.flatMap(([lng, lat]) => frame.toLocal(lng, lat)))
      const [a, b] = [numberOf(stretch[0]), numberOf(stretch.at(-1)!)]
      const onward = roads[road].oneway === 'backward' ? -1 : add(a, b, road, line)
      const back = roads[road].oneway === 'forward' ? -1 : add(b, a, road, reversed(line))
      if (onward >= 0 && back >= 0) [edges.reverse[onward], edges.reverse[back]] = [back, onward]
    }
  return { ...edges, nodeCount: numbers.size }
}

/** A road in pieces from node to node; where two of its own vertices alone meet is none. */
function stretches(path: readonly Position[], vertices: ReadonlyMap<string, RoadNode>): Position[][] {
  const isNode = (position: Position) => vertices.get(nodeKey(position))!.arms.length !== 2
  const found: Position[][] = []
  let first = 0
  for (let vertex = 1; vertex < path.length; vertex++) {
    if (vertex < path.length - 1 && !isNode(path[vertex])) continue
    found.push(path.slice(first, vertex + 1))
    first = vertex
  }
  return found
}

function listsBy(nodes: readonly number[], nodeCount: number): EdgeLists {
  const at = new Int32Array(nodeCount + 1)
  for (const node of nodes) at[node + 1]++
  for (let node = 0; node < nodeCount; node++) at[node + 1] += at[node]
  const edges = new Int32Array(nodes.length)
  const next = at.slice()
  for (const [edge, node] of nodes.entries()) edges[next[node]++] = edge
  return { at, edges }
}

function reversed(line: Float64Array): Float64Array {
  const back = new Float64Array(line.length)
  for (let i = 0; i < line.length; i += 2) {
    back[i] = line[line.length - 2 - i]
    back[i + 1] = line[line.length - 1 - i]
  }
  return back
}

function lengthOf(line: Float64Array): number {
  let metres = 0
  for (let i = 2; i < line.length; i += 2) metres += Math.hypot(line[i] - line[i - 2], line[i + 1] - line[i - 1])
  return metres
}

const bearingAt = (line: Float64Array, i: number) => bearingOf(line[i + 2] - line[i], line[i + 3] - line[i + 1])
