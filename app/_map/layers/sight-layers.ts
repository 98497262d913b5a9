/** A point on the ground and the lines to the cameras about it: solid where one sees it, dashed where something is in the way. */
import type { Layer } from '@deck.gl/core'
import { PathStyleExtension } from '@deck.gl/extensions'
import { PathLayer, ScatterplotLayer } from '@deck.gl/layers'
import { type Palette, withAlpha } from '../palette'

type Position = [lng: number, lat: number]

export interface DrawnSight {
  cameraId: number
  position: Position
  isSeen: boolean
}

export interface SightLayersProps {
  point: Position
  sights: readonly DrawnSight[]
  /** The camera that the pointer is on in the list. */
  hoveredId: number | null
  palette: Palette
}

export function sightLayers({ point, sights, hoveredId, palette }: SightLayersProps): Layer[] {
  const isHovered = ({ cameraId }: DrawnSight) => cameraId === hoveredId
  const lines = (id: string, isSeen: boolean) =>
    new PathLayer<DrawnSight>({
      id,
      data: sights.filter((sight) => sight.isSeen === isSeen),
      getPath: ({ position }) => [point, position],
      getColor: (sight) => withAlpha(isSeen ? palette.accent : palette.ink, isSeen || isHovered(sight) ? 255 : 150),
      getWidth: (sight) => (isHovered(sight) ? 4 : isSeen ? 2.5 : 1.5),
      widthUnits: 'pixels',
      extensions: [new PathStyleExtension({ dash: true })],
      ...{ getDashArray: isSeen ? [0, 0] : [5, 4] },
      updateTriggers: { getWidth: hoveredId, getColor: hoveredId },
    })
  return [
    lines('sights-blocked', false),
    lines('sights-seen', true),
    new ScatterplotLayer<Position>({
      id: 'sight-point',
      data: [point],
      getPosition: (position) => position,
      radiusUnits: 'pixels',
      getRadius: 7,
      stroked: true,
      lineWidthUnits: 'pixels',
      getLineWidth: 3,
      getLineColor: withAlpha(palette.halo, 255),
      getFillColor: withAlpha(palette.ink, 255),
    }),
  ]
}
