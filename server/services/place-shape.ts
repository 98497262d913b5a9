/** Where a street or a watched place of a jurisdiction's report is: what the map shows of a row. */
import type { MultiLineString, MultiPolygon, Polygon } from 'geojson'
import type { Connection } from '../../db/client'
import { streetNamed } from '../../db/queries/blind-spots'
import { listWatchRules } from '../../db/queries/drawn-areas'
import { findJurisdiction } from '../../db/queries/jurisdictions'
import type { Caller } from '../domain/access'
import { boxOfArea } from '../domain/drawn-area'
import { completeRules } from '../domain/watch-rules'
import { cityGrid } from './grid-box'
import { watchAreasIn } from './jurisdiction-blind-spots'
import { ServiceError } from './service-error'

export interface AskedPlace {
  kind: 'street' | 'area'
  /** A street's name, or a watched place's id as the report has them. */
  id: string
}

export type PlaceShape = MultiLineString | Polygon | MultiPolygon

export async function placeShape(
  { db }: Connection,
  caller: Caller,
  { jurisdictionId, place }: { jurisdictionId: number; place: AskedPlace },
): Promise<PlaceShape> {
  const jurisdiction = await findJurisdiction(db, caller, jurisdictionId)
  if (!jurisdiction) throw new ServiceError('not-found', `There is no jurisdiction ${jurisdictionId} that you may see.`)
  if (place.kind === 'street') {
    const stretches = await streetNamed(db, jurisdictionId, place.id)
    if (stretches.length > 0)
      return { type: 'MultiLineString', coordinates: stretches.map(({ geometry }) => geometry.coordinates) }
  } else {
    const rules = completeRules(await listWatchRules(db))
    const areas = await watchAreasIn(db, caller, boxOfArea(jurisdiction.geometry), rules, await cityGrid(db))
    const area = areas.find(({ id }) => id === place.id)
    if (area) return area.geometry
  }
  throw new ServiceError('not-found', `There is no ${place.kind} "${place.id}" in this jurisdiction.`)
}
