/** Where a camera that turns looks now: its cone on the ground, above what it can turn to. */
import type { Layer } from '@deck.gl/core'
import { PolygonLayer } from '@deck.gl/layers'
import type { Footprint } from '../../../server/domain/footprint'
import { localFrame } from '../../../server/domain/frame'
import { type Palette, withAlpha } from '../palette'

type Position = [lng: number, lat: number]

const DEGREE = Math.PI / 180
const STEP_DEGREES = 3

/** The ring of a cone about its mount. */
export function coneRing(
  [lng, lat]: Position,
  { bearing, hfov, nearM, farM }: Pick<Footprint, 'bearing' | 'hfov' | 'nearM' | 'farM'>,
): Position[] {
  const frame = localFrame([lng, lat])
  const steps = Math.max(2, Math.ceil(hfov / STEP_DEGREES))
  const arc = (radiusM: number) =>
    Array.from({ length: steps + 1 }, (_, i): Position => {
      const angle = ((bearing ?? 0) - hfov / 2 + (hfov * i) / steps) * DEGREE
      return frame.toLngLat(radiusM * Math.sin(angle), radiusM * Math.cos(angle))
    })
  return [...arc(farM), ...arc(nearM).reverse()]
}

export function liveConeLayers(position: Position, live: Footprint | null, palette: Palette): Layer[] {
  if (live === null || live.farM <= live.nearM) return []
  return [
    new PolygonLayer<Footprint>({
      id: 'live-cone',
      data: [live],
      getPolygon: (cone) => coneRing(position, cone),
      getFillColor: withAlpha(palette.accent, 70),
      getLineColor: withAlpha(palette.accent, 255),
      getLineWidth: 2,
      lineWidthUnits: 'pixels',
    }),
  ]
}
