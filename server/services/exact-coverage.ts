/** The exact outline of all ground that is seen under a question: for what is looked at closely, kept or exported. */
import type { MultiPolygon, Polygon } from 'geojson'
import type { Connection } from '../../db/client'
import type { Box } from '../../db/queries/buildings'
import { unionOfViewsheds } from '../../db/queries/viewsheds'
import type { Caller } from '../domain/access'
import { boxOfArea } from '../domain/drawn-area'
import type { LocalFrame } from '../domain/frame'
import { localPolygons } from '../domain/raster'
import { signedArea } from '../domain/rings'
import { askedOutlines, storedOutlinePurpose } from './asked-outlines'
import { boundsOfBox, cityGrid, polygonOfBounds } from './grid-box'
import type { BlindSpotQuestion } from './jurisdiction-blind-spots'
import { viewSettings } from './refresh-viewsheds'
import { ServiceError } from './service-error'
import { unionOutlines } from './union-outlines'

export interface ExactCoverage {
  geometry: MultiPolygon
  areaM2: number
  /** Viewsheds that it is the union of. */
  viewsheds: number
}

/** A larger box is not looked at closely. */
const LARGEST_BOX_M2 = 25e6

/** A box is taken as a rectangle of the city's grid, so that areas compare with those of tiles. */
export async function exactCoverageInBox(
  connection: Connection,
  caller: Caller,
  { box, question }: { box: Box; question: BlindSpotQuestion },
): Promise<ExactCoverage> {
  const frame = await cityGrid(connection.db)
  const bounds = boundsOfBox(frame, box)
  if ((bounds[2] - bounds[0]) * (bounds[3] - bounds[1]) > LARGEST_BOX_M2)
    throw new ServiceError('too-large', `The box must be at most ${LARGEST_BOX_M2 / 1e6} km². Ask for a smaller part.`)
  return exactCoverage(connection, caller, { frame, within: polygonOfBounds(frame, bounds), question })
}

export async function exactCoverage(
  { db, isEmbedded }: Connection,
  caller: Caller,
  { frame, within, question }: { frame: LocalFrame; within: Polygon | MultiPolygon; question: BlindSpotQuestion },
): Promise<ExactCoverage> {
  const outlines = await askedOutlines(db, caller, frame, boxOfArea(within), question)
  const purpose = storedOutlinePurpose(question, await viewSettings(db))
  const { geometry, count } =
    isEmbedded || purpose === null
      ? await unionOutlines(outlines, frame, within)
      : await unionOfViewsheds(db, caller, within, purpose)
  return { geometry, areaM2: areaOf(geometry, frame), viewsheds: count }
}

/** m² in the frame: shells less holes, whichever way they turn. */
export function areaOf(geometry: Polygon | MultiPolygon, frame: LocalFrame): number {
  const areas = localPolygons(geometry, frame).map((rings) => rings.map((ring) => Math.abs(signedArea(ring))))
  return areas.reduce((sum, [shell, ...holes]) => sum + shell - holes.reduce((all, hole) => all + hole, 0), 0)
}
