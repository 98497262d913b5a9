/** Ground that must not be seen is out of every viewshed and every count as soon as it is drawn, and back when it goes. */
import { sql } from 'drizzle-orm'
import type { MultiPolygon, Polygon } from 'geojson'
import type { Queryable } from '../../db/client'
import { forWholeCity } from '../../db/guarded-pool'
import { envelope } from '../../db/queries/buildings'
import { listCamerasForViewsheds } from '../../db/queries/cameras'
import { isCounted } from '../../db/queries/coverage-tiles'
import { boxOfArea } from '../domain/drawn-area'
import { USUAL_REACH_M } from './asked-coverage'
import { FARTHEST_M } from './coverage-cameras'
import { boundsOfBox, boxOfBounds, cityGrid, tileRange } from './grid-box'
import { recountTiles } from './recount-tiles'
import { refreshViewshed, viewSettings } from './refresh-viewsheds'

/** Inside the transaction that draws or removes the zones; several are before and after of one change. */
export const applyZones = (tx: Queryable, zones: readonly (Polygon | MultiPolygon)[]): Promise<void> =>
  // Neighbours' cameras look onto this ground, too.
  forWholeCity(tx, () => lookAnew(tx, zones))

async function lookAnew(tx: Queryable, zones: readonly (Polygon | MultiPolygon)[]): Promise<void> {
  const settings = await viewSettings(tx)
  const frame = await cityGrid(tx)
  for (const zone of zones) {
    const bounds = boundsOfBox(frame, boxOfArea(zone))
    const [minX, minY, maxX, maxY] = bounds
    const grown = (by: number) => boxOfBounds(frame, [minX - by, minY - by, maxX + by, maxY + by])
    const reaching = sql`(position && ${envelope(grown(USUAL_REACH_M))}
      OR (position && ${envelope(grown(FARTHEST_M))} AND range_m > ${USUAL_REACH_M}))`
    for (const camera of await listCamerasForViewsheds(tx, reaching)) await refreshViewshed(tx, camera, settings)
    if (await isCounted(tx)) await recountTiles(tx, frame, settings, [tileRange(bounds)])
  }
}
