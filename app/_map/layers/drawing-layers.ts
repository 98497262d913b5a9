/** A ring while it is drawn or reshaped: what it encloses, its corners as handles, and fainter handles halfway between. */
import type { Layer } from '@deck.gl/core'
import { PathStyleExtension } from '@deck.gl/extensions'
import { PathLayer, PolygonLayer, ScatterplotLayer } from '@deck.gl/layers'
import type { Position } from 'geojson'
import { edgeMiddle } from '../drawing'
import { type Palette, withAlpha } from '../palette'

export interface DrawingLayersProps {
  ring: readonly Position[]
  /** Where the next corner would be; null while reshaping. */
  hover: Position | null
  isOpen: boolean
  corner: number | null
  /** Only the handles: the ring is drawn as it is stored. */
  isStored?: boolean
  palette: Palette
}

/** What a handle is for, as a grab finds it. */
export interface Handle {
  handle: 'corner' | 'middle'
  corner: number
  position: [number, number]
}

export const isHandle = (object: unknown): object is Handle => (object as Partial<Handle>)?.handle !== undefined

export function drawingLayers(props: DrawingLayersProps): Layer[] {
  const { ring, hover, isOpen, corner, isStored = false, palette } = props
  const shown = isOpen && hover ? [...ring, hover] : ring
  const line = shown.length > 2 ? [...shown, shown[0]] : shown
  const at = (position: Position): [number, number] => [position[0], position[1]]
  const corners = ring.map((position, i): Handle => ({ handle: 'corner', corner: i, position: at(position) }))
  const middles = isOpen
    ? []
    : ring.map((_, i): Handle => ({ handle: 'middle', corner: i, position: at(edgeMiddle(ring, i)) }))
  return [
    new PolygonLayer<{ contour: Position[] }>({
      id: 'drawing-fill',
      data: shown.length > 2 && !isStored ? [{ contour: [...shown] }] : [],
      getPolygon: ({ contour }) => contour.map(at),
      stroked: false,
      getFillColor: withAlpha(palette.draft, 46),
    }),
    new PathLayer<{ path: Position[] }>({
      id: 'drawing-line',
      data: line.length > 1 && !isStored ? [{ path: [...line] }] : [],
      getPath: ({ path }) => path.map(at),
      getColor: withAlpha(palette.draft, 255),
      getWidth: 2.5,
      widthUnits: 'pixels',
      extensions: [new PathStyleExtension({ dash: true })],
      ...{ getDashArray: isOpen ? [4, 2] : [0, 0], dashJustified: true },
    }),
    new ScatterplotLayer<Handle>({
      id: 'drawing-middles',
      data: middles,
      pickable: true,
      getPosition: ({ position }) => position,
      radiusUnits: 'pixels',
      getRadius: 4,
      stroked: true,
      lineWidthUnits: 'pixels',
      getLineWidth: 1.5,
      getLineColor: withAlpha(palette.draft, 255),
      getFillColor: withAlpha(palette.halo, 160),
    }),
    new ScatterplotLayer<Handle>({
      id: 'drawing-corners',
      data: corners,
      pickable: true,
      getPosition: ({ position }) => position,
      radiusUnits: 'pixels',
      getRadius: (handle) => (handle.corner === corner ? 8 : 6),
      stroked: true,
      lineWidthUnits: 'pixels',
      getLineWidth: 2.5,
      getLineColor: withAlpha(palette.draft, 255),
      getFillColor: (handle) => withAlpha(handle.corner === corner ? palette.draft : palette.halo, 255),
      updateTriggers: { getRadius: corner, getFillColor: corner },
    }),
  ]
}
