/** The cells that must be seen about a place, streets included: what a draft's gain is measured in. */
import type { MultiPolygon } from 'geojson'
import type { Connection, Queryable } from '../../db/client'
import { streetsInBox } from '../../db/queries/blind-spots'
import { type Box, outlinesInBox } from '../../db/queries/buildings'
import { listWatchRules } from '../../db/queries/drawn-areas'
import { findJurisdiction, listJurisdictions } from '../../db/queries/jurisdictions'
import type { Caller } from '../domain/access'
import { packCounts } from '../domain/count-runs'
import { CELL_M, tileBounds, tilesTouching } from '../domain/coverage-tiles'
import { DEFAULT_LEVEL } from '../domain/footprint-bounds'
import { OutlineStore } from '../domain/outline-store'
import { rasterOver } from '../domain/raster'
import { WatchPlan } from '../domain/watch-plan'
import { completeRules } from '../domain/watch-rules'
import { type CoverageMapTile, cornersOf } from './coverage-map'
import { boundsOfBox, cityGrid } from './grid-box'
import { viewSettings } from './refresh-viewsheds'
import { ServiceError } from './service-error'
import { watchAreasInBox } from './watch-areas-in-box'

const MOST_TILES = 36

/** `counts`: packed as those of coverage, above 0 where a cell of the caller's jurisdictions must be seen. */
export async function watchedTiles(
  connection: Connection,
  caller: Caller,
  box: Box,
): Promise<Pick<CoverageMapTile, 'corners' | 'counts'>[]> {
  const { db } = connection
  const frame = await cityGrid(db)
  const tiles = tilesTouching(boundsOfBox(frame, box))
  if (tiles.length > MOST_TILES)
    throw new ServiceError('too-large', `The box must touch at most ${MOST_TILES} tiles, got ${tiles.length}.`)
  const plan = new WatchPlan(frame, {
    streets: await streetsInBox(db, box),
    areas: await watchAreasInBox(connection, caller, box),
    rules: completeRules(await listWatchRules(db)),
    usualLevel: DEFAULT_LEVEL[(await viewSettings(db)).standard],
    boundary: await jurisdictionsAbout(db, caller, box),
    buildings: new OutlineStore(await outlinesInBox(db, box), frame).outlines,
  })
  return tiles.map((tile) => ({
    corners: cornersOf(frame, tile.column, tile.row),
    counts: Buffer.from(
      packCounts(Uint16Array.from(plan.cellsOf(tile, rasterOver(frame, tileBounds(tile), CELL_M)))),
    ).toString('base64'),
  }))
}

async function jurisdictionsAbout(db: Queryable, caller: Caller, box: Box): Promise<MultiPolygon> {
  const about = (await listJurisdictions(db, caller)).filter(
    ({ extent }) => extent[0] <= box[2] && box[0] <= extent[2] && extent[1] <= box[3] && box[1] <= extent[3],
  )
  const found = await Promise.all(about.map(({ id }) => findJurisdiction(db, caller, id)))
  const coordinates = found.flatMap((each) =>
    each === null ? [] : each.geometry.type === 'Polygon' ? [each.geometry.coordinates] : each.geometry.coordinates,
  )
  return { type: 'MultiPolygon', coordinates }
}
