/** How much of what must be seen is seen in each jurisdiction, side by side. */
import type { Connection } from '../../db/client'
import { findJurisdiction, listJurisdictions } from '../../db/queries/jurisdictions'
import type { Caller } from '../domain/access'
import { type BlindSpotQuestion, storedReport } from './jurisdiction-blind-spots'

export interface JurisdictionShare {
  id: number
  kind: 'city' | 'district' | 'station'
  name: string
  nameEn: string | null
  areaM2: number
  seenM2: number
  assumedM2: number
  streetM: number
  unseenStreetM: number
  spotCount: number
  computedAt: number
}

/** The jurisdictions in scope, each as its own report has it; kept until something that they rest on changes. */
export async function jurisdictionShares(
  { db, system }: Connection,
  caller: Caller,
  question: BlindSpotQuestion,
): Promise<JurisdictionShare[]> {
  const shares: JurisdictionShare[] = []
  for (const { id, kind, name, nameEn } of await listJurisdictions(db, caller)) {
    const jurisdiction = await findJurisdiction(db, caller, id)
    if (!jurisdiction) continue
    const report = await storedReport(system.db, caller, jurisdiction, question, 0)
    const { areaM2, seenM2, assumedM2, streetM, unseenStreetM, spotCount, computedAt } = report
    shares.push({ id, kind, name, nameEn, areaM2, seenM2, assumedM2, streetM, unseenStreetM, spotCount, computedAt })
  }
  return shares
}
