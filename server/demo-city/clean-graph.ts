import { facesOf } from './faces'
import { area, distance, lineLength, pointAlong, simplified, type Vec } from './plane'
import { isRoad, STREET_RANKS } from './street'
import type { StreetEdge, StreetGraph } from './street-graph'

/** Crossings nearer to each other than this are one crossing, metres. */
const SHORTEST_EDGE = 17
/** Two ways between the same crossings that keep closer than this are one way, metres. */
const TWIN_DISTANCE = 28
const SMALLEST_FACE = 1_100

const rankOf = ({ street }: StreetEdge) => STREET_RANKS.indexOf(street.kind)

/**
 * Makes a drawn graph a usable one: crossings that nearly coincide become one, twins and slivers go, loose ends that
 * `isLoose` says are not meant go. Barriers stay as they are.
 */
export function cleanGraph(graph: StreetGraph, isLoose: (p: Vec) => boolean): StreetGraph {
  let clean = withoutTwins(contracted(graph))
  clean = withoutLooseEnds(clean, isLoose)
  for (let round = 0; round < 4; round++) clean = withoutLooseEnds(withoutTwins(withoutSlivers(clean)), isLoose)
  return largestPart(joined(clean))
}

function contracted({ nodes, edges }: StreetGraph): StreetGraph {
  const parent = nodes.map((_, i) => i)
  const root = (i: number): number => {
    while (parent[i] !== i) i = parent[i] = parent[parent[i]]
    return i
  }
  const rank = nodes.map(() => STREET_RANKS.length)
  for (const edge of edges) for (const node of [edge.from, edge.to]) rank[node] = Math.min(rank[node], rankOf(edge))
  const short = edges
    .filter(({ line }) => lineLength(line) < SHORTEST_EDGE)
    .sort((a, b) => lineLength(a.line) - lineLength(b.line))
  for (const { from, to } of short) {
    const [a, b] = [root(from), root(to)]
    if (a === b || distance(nodes[a], nodes[b]) > SHORTEST_EDGE) continue
    const [kept, gone] = rank[a] <= rank[b] ? [a, b] : [b, a]
    parent[gone] = kept
  }
  const moved = edges.map((edge) => {
    const [from, to] = [root(edge.from), root(edge.to)]
    const inner = edge.line.slice(1, -1).filter((p) => distance(p, nodes[from]) > 9 && distance(p, nodes[to]) > 9)
    return { ...edge, from, to, line: [nodes[from], ...inner, nodes[to]] }
  })
  return { nodes, edges: moved.filter(({ from, to, line }) => from !== to || lineLength(line) > 150) }
}

function withoutTwins({ nodes, edges }: StreetGraph): StreetGraph {
  const byEnds = new Map<string, StreetEdge[]>()
  for (const edge of [...edges].sort((a, b) => rankOf(a) - rankOf(b))) {
    const key = `${Math.min(edge.from, edge.to)} ${Math.max(edge.from, edge.to)}`
    const others = byEnds.get(key) ?? []
    const middle = pointAlong(edge.line, lineLength(edge.line) / 2).point
    const isTwin = others.some(
      (other) => distance(pointAlong(other.line, lineLength(other.line) / 2).point, middle) < TWIN_DISTANCE,
    )
    if (!isTwin) byEnds.set(key, [...others, edge])
  }
  return { nodes, edges: [...byEnds.values()].flat() }
}

function withoutLooseEnds({ nodes, edges }: StreetGraph, isLoose: (p: Vec) => boolean): StreetGraph {
  let kept = edges
  for (;;) {
    const degree = new Map<number, number>()
    for (const { from, to, street } of kept)
      if (isRoad(street.kind)) for (const node of [from, to]) degree.set(node, (degree.get(node) ?? 0) + 1)
    const isEnd = (node: number) => degree.get(node) === 1 && isLoose(nodes[node])
    const next = kept.filter(({ from, to, street }) => !isRoad(street.kind) || (!isEnd(from) && !isEnd(to)))
    if (next.length === kept.length) return { nodes, edges: kept }
    kept = next
  }
}

/** Takes from every sliver its least important road. */
function withoutSlivers(graph: StreetGraph): StreetGraph {
  const gone = new Set<StreetEdge>()
  for (const face of facesOf(graph)) {
    if (area(face.ring) > SMALLEST_FACE || face.edges.some((edge) => gone.has(edge))) continue
    const roads = face.edges.filter(({ street }) => isRoad(street.kind))
    const least = roads.sort((a, b) => rankOf(b) - rankOf(a) || lineLength(b.line) - lineLength(a.line))[0]
    if (least && rankOf(least) >= STREET_RANKS.indexOf('secondary')) gone.add(least)
  }
  return { nodes: graph.nodes, edges: graph.edges.filter((edge) => !gone.has(edge)) }
}

/** Joins two edges of one street where nothing else meets them. */
function joined({ nodes, edges }: StreetGraph): StreetGraph {
  const at = new Map<number, StreetEdge[]>()
  for (const edge of edges) for (const node of [edge.from, edge.to]) at.set(node, [...(at.get(node) ?? []), edge])
  const kept = new Set(edges)
  for (const [node, [a, b, ...more]] of at) {
    if (!b || more.length > 0 || a === b || a.street !== b.street || !kept.has(a) || !kept.has(b)) continue
    // Edges of one street run the same way, so that a one-way street stays one.
    const [before, after] = a.to === node && b.from === node ? [a, b] : [b, a]
    if (before.to !== node || after.from !== node) continue
    const edge = { from: before.from, to: after.to, street: a.street, line: [...before.line, ...after.line.slice(1)] }
    if (edge.from === edge.to) continue
    kept.delete(a)
    kept.delete(b)
    kept.add(edge)
    for (const end of [edge.from, edge.to])
      at.set(
        end,
        at.get(end)!.map((other) => (other === a || other === b ? edge : other)),
      )
  }
  return { nodes, edges: [...kept].map((edge) => ({ ...edge, line: simplified(edge.line, 0.6) })) }
}

/** Roads that no other road leads to are dropped; nodes are numbered anew. */
function largestPart({ nodes, edges }: StreetGraph): StreetGraph {
  const neighbours = nodes.map((): number[] => [])
  for (const { from, to, street } of edges) {
    if (!isRoad(street.kind)) continue
    neighbours[from].push(to)
    neighbours[to].push(from)
  }
  const part = new Int32Array(nodes.length)
  const sizes = [0]
  nodes.forEach((_, start) => {
    if (part[start] || neighbours[start].length === 0) return
    const queue = [start]
    part[start] = sizes.length
    for (let i = 0; i < queue.length; i++) {
      for (const next of neighbours[queue[i]]) {
        if (part[next]) continue
        part[next] = sizes.length
        queue.push(next)
      }
    }
    sizes.push(queue.length)
  })
  const largest = sizes.indexOf(Math.max(...sizes))
  const kept = edges.filter(({ from, street }) => !isRoad(street.kind) || part[from] === largest)
  const numbers = new Map<number, number>()
  for (const { from, to } of kept)
    for (const node of [from, to]) if (!numbers.has(node)) numbers.set(node, numbers.size)
  return {
    nodes: [...numbers.keys()].map((node) => nodes[node]),
    edges: kept.map((edge) => ({ ...edge, from: numbers.get(edge.from)!, to: numbers.get(edge.to)! })),
  }
}
