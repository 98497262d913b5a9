/** How many cameras see each cell: one hue in three steps, nothing where nobody sees; from afar one square per tile. */
import type { Layer } from '@deck.gl/core'
import { BitmapLayer, PolygonLayer } from '@deck.gl/layers'
import type { CoverageMapTile } from '../../../server/services/coverage-map'
import { type Palette, type Rgb, withAlpha } from '../palette'

type Position = [number, number]

export interface DrawnTile extends Pick<CoverageMapTile, 'column' | 'row' | 'corners' | 'shares'> {
  /** Null from afar. */
  picture: HTMLCanvasElement | null
}

export interface CoverageLayersProps {
  tiles: readonly DrawnTile[]
  palette: Palette
  /** Drawn in grey: another question's coverage than the one asked. */
  isOther: boolean
}

/** Fully seen tiles are this opaque, from afar. */
const MOST_ALPHA = 190
/** Ground with any camera must show, however little of the tile it is. */
const LEAST_ALPHA = 14

const toneOf = ({ coverage, ink }: Palette, isOther: boolean): Rgb => (isOther ? ink : coverage)
const alphaOf = ([share]: readonly number[]) => Math.round(LEAST_ALPHA + (MOST_ALPHA - LEAST_ALPHA) * Math.sqrt(share))

export function coverageLayers({ tiles, palette, isOther }: CoverageLayersProps): Layer[] {
  const far = tiles.filter(({ picture }) => picture === null)
  return [
    new PolygonLayer<DrawnTile>({
      id: 'coverage-far',
      data: far,
      getPolygon: ({ corners }) => corners,
      stroked: false,
      opacity: isOther ? 0.45 : 1,
      getFillColor: ({ shares }) => withAlpha(toneOf(palette, isOther), alphaOf(shares)),
      updateTriggers: { getFillColor: [palette, isOther] },
    }),
    ...tiles
      .filter(({ picture }) => picture !== null)
      .map(
        ({ column, row, corners, picture }) =>
          new BitmapLayer({
            id: `coverage-${column},${row}`,
            bounds: corners as [Position, Position, Position, Position],
            image: picture,
            desaturate: isOther ? 1 : 0,
            opacity: isOther ? 0.45 : 1,
            textureParameters: { minFilter: 'linear', magFilter: 'nearest' },
          }),
      ),
  ]
}
