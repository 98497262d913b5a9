/** How far cameras' clocks are off, told by how late their reads came: in a window, and in the day before it. */
import type { Queryable } from '../../db/client'
import { leastDelays } from '../../db/queries/evidence'
import { type ClockSkew, clockSkew } from '../domain/clock-skew'

const BEFORE_MS = 86_400_000

/** By camera; those of which nothing came are missing. UTC epoch milliseconds. */
export async function cameraClocks(
  tx: Queryable,
  cameraIds: readonly number[],
  { from, to }: { from: number; to: number },
): Promise<Map<number, ClockSkew>> {
  const clocks = new Map<number, ClockSkew>()
  const delays = await leastDelays(tx, [...new Set(cameraIds)], new Date(from - BEFORE_MS), new Date(to))
  for (const { cameraId, leastMs } of delays) {
    const clock = clockSkew(leastMs)
    if (clock) clocks.set(cameraId, clock)
  }
  return clocks
}
