/** Used edges as lines to draw: one for all that follow one another with the same share. */
import type { UsedEdge } from './plausible-ways'
import type { RoadGraph } from './road-graph'

export interface Stretch {
  /** Degrees. */
  path: [lng: number, lat: number][]
  share: number
}

const SAME_SHARE = 1e-6
/** Shorter parts are points. */
const LEAST_M = 0.1

export function joinedStretches(graph: RoadGraph, edges: readonly UsedEdge[]): Stretch[] {
  const long = edges.filter(({ fromM, toM }) => toM - fromM >= LEAST_M)
  const nextOf = (used: UsedEdge) => {
    const next = long.filter(
      ({ edge }) => graph.from[edge] === graph.to[used.edge] && graph.reverse[edge] !== used.edge,
    )
    const isSame = next.length === 1 && Math.abs(next[0].share - used.share) < SAME_SHARE
    return isSame && ends(graph, used) && next[0].fromM === 0 ? next[0] : null
  }
  const following = new Map(long.map((used) => [used, nextOf(used)]))
  const followed = new Set(following.values())
  const isDone = new Set<UsedEdge>()
  const chain = (first: UsedEdge): Stretch => {
    const parts: UsedEdge[] = []
    for (let used: UsedEdge | null = first; used && !isDone.has(used); used = following.get(used) ?? null) {
      isDone.add(used)
      parts.push(used)
    }
    return { share: first.share, path: pathOf(graph, parts) }
  }
  // Rings have no first edge; they are begun anywhere once the others are drawn.
  const firsts = [...long.filter((used) => !followed.has(used)), ...long]
  return firsts.flatMap((used) => (isDone.has(used) ? [] : [chain(used)]))
}

/** Parts of edges that follow one another as one line, in degrees. */
export function pathOf({ lines, frame }: RoadGraph, parts: readonly Omit<UsedEdge, 'share'>[]): Stretch['path'] {
  const path: [number, number][] = []
  for (const { edge, fromM, toM } of parts) path.push(...partOf(lines[edge], fromM, toM).slice(path.length > 0 ? 1 : 0))
  return path.map(([x, y]) => rounded(frame.toLngLat(x, y)))
}

const ends = ({ lengthM }: RoadGraph, { edge, toM }: UsedEdge) => toM === lengthM[edge]

/** To about a centimetre. */
const rounded = ([lng, lat]: [number, number]): [number, number] => [Number(lng.toFixed(7)), Number(lat.toFixed(7))]

/** The part of a line between two distances from its beginning. */
function partOf(line: Float64Array, fromM: number, toM: number): [number, number][] {
  const part: [number, number][] = []
  let passed = 0
  for (let i = 2; i < line.length; i += 2) {
    const [x, y, dx, dy] = [line[i - 2], line[i - 1], line[i] - line[i - 2], line[i + 1] - line[i - 1]]
    const length = Math.hypot(dx, dy)
    const at = (metres: number): [number, number] => {
      const share = Math.min(1, (metres - passed) / length)
      return [x + dx * share, y + dy * share]
    }
    if (passed + length > fromM && passed < toM) {
      if (part.length === 0) part.push(at(Math.max(fromM, passed)))
      part.push(at(toM))
    }
    passed += length
  }
  return part
}
