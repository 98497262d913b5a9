/** The union of outlines, exact to a millimetre, in TypeScript: for the embedded database, which loses failed overlays. */
import type { MultiPolygon, Polygon, Position } from 'geojson'
import {
  type ClipperLibWrapper,
  ClipType,
  loadNativeClipperLibInstanceAsync,
  NativeClipperLibRequestedFormat,
  PolyFillType,
  type PolyNode,
} from 'js-angusj-clipper'
import type { LocalFrame } from '../domain/frame'
import { type Bounds, localPolygons } from '../domain/raster'

const UNITS_PER_M = 1000

let loading: Promise<ClipperLibWrapper> | null = null
const clipper = () => {
  loading ??= loadNativeClipperLibInstanceAsync(NativeClipperLibRequestedFormat.WasmWithAsmJsFallback)
  return loading
}

type Path = { x: number; y: number }[]

/** All ground that any of the outlines holds, within `bounds` (metres in the frame). Shells turn left, holes right. */
export async function unionOutlines(
  outlines: readonly (Polygon | MultiPolygon)[],
  frame: LocalFrame,
  [minX, minY, maxX, maxY]: Bounds,
): Promise<MultiPolygon> {
  const library = await clipper()
  const paths = outlines.flatMap((outline) => localPolygons(outline, frame).flat().map(pathOf))
  // Clipper refuses to unite nothing.
  if (paths.length === 0) return { type: 'MultiPolygon', coordinates: [] }
  const whole = library.clipToPaths({
    clipType: ClipType.Union,
    subjectInputs: [{ data: paths, closed: true }],
    subjectFillType: PolyFillType.NonZero,
  })
  const box = pathOf([minX, minY, maxX, minY, maxX, maxY, minX, maxY])
  const tree = library.clipToPolyTree({
    clipType: ClipType.Intersection,
    subjectInputs: [{ data: whole, closed: true }],
    clipInputs: [{ data: box }],
    subjectFillType: PolyFillType.EvenOdd,
  })
  return { type: 'MultiPolygon', coordinates: tree.childs.flatMap((shell) => polygonsOf(shell, frame)) }
}

function pathOf(ring: ArrayLike<number>): Path {
  return Array.from({ length: ring.length / 2 }, (_, i) => ({
    x: Math.round(ring[i * 2] * UNITS_PER_M),
    y: Math.round(ring[i * 2 + 1] * UNITS_PER_M),
  }))
}

/** A shell with its holes, and what stands inside the holes. */
function polygonsOf(shell: PolyNode, frame: LocalFrame): Position[][][] {
  const holes = shell.childs
  return [
    [shell, ...holes].map(({ contour }) => ringOf(contour, frame)),
    ...holes.flatMap((hole) => hole.childs.flatMap((inner) => polygonsOf(inner, frame))),
  ]
}

function ringOf(contour: readonly { x: number; y: number }[], frame: LocalFrame): Position[] {
  const ring = contour.map(({ x, y }): Position => frame.toLngLat(x / UNITS_PER_M, y / UNITS_PER_M))
  return [...ring, ring[0]]
}
