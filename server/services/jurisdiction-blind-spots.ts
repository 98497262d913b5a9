/** The blind spots of one jurisdiction under a question: computed when their inputs changed, else as stored. */
import type { Connection, Queryable } from '../../db/client'
import {
  blindSpotInputHash,
  englishStreetNames,
  findBlindSpotRun,
  storeBlindSpotRun,
  streetsIn,
} from '../../db/queries/blind-spots'
import { outlinesInBox } from '../../db/queries/buildings'
import { roadsInBox } from '../../db/queries/cordons'
import { tilesStamp } from '../../db/queries/coverage-tiles'
import { listDrawnAreas, listWatchRules } from '../../db/queries/drawn-areas'
import { findJurisdiction } from '../../db/queries/jurisdictions'
import { placesInBox, squaresInBox } from '../../db/queries/watch-places'
import type { Caller } from '../domain/access'
import { type BlindSpot, type BlindSpotReport, blindSpots } from '../domain/blind-spots'
import { boxOfArea } from '../domain/drawn-area'
import { DEFAULT_LEVEL } from '../domain/footprint-bounds'
import { DENSITY_LEVELS, type DensityLevelName } from '../domain/optics'
import { OutlineStore } from '../domain/outline-store'
import { type BlindSpotCause, causeOf, PointSights } from '../domain/point-sights'
import type { StreetShare } from '../domain/street-tally'
import { type WatchArea, watchAreas } from '../domain/watch-areas'
import { completeRules, type WatchRule } from '../domain/watch-rules'
import { type AskedCamera, type CoverageQuestion, storedPurpose } from './asked-cameras'
import { camerasReaching, countedCoverage, grownRange, storedCoverage, USUAL_REACH_M } from './asked-coverage'
import { footprintCameraOf } from './camera-view-input'
import { boundsOfBox, boxOfBounds, cityGrid, tileRange } from './grid-box'
import { type ViewSettings, viewSettings } from './refresh-viewsheds'
import { ServiceError } from './service-error'

/** More than this many spots say nothing more; the total counts all of them. */
const MOST_SPOTS = 300

export interface BlindSpotQuestion extends CoverageQuestion {
  /** What counts as seen where no rule says more; null: the city's usual level. */
  level: DensityLevelName | null
}

/** A blind spot with its cause and its street's name in both languages. */
export interface NamedBlindSpot extends Omit<BlindSpot, 'samples'> {
  streetNameEn: string | null
  cause: BlindSpotCause
}

export type NamedStreetShare = StreetShare & { nameEn: string | null }

export interface JurisdictionBlindSpots extends Omit<BlindSpotReport, 'spots' | 'byStreet'> {
  spots: NamedBlindSpot[]
  byStreet: NamedStreetShare[]
  jurisdictionId: number
  level: DensityLevelName
  cameraCount: number
  /** Seen m² that no camera sees without an assumption. */
  assumedM2: number
  /** `no-building-data` where no building is known. */
  assumed: string[]
  computedAt: number
}

export const DESIGNED: BlindSpotQuestion = { kind: 'designed', ownership: null, at: null, level: null }

export async function jurisdictionBlindSpots(
  { db, system }: Connection,
  caller: Caller,
  jurisdictionId: number,
  question: BlindSpotQuestion = DESIGNED,
): Promise<JurisdictionBlindSpots> {
  const jurisdiction = await findJurisdiction(db, caller, jurisdictionId)
  if (!jurisdiction) throw new ServiceError('not-found', `There is no jurisdiction ${jurisdictionId} that you may see.`)
  // What neighbours' cameras see counts as well.
  return storedReport(system.db, caller, jurisdiction, question, MOST_SPOTS)
}

/** As stored while nothing that it rests on has changed, else computed and stored. */
export async function storedReport(
  db: Queryable,
  caller: Caller,
  jurisdiction: Jurisdiction,
  question: BlindSpotQuestion,
  mostSpots: number,
): Promise<JurisdictionBlindSpots> {
  const jurisdictionId = jurisdiction.id
  const frame = await cityGrid(db)
  const range = tileRange(boundsOfBox(frame, boxOfArea(jurisdiction.geometry)))
  const purpose = storedPurpose(question)
  const key = JSON.stringify([question.kind, question.ownership, question.at, question.level, mostSpots])
  const settings = await viewSettings(db)
  const stamp = await tilesStamp(db, purpose ?? 'effective', range)
  const inputHash = await blindSpotInputHash(db, jurisdictionId, `${stamp}|${JSON.stringify(settings)}`)
  const stored = await findBlindSpotRun(db, jurisdictionId, key)
  if (stored?.inputHash === inputHash)
    return { ...(stored.result as unknown as JurisdictionBlindSpots), computedAt: stored.computedAt.getTime() }
  const computedAt = new Date()
  const report = await compute(db, caller, jurisdiction, question, settings, mostSpots)
  const result = { ...report, computedAt: computedAt.getTime() }
  if (purpose !== null) await storeBlindSpotRun(db, { jurisdictionId, question: key, inputHash, result, computedAt })
  return result
}

type Jurisdiction = NonNullable<Awaited<ReturnType<typeof findJurisdiction>>>

async function compute(
  db: Queryable,
  caller: Caller,
  { id: jurisdictionId, geometry: boundary }: Jurisdiction,
  question: BlindSpotQuestion,
  settings: ViewSettings,
  mostSpots: number,
): Promise<Omit<JurisdictionBlindSpots, 'computedAt'>> {
  const frame = await cityGrid(db)
  const range = tileRange(boundsOfBox(frame, boxOfArea(boundary)))
  const rules = completeRules(await listWatchRules(db))
  const usualLevel = question.level ?? DEFAULT_LEVEL[settings.standard]
  const areas = await watchAreasIn(db, caller, boxOfArea(boundary), rules, frame)
  const purpose = storedPurpose(question)
  // Stored tiles know every level; counting them all anew would take as many times as long.
  const measured = purpose ? DENSITY_LEVELS[settings.standard].map(({ name }) => name) : [usualLevel]
  const required = [...rules, ...areas].flatMap(({ requiredLevel }) => requiredLevel ?? [])
  const levels = [...new Set([usualLevel, ...required, ...measured])]
  const cameras = await camerasReaching(db, question, frame, range)
  const outlines = await outlinesInBox(db, boxOfBounds(frame, grownRange(range, 2 * USUAL_REACH_M)))
  const store = new OutlineStore(outlines, frame)
  const options = { ...settings, isNight: question.kind === 'night' }
  const certain = cameras.filter(({ isCertain }) => isCertain)
  const report = blindSpots({
    frame,
    boundary,
    streets: await streetsIn(db, jurisdictionId),
    areas,
    rules,
    usualLevel,
    buildings: store.outlines,
    mostSpots,
    levels: measured,
    countsAt: purpose
      ? await storedCoverage(db, purpose, range, levels)
      : countedCoverage(cameras, store, frame, options, range, levels),
    certainAt: certain.length > 0 ? countedCoverage(certain, store, frame, options, range, levels) : () => null,
  })
  const english = await englishStreetNames(db, jurisdictionId)
  const causes = causesOf(report.spots, cameras, store.all(), options)
  const hasBuildings = outlines.some(({ role }) => role !== 'zone')
  return {
    ...report,
    spots: report.spots.map(({ samples: _samples, ...spot }, i) => ({
      ...spot,
      cause: causes[i],
      streetNameEn: english.get(spot.streetName ?? '') ?? null,
    })),
    byStreet: report.byStreet.map((street) => ({ ...street, nameEn: english.get(street.name) ?? null })),
    jurisdictionId,
    level: usualLevel,
    cameraCount: cameras.filter(({ isOn }) => isOn).length,
    assumedM2: hasBuildings ? report.seenM2 - report.certainM2 : report.seenM2,
    assumed: hasBuildings ? [] : ['no-building-data'],
  }
}

const JUNCTION_DEGREES = 0.001

export async function watchAreasIn(
  db: Queryable,
  caller: Caller,
  [west, south, east, north]: readonly number[],
  rules: readonly WatchRule[],
  frame: Parameters<typeof watchAreas>[2],
): Promise<WatchArea[]> {
  // Junctions hang together over the edge of the box.
  const box = [
    west - JUNCTION_DEGREES,
    south - JUNCTION_DEGREES,
    east + JUNCTION_DEGREES,
    north + JUNCTION_DEGREES,
  ] as const
  const sources = {
    roads: await roadsInBox(db, box),
    areas: await squaresInBox(db, box),
    places: await placesInBox(db, box),
    drawn: await listDrawnAreas(db, caller, box),
  }
  return watchAreas(sources, rules, frame)
}

/** Each spot's cause: the one that most of its samples have. */
function causesOf(
  spots: readonly BlindSpot[],
  cameras: readonly AskedCamera[],
  obstacles: ConstructorParameters<typeof PointSights>[1],
  options: ViewSettings & { isNight: boolean },
): BlindSpotCause[] {
  const byLevel = new Map<DensityLevelName, PointSights>()
  const sightsFor = (level: DensityLevelName): PointSights => {
    const known = byLevel.get(level)
    if (known) return known
    const list = cameras.map(({ row, isOn }) => ({ ...footprintCameraOf(row), id: row.id, isWorking: isOn }))
    const sights = new PointSights(list, obstacles, { ...options, level })
    byLevel.set(level, sights)
    return sights
  }
  return spots.map(({ samples, level }) => {
    const counts = new Map<BlindSpotCause, number>()
    for (const [x, y] of samples) {
      const cause = causeOf(sightsFor(level).at(x, y)) ?? 'no-camera'
      counts.set(cause, (counts.get(cause) ?? 0) + 1)
    }
    return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 'no-camera'
  })
}
