import { angleOf, type Ring, signedArea, subtract, type Vec } from './plane'
import type { StreetEdge, StreetGraph } from './street-graph'

/** Ground enclosed by streets. Side i of `ring` belongs to `sides[i]`. */
export interface Face {
  ring: Ring
  sides: StreetEdge[]
  /** Every edge once. */
  edges: StreetEdge[]
}

interface HalfEdge {
  edge: StreetEdge
  line: Vec[]
  from: number
  to: number
  twin: number
}

/** All bounded faces of the graph, counter-clockwise, without dead ends that stick into them. */
export function facesOf({ nodes, edges }: StreetGraph): Face[] {
  const halves = edges.flatMap((edge, i): HalfEdge[] => [
    { edge, line: edge.line, from: edge.from, to: edge.to, twin: 2 * i + 1 },
    { edge, line: [...edge.line].reverse(), from: edge.to, to: edge.from, twin: 2 * i },
  ])
  const next = successors(halves, nodes.length)
  const isSeen = new Uint8Array(halves.length)
  const faces: Face[] = []
  halves.forEach((_, start) => {
    if (isSeen[start]) return
    const cycle: number[] = []
    for (let at = start; !isSeen[at]; at = next[at]) {
      isSeen[at] = 1
      cycle.push(at)
    }
    const face = faceOf(withoutSpikes(cycle, halves), halves)
    if (face.ring.length >= 3 && signedArea(face.ring) > 0) faces.push(face)
  })
  return faces
}

/** The next side of the face to the left: at the end of a half-edge, the first one clockwise from where it came. */
function successors(halves: HalfEdge[], nodeCount: number): Int32Array {
  const leaving = Array.from({ length: nodeCount }, (): { half: number; angle: number }[] => [])
  halves.forEach(({ from, line }, half) => {
    leaving[from].push({ half, angle: angleOf(subtract(line[1], line[0])) })
  })
  const next = new Int32Array(halves.length)
  for (const around of leaving) {
    around.sort((a, b) => a.angle - b.angle)
    around.forEach(({ half }, i) => {
      next[halves[half].twin] = around[(i + around.length - 1) % around.length].half
    })
  }
  return next
}

/** A dead end is walked there and back; both walks go. */
function withoutSpikes(cycle: number[], halves: HalfEdge[]): number[] {
  const stack: number[] = []
  for (const half of cycle) {
    if (stack.length > 0 && halves[stack[stack.length - 1]].twin === half) stack.pop()
    else stack.push(half)
  }
  while (stack.length > 1 && halves[stack[0]].twin === stack[stack.length - 1]) {
    stack.pop()
    stack.shift()
  }
  return stack
}

function faceOf(cycle: number[], halves: HalfEdge[]): Face {
  const ring: Ring = []
  const sides: StreetEdge[] = []
  for (const half of cycle) {
    const { line, edge } = halves[half]
    for (let i = 0; i < line.length - 1; i++) {
      ring.push(line[i])
      sides.push(edge)
    }
  }
  return { ring, sides, edges: [...new Set(sides)] }
}
