/** What the measurements of views with heights share. */
import type { Look } from '../../server/domain/expansion'

export const SEED = 1
export const CAMERAS = 1000
export const RANGE_M = 100

/** Height of a mount from its share of all cameras, 0 … 1. Mixed: 4 to 12 m, in an order of no meaning. */
export const MASTS = {
  mixed: (share: number) => 4 + 8 * ((share * 617) % 1),
  at12: () => 12,
  at25: () => 25,
}

export type MastTimes = Record<keyof typeof MASTS | 'flat', number>

export function lookFrom([x, y]: readonly [number, number], heightM: number): Look {
  return { x, y, heightM, start: 0, span: 2 * Math.PI, nearM: 0, farM: RANGE_M, targetHeightM: 1.5 }
}
