import Flatbush from 'flatbush'
import type { BuiltBlock } from './built-block'
import { distance, distanceToSegment, type Line, mix, shareAlong, type Vec } from './plane'
import { isRoad, type Street } from './street'
import type { StreetEdge } from './street-graph'

/** Paths that start farther than this from any street stay as they are, metres. */
const REACH_M = 70

export type Path = BuiltBlock['paths'][number]

/**
 * Leads the ends of paths to the nearest street. The street gets a corner there that both share, so that the whole stays one
 * network; its course does not change.
 */
export function attachPaths(
  edges: readonly StreetEdge[],
  paths: readonly Path[],
): { edges: StreetEdge[]; pathEdges: { line: Line; street: Street }[] } {
  const segments = edges.flatMap(({ line, street }, edge) =>
    isRoad(street.kind) ? line.slice(1).map((b, i) => ({ edge, index: i, a: line[i], b })) : [],
  )
  const index = new Flatbush(segments.length)
  for (const { a, b } of segments)
    index.add(Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[0], b[0]), Math.max(a[1], b[1]))
  index.finish()
  const joints = new Map<number, { along: number; at: Vec }[]>()
  const join = (end: Vec): Vec[] => {
    const near = index
      .search(end[0] - REACH_M, end[1] - REACH_M, end[0] + REACH_M, end[1] + REACH_M)
      .map((i) => segments[i])
    const nearest = near.reduce(
      (best, segment) =>
        best && distanceToSegment(end, best.a, best.b) <= distanceToSegment(end, segment.a, segment.b) ? best : segment,
      near[0],
    )
    if (!nearest) return []
    const share = shareAlong(end, nearest.a, nearest.b)
    const at = share < 0.02 ? nearest.a : share > 0.98 ? nearest.b : mix(nearest.a, nearest.b, share)
    if (distance(at, end) > REACH_M) return []
    if (at !== nearest.a && at !== nearest.b)
      joints.set(nearest.edge, [...(joints.get(nearest.edge) ?? []), { along: nearest.index + share, at }])
    return [at]
  }
  const pathEdges = paths.map(({ line, kind }) => {
    const isLoop = distance(line[0], line[line.length - 1]) < 0.01
    const joined = isLoop ? line : [...join(line[0]), ...line, ...join(line[line.length - 1])]
    return { line: joined, street: { line: joined, kind, name: null, nameEn: null, oneway: 'no' as const } }
  })
  return { edges: edges.map((edge, i) => withCorners(edge, joints.get(i) ?? [])), pathEdges }
}

function withCorners(edge: StreetEdge, corners: { along: number; at: Vec }[]): StreetEdge {
  if (corners.length === 0) return edge
  const all = [...edge.line.map((at, along) => ({ along, at })), ...corners].sort((a, b) => a.along - b.along)
  return { ...edge, line: all.map(({ at }) => at) }
}
