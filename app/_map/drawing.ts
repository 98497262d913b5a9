/** Drawing and reshaping a ring of corners, one step at a time, each of which can be taken back. */
import type { Position } from 'geojson'

export interface Drawing {
  /** Corners in order, the first not repeated. */
  ring: Position[]
  /** What the ring was before each step. */
  past: Position[][]
  /** The corner that was touched last. */
  corner: number | null
  /** It was taken hold of and not moved yet. */
  isHeld: boolean
}

export type DrawingStep =
  | { do: 'add'; position: Position; apartDegrees: number }
  /** Takes hold of a corner, or makes one on the edge that begins at it. */
  | { do: 'hold'; corner: number; isNew: boolean }
  | { do: 'drag'; position: Position }
  | { do: 'remove'; corner: number }
  | { do: 'back' }
  /** Back to the start. */
  | { do: 'restore' }

const FEWEST_CORNERS = 3

export const startDrawing = (ring: Position[] = []): Drawing => ({ ring, past: [], corner: null, isHeld: false })

/** The middle of the edge that begins at a corner. */
export function edgeMiddle(ring: readonly Position[], corner: number): Position {
  const [[lng, lat], [nextLng, nextLat]] = [ring[corner], ring[(corner + 1) % ring.length]]
  return [(lng + nextLng) / 2, (lat + nextLat) / 2]
}

export function nextDrawing(drawing: Drawing, step: DrawingStep): Drawing {
  const { ring, past, corner, isHeld } = drawing
  const change = (next: Position[], touched: number | null): Drawing => ({
    ring: next,
    past: [...past, ring],
    corner: touched,
    isHeld: false,
  })
  switch (step.do) {
    case 'add': {
      // A double click clicks twice at one place.
      const isAgain = ring.length > 0 && isNear(ring[ring.length - 1], step.position, step.apartDegrees)
      return isAgain ? drawing : change([...ring, step.position], ring.length)
    }
    case 'hold':
      if (!step.isNew) return { ...drawing, corner: step.corner, isHeld: true }
      return change(ring.toSpliced(step.corner + 1, 0, edgeMiddle(ring, step.corner)), step.corner + 1)
    case 'drag':
      if (corner === null) return drawing
      return { ring: ring.with(corner, step.position), past: isHeld ? [...past, ring] : past, corner, isHeld: false }
    case 'remove':
      return ring.length > FEWEST_CORNERS ? change(ring.toSpliced(step.corner, 1), null) : drawing
    case 'back':
      return past.length === 0
        ? drawing
        : { ring: past[past.length - 1], past: past.slice(0, -1), corner: null, isHeld: false }
    case 'restore':
      return startDrawing(past[0] ?? ring)
  }
}

const isNear = (a: Position, b: Position, degrees: number) =>
  Math.abs(a[0] - b[0]) < degrees && Math.abs(a[1] - b[1]) < degrees
