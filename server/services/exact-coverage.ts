/** The exact outline of all ground that is seen in a box: for what is looked at closely, kept or exported. */
import type { MultiPolygon } from 'geojson'
import type { Connection } from '../../db/client'
import type { Box } from '../../db/queries/buildings'
import { unionOfViewsheds, viewshedOutlines } from '../../db/queries/viewsheds'
import type { Caller } from '../domain/access'
import type { CoveragePurpose } from '../domain/coverage-purpose'
import type { LocalFrame } from '../domain/frame'
import { localPolygons } from '../domain/raster'
import { signedArea } from '../domain/rings'
import { boundsOfBox, boxOfBounds, cityGrid } from './grid-box'
import { ServiceError } from './service-error'
import { unionOutlines } from './union-outlines'

export interface ExactCoverage {
  geometry: MultiPolygon
  areaM2: number
  /** Viewsheds that it is the union of. */
  viewsheds: number
}

/** More than these take too long to wait for: look closer. */
const MOST_VIEWSHEDS = 5_000
/** A box is a rectangle of the city's grid, so that areas compare with those of tiles. */
export async function exactCoverage(
  connection: Connection,
  caller: Caller,
  { box, purpose }: { box: Box; purpose: CoveragePurpose },
): Promise<ExactCoverage> {
  const { db, isEmbedded } = connection
  const frame = await cityGrid(db)
  const bounds = boundsOfBox(frame, box)
  const outlines = await viewshedOutlines(db, caller, boxOfBounds(frame, bounds), purpose, MOST_VIEWSHEDS + 1)
  if (outlines.length > MOST_VIEWSHEDS)
    throw new ServiceError('invalid', `More than ${MOST_VIEWSHEDS} viewsheds lie here. Ask for a smaller part.`)
  const corners = [0, 1, 2, 3].map((i) => frame.toLngLat(bounds[i === 1 || i === 2 ? 2 : 0], bounds[i < 2 ? 1 : 3]))
  const geometry = isEmbedded
    ? await unionOutlines(outlines, frame, bounds)
    : await unionOfViewsheds(db, caller, { type: 'Polygon', coordinates: [[...corners, corners[0]]] }, purpose)
  return { geometry, areaM2: areaOf(geometry, frame), viewsheds: outlines.length }
}

/** m² in the frame: shells less holes, whichever way they turn. */
export function areaOf(geometry: MultiPolygon, frame: LocalFrame): number {
  const areas = localPolygons(geometry, frame).map((rings) => rings.map((ring) => Math.abs(signedArea(ring))))
  return areas.reduce((sum, [shell, ...holes]) => sum + shell - holes.reduce((all, hole) => all + hole, 0), 0)
}
