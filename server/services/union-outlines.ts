/** The union of outlines, exact to a millimetre, in TypeScript: for the embedded database, which loses failed overlays. */
import { setImmediate as nextTurn } from 'node:timers/promises'
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
import { localPolygons } from '../domain/raster'

const UNITS_PER_M = 1000
/** United together before others get their turn. */
const GROUP = 64

let loading: Promise<ClipperLibWrapper> | null = null
const clipper = () => {
  loading ??= loadNativeClipperLibInstanceAsync(NativeClipperLibRequestedFormat.WasmWithAsmJsFallback)
  return loading
}

type Path = { x: number; y: number }[]
type Area = Polygon | MultiPolygon

export interface United {
  /** Shells turn left, holes right. */
  geometry: MultiPolygon
  /** Outlines that hold ground of it. */
  count: number
}

/** All ground within `within` that any of the outlines holds. */
export async function unionOutlines(outlines: readonly Area[], frame: LocalFrame, within: Area): Promise<United> {
  const library = await clipper()
  const clip = pathsOf(within, frame)
  const kept: Path[] = []
  let count = 0
  for (let first = 0; first < outlines.length; first += GROUP) {
    const group = outlines.slice(first, first + GROUP).map((outline) => cut(library, pathsOf(outline, frame), clip))
    const reaching = group.filter((paths) => paths.length > 0)
    count += reaching.length
    kept.push(...unite(library, reaching.flat()))
    await nextTurn()
  }
  // Clipper refuses to unite nothing.
  if (kept.length === 0) return { geometry: { type: 'MultiPolygon', coordinates: [] }, count: 0 }
  const tree = library.clipToPolyTree({
    clipType: ClipType.Union,
    subjectInputs: [{ data: kept, closed: true }],
    subjectFillType: PolyFillType.NonZero,
  })
  const coordinates = tree.childs.flatMap((shell) => polygonsOf(shell, frame))
  return { geometry: { type: 'MultiPolygon', coordinates }, count }
}

const pathsOf = (area: Area, frame: LocalFrame): Path[] => localPolygons(area, frame).flat().map(pathOf)

const cut = (library: ClipperLibWrapper, paths: Path[], within: Path[]): Path[] =>
  library.clipToPaths({
    clipType: ClipType.Intersection,
    subjectInputs: [{ data: paths, closed: true }],
    clipInputs: [{ data: within }],
    subjectFillType: PolyFillType.NonZero,
    clipFillType: PolyFillType.EvenOdd,
  })

const unite = (library: ClipperLibWrapper, paths: Path[]): Path[] =>
  paths.length === 0
    ? []
    : library.clipToPaths({
        clipType: ClipType.Union,
        subjectInputs: [{ data: paths, closed: true }],
        subjectFillType: PolyFillType.NonZero,
      })

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
