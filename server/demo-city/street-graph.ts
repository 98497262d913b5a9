import Flatbush from 'flatbush'
import { add, crossing, distance, type Line, mix, scale, subtract, unit, type Vec } from './plane'
import { isRoad, type Street } from './street'

/** A piece of street between two nodes; `line` runs from the one to the other, both included. */
export interface StreetEdge {
  from: number
  to: number
  line: Line
  street: Street
}

/** Streets cut at every crossing: two edges meet only in nodes. */
export interface StreetGraph {
  nodes: Vec[]
  edges: StreetEdge[]
}

interface Segment {
  street: number
  index: number
  a: Vec
  b: Vec
}

/** Cuts all streets at their crossings. */
export function streetGraph(streets: readonly Street[]): StreetGraph {
  const segments = segmentsOf(streets)
  const index = segmentIndex(segments)
  const nodes: Vec[] = []
  const cuts = streets.map((): { along: number; node: number }[] => [])
  segments.forEach((segment, i) => {
    for (const j of searchAround(index, segment.a, segment.b, 0)) {
      const other = segments[j]
      const shares =
        j > i && !areNeighbours(segment, other, streets) ? crossing(segment.a, segment.b, other.a, other.b) : null
      if (!shares) continue
      const node = nodes.push(mix(segment.a, segment.b, shares[0])) - 1
      cuts[segment.street].push({ along: segment.index + shares[0], node })
      cuts[other.street].push({ along: other.index + shares[1], node })
    }
  })
  return { nodes, edges: streets.flatMap((street, i) => edgesOf(street, cuts[i], nodes)) }
}

/** Segments of one street that follow one another; in a loop the last is followed by the first. */
function areNeighbours(one: Segment, other: Segment, streets: readonly Street[]): boolean {
  if (one.street !== other.street) return false
  const apart = Math.abs(one.index - other.index)
  const { line } = streets[one.street]
  return apart <= 1 || (isLoop(line) && apart === line.length - 2)
}

const isLoop = (line: Line) => distance(line[0], line[line.length - 1]) < 0.01

function edgesOf(street: Street, cuts: { along: number; node: number }[], nodes: Vec[]): StreetEdge[] {
  const { line } = street
  const first = nodes.push(line[0]) - 1
  const last = isLoop(line) ? first : nodes.push(line[line.length - 1]) - 1
  const stops = [
    { along: 0, node: first },
    ...cuts.sort((a, b) => a.along - b.along),
    { along: line.length - 1, node: last },
  ]
  return stops.slice(1).map((to, i) => {
    const from = stops[i]
    const between = line.slice(Math.floor(from.along) + 1, Math.ceil(to.along))
    return { from: from.node, to: to.node, street, line: [nodes[from.node], ...between, nodes[to.node]] }
  })
}

/** Lets loose ends run on to the next street ahead, at most `reach` metres; a barrier ahead stops them. */
export function withEndsJoined(streets: readonly Street[], reach: number): Street[] {
  const segments = segmentsOf(streets)
  const index = segmentIndex(segments)
  const ahead = (street: number, end: Vec, before: Vec): Vec | null => {
    const target = add(end, scale(unit(subtract(end, before)), reach))
    let nearest: { share: number; segment: Segment } | null = null
    for (const j of searchAround(index, end, target, 1)) {
      const segment = segments[j]
      const isOwn = segment.street === street
      const shares = isOwn ? null : crossing(end, target, segment.a, segment.b)
      if (shares && (!nearest || shares[0] < nearest.share)) nearest = { share: shares[0], segment }
    }
    if (!nearest || !isRoad(streets[nearest.segment.street].kind)) return null
    return mix(end, target, nearest.share + 0.5 / reach)
  }
  return streets.map((street, i) => {
    const { line } = street
    if (!isRoad(street.kind) || isLoop(line)) return street
    const start = ahead(i, line[0], line[1])
    const end = ahead(i, line[line.length - 1], line[line.length - 2])
    return { ...street, line: [...(start ? [start] : []), ...line, ...(end ? [end] : [])] }
  })
}

function segmentsOf(streets: readonly Street[]): Segment[] {
  return streets.flatMap(({ line }, street) => line.slice(1).map((b, index) => ({ street, index, a: line[index], b })))
}

function segmentIndex(segments: readonly Segment[]): Flatbush {
  const index = new Flatbush(segments.length)
  for (const { a, b } of segments)
    index.add(Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[0], b[0]), Math.max(a[1], b[1]))
  index.finish()
  return index
}

const searchAround = (index: Flatbush, a: Vec, b: Vec, margin: number) =>
  index.search(
    Math.min(a[0], b[0]) - margin,
    Math.min(a[1], b[1]) - margin,
    Math.max(a[0], b[0]) + margin,
    Math.max(a[1], b[1]) + margin,
  )
