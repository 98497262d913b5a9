/** The watch areas that touch a box, derived anew from what is mapped and drawn there. */
import type { Connection } from '../../db/client'
import type { Box } from '../../db/queries/buildings'
import { roadsInBox } from '../../db/queries/cordons'
import { listDrawnAreas, listWatchRules } from '../../db/queries/drawn-areas'
import { placesInBox, squaresInBox } from '../../db/queries/watch-places'
import type { Caller } from '../domain/access'
import { boxOfArea, widened } from '../domain/drawn-area'
import { localFrame } from '../domain/frame'
import { type WatchArea, watchAreas } from '../domain/watch-areas'
import { completeRules } from '../domain/watch-rules'
import { ServiceError } from './service-error'

const WIDEST_DEGREES = 0.2
/** Junctions hang together over the edge of the box. */
const MARGIN_M = 100

const touch = (a: readonly number[], b: readonly number[]) =>
  a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3]

export async function watchAreasInBox({ db }: Connection, caller: Caller, box: Box): Promise<WatchArea[]> {
  const [west, south, east, north] = box
  if (!(east > west && north > south && Math.max(east - west, north - south) <= WIDEST_DEGREES))
    throw new ServiceError(
      'invalid',
      `box: expected at most ${WIDEST_DEGREES} degrees each way, got ${box.join(', ')}.`,
    )
  const wide = widened([...box], MARGIN_M)
  const sources = {
    roads: await roadsInBox(db, wide),
    areas: await squaresInBox(db, wide),
    places: await placesInBox(db, wide),
    drawn: await listDrawnAreas(db, caller, box),
  }
  const rules = completeRules(await listWatchRules(db))
  const frame = localFrame([(west + east) / 2, (south + north) / 2])
  return watchAreas(sources, rules, frame).filter(({ geometry }) => touch(boxOfArea(geometry), box))
}
