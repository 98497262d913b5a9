/** What a report of evidence says of one or more vehicles: what was read, and as carefully what was not. Times are UTC epoch milliseconds. */
import type { CameraState } from './camera'
import { type StateChanges, stateAt } from './camera-past'

/** A passage with everything that is kept of it. */
export interface EvidencePassage {
  plate: string
  rawPlate: string
  at: number
  receivedAt: number
  camera: { code: string; name: string | null; nameEn: string | null; lng: number; lat: number; bearing: number | null }
  /** Of travel, degrees. */
  bearing: number | null
  speedKmh: number | null
  lane: string | null
  vehicleClass: string | null
  vehicleColour: string | null
  vehicleBrand: string | null
  plateColour: string | null
  /** Percent, as the device says; of each character of `rawPlate`. */
  reliability: number | null
  charReliability: number[] | null
  claims: string[] | null
  plateImage: string | null
  sceneImage: string | null
  sourceId: string
}

/** A question that was asked and what came of it. */
export interface EvidenceQuestion {
  plate: string
  from: number
  to: number
  passages: number
  /** There were more than one question returns. */
  isCut: boolean
}

/** A camera that was there and did not work for some of the time. */
export interface OutOfService {
  code: string
  name: string | null
  nameEn: string | null
  from: number
  to: number
  state: Exclude<CameraState, 'working'>
}

/** A stretch without a passage between two of one vehicle. */
export interface EvidenceGap {
  plate: string
  from: number
  to: number
}

/** From the passages of each plate, in order of time: stretches longer than `leastMs` between two of them. */
export function gapsOf(passages: readonly Pick<EvidencePassage, 'plate' | 'at'>[], leastMs: number): EvidenceGap[] {
  const last = new Map<string, number>()
  const gaps: EvidenceGap[] = []
  for (const { plate, at } of passages) {
    const before = last.get(plate)
    if (before !== undefined && at - before > leastMs) gaps.push({ plate, from: before, to: at })
    last.set(plate, at)
  }
  return gaps
}

/** The stretches of a window in which a camera was not known to work, in order. */
export function outOfService(
  { code, name, nameEn, ...changes }: StateChanges & Pick<OutOfService, 'code' | 'name' | 'nameEn'>,
  window: readonly [from: number, to: number],
): OutOfService[] {
  const [from, to] = window
  const instants = [from, ...changes.from.filter((at) => at > from && at < to), to]
  const stretches: OutOfService[] = []
  for (const [i, start] of instants.slice(0, -1).entries()) {
    const state = stateAt(changes, start)
    const end = instants[i + 1]
    const last = stretches.at(-1)
    if (state === 'working' || end <= start) continue
    if (last && last.state === state && last.to === start) last.to = end
    else stretches.push({ code, name, nameEn, from: start, to: end, state })
  }
  return stretches
}
