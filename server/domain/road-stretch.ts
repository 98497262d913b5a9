/** A stretch of road that nobody can leave: from a point along the road, over joins of ways, to the next junction or dead end. */
import type { Position } from 'geojson'
import type { LocalFrame } from './frame'
import { nodeKey, type RoadNode, roadNodes } from './road-nodes'

type Point = readonly [x: number, y: number]

/** Roads as lines in metres, and the nodes they share. */
export interface RoadPlan {
  lines: Point[][]
  /** The node of each vertex of each line. */
  nodes: RoadNode[][]
}

export interface Piece {
  from: Point
  to: Point
}

export interface Start {
  road: number
  /** The start lies between this vertex and the next. */
  vertex: number
  point: Point
  /** 1: along the line, −1: against it. */
  step: 1 | -1
}

export function roadPlan(lines: readonly (readonly Position[])[], frame: LocalFrame): RoadPlan {
  const nodes = roadNodes(lines)
  return {
    lines: lines.map((line) => line.map(([lng, lat]) => frame.toLocal(lng, lat))),
    nodes: lines.map((line) => line.map((position) => nodes.get(nodeKey(position))!)),
  }
}

/** The pieces from the start on, `reachM` in all at most. */
export function stretchAhead({ lines, nodes }: RoadPlan, start: Start, reachM: number): Piece[] {
  const pieces: Piece[] = []
  let { road, step, point } = start
  let next = step === 1 ? start.vertex + 1 : start.vertex
  let left = reachM
  while (left > 0) {
    const vertex = lines[road][next]
    const length = Math.hypot(vertex[0] - point[0], vertex[1] - point[1])
    pieces.push({ from: point, to: length <= left ? vertex : towards(point, vertex, left / length) })
    left -= length
    const onward = otherArm(nodes[road][next], road, next, step)
    if (!onward) break
    point = vertex
    ;({ road, step } = onward)
    next = onward.vertex + step
  }
  return pieces.filter(({ from, to }) => from[0] !== to[0] || from[1] !== to[1])
}

/** The one way on from a node that was reached along an arm; null at a junction and at a dead end. */
function otherArm({ arms }: RoadNode, road: number, vertex: number, step: 1 | -1) {
  if (arms.length !== 2) return null
  return arms.find((arm) => arm.road !== road || arm.vertex !== vertex || arm.step !== -step) ?? null
}

const towards = ([x, y]: Point, [toX, toY]: Point, share: number): Point => [
  x + (toX - x) * share,
  y + (toY - y) * share,
]
