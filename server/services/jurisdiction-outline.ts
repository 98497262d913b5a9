/** The exact outline of what is seen in a jurisdiction, as a file to keep: what it was computed from stands in it. */
import type { Feature, MultiPolygon, Position } from 'geojson'
import type { Connection } from '../../db/client'
import { readSettings } from '../../db/queries/city'
import { findJurisdiction } from '../../db/queries/jurisdictions'
import { version } from '../../package.json'
import type { Caller } from '../domain/access'
import { areaOf, exactCoverage } from './exact-coverage'
import { cityGrid } from './grid-box'
import { type BlindSpotQuestion, jurisdictionBlindSpots } from './jurisdiction-blind-spots'
import { viewSettings } from './refresh-viewsheds'
import { ServiceError } from './service-error'

export type JurisdictionOutline = Feature<MultiPolygon, Record<string, string | number | string[] | null>>

/** About 0.1 mm. */
const DECIMALS = 1e9

/** In the properties: metres, m², shares 0 … 1, times in ISO 8601. */
export async function jurisdictionOutline(
  connection: Connection,
  caller: Caller,
  { jurisdictionId, question }: { jurisdictionId: number; question: BlindSpotQuestion },
): Promise<JurisdictionOutline> {
  const { db } = connection
  const jurisdiction = await findJurisdiction(db, caller, jurisdictionId)
  if (!jurisdiction) throw new ServiceError('not-found', `There is no jurisdiction ${jurisdictionId} that you may see.`)
  const frame = await cityGrid(db)
  const at = Date.now()
  const within = jurisdiction.geometry
  const seen = await exactCoverage(connection, caller, { frame, within, question })
  const report = await jurisdictionBlindSpots(connection, caller, jurisdictionId, question)
  const { standard, targetHeightM } = await viewSettings(db)
  return {
    type: 'Feature',
    properties: {
      jurisdiction: jurisdiction.name,
      jurisdiction_en: jurisdiction.nameEn,
      jurisdiction_code: jurisdiction.code,
      question: question.kind,
      owner: question.ownership,
      instant: timeText(question.at ?? at),
      level: report.level,
      standard: `IEC 62676-4:${standard}`,
      target_height_m: targetHeightM,
      cameras: seen.viewsheds,
      seen_m2: Math.round(seen.areaM2),
      share_of_jurisdiction: share(seen.areaM2 / areaOf(within, frame)),
      share_of_watched_ground: report.share === null ? null : share(report.share),
      assumed_share_of_watched_ground: report.areaM2 === 0 ? null : share(report.assumedM2 / report.areaM2),
      assumed: [...report.assumed, 'flat-terrain'],
      computed_at: timeText(at),
      version: `Sightline ${version}`,
      attribution: (await readSettings(db))?.attributions ?? [],
    },
    geometry: { type: 'MultiPolygon', coordinates: seen.geometry.coordinates.map((rings) => rings.map(rounded)) },
  }
}

const timeText = (at: number) => new Date(at).toISOString()
const share = (value: number) => Math.round(value * 1e4) / 1e4
const rounded = (ring: Position[]): Position[] =>
  ring.map((position) => position.map((degrees) => Math.round(degrees * DECIMALS) / DECIMALS))
