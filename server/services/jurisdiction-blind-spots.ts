/** The blind spots of one jurisdiction's streets: computed when its inputs changed, else as stored. */
import type { Connection } from '../../db/client'
import {
  blindSpotInputHash,
  englishStreetNames,
  findBlindSpotRun,
  outlinesIn,
  storeBlindSpotRun,
  streetsIn,
  viewshedGeometriesIn,
} from '../../db/queries/blind-spots'
import { findJurisdiction } from '../../db/queries/jurisdictions'
import type { Caller } from '../domain/access'
import { type BlindSpot, type BlindSpotReport, blindSpots } from '../domain/blind-spots'
import { ServiceError } from './service-error'

/** More than this many spots say nothing more; the total counts all of them. */
const MOST_SPOTS = 300
const QUESTION = 'designed'

/** A blind spot with its street's name in both languages. */
export type NamedBlindSpot = BlindSpot & { streetNameEn: string | null }

export interface JurisdictionBlindSpots extends Omit<BlindSpotReport, 'spots'> {
  spots: NamedBlindSpot[]
  jurisdictionId: number
  spotCount: number
  cameraCount: number
  computedAt: number
}

export async function jurisdictionBlindSpots(
  { db }: Connection,
  caller: Caller,
  jurisdictionId: number,
): Promise<JurisdictionBlindSpots> {
  const jurisdiction = await findJurisdiction(db, caller, jurisdictionId)
  if (!jurisdiction) throw new ServiceError('not-found', `There is no jurisdiction ${jurisdictionId} that you may see.`)
  const inputHash = await blindSpotInputHash(db, jurisdictionId)
  const stored = await findBlindSpotRun(db, jurisdictionId, QUESTION)
  if (stored?.inputHash === inputHash)
    return { ...(stored.result as unknown as JurisdictionBlindSpots), computedAt: stored.computedAt.getTime() }

  const viewsheds = await viewshedGeometriesIn(db, jurisdictionId)
  const buildings = await outlinesIn(db, jurisdictionId)
  const report = blindSpots({
    boundary: jurisdiction.geometry,
    roads: await streetsIn(db, jurisdictionId),
    viewsheds,
    buildings,
    hasBuildingData: buildings.length > 0,
  })
  const english = await englishStreetNames(db, jurisdictionId)
  const spots = report.spots
    .slice(0, MOST_SPOTS)
    .map((spot) => ({ ...spot, streetNameEn: english.get(spot.streetName ?? '') ?? null }))
  const computedAt = new Date()
  const result = {
    ...report,
    spots,
    spotCount: report.spots.length,
    jurisdictionId,
    cameraCount: viewsheds.length,
    computedAt: computedAt.getTime(),
  }
  await storeBlindSpotRun(db, { jurisdictionId, question: QUESTION, inputHash, result, computedAt })
  return result
}
