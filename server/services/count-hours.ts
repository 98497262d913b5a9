/** Keeps the hourly counts behind nothing but the last few seconds: hours that new passages fell into are counted anew. */
import type { Connection } from '../../db/client'
import { refreshPassageHours } from '../../db/queries/insert-records'
import { takeStaleHours } from '../../db/queries/stale-hours'

const LEAST_PAUSE_MS = 2_000
/** A busy hour is counted again and again while it lasts: that may take this share of the time. */
const BUSY_SHARE = 0.2
const HOUR_MS = 3_600_000

/** Counts every hour that is behind, in one transaction: what fails stays behind. Returns how many there were. */
export function countStaleHours({ system: { db } }: Connection): Promise<number> {
  return db.transaction(async (tx) => {
    const hours = await takeStaleHours(tx)
    for (const [from, to] of spansOf(hours)) await refreshPassageHours(tx, new Date(from), new Date(to))
    return hours.length
  })
}

/** Hours that follow one another as one span, each named by its first and last instant that counts. */
function spansOf(hours: readonly number[]): [from: number, to: number][] {
  const spans: [number, number][] = []
  for (const hour of hours) {
    const last = spans.at(-1)
    if (last && hour - last[1] === HOUR_MS) last[1] = hour
    else spans.push([hour, hour])
  }
  return spans
}

const holder = globalThis as typeof globalThis & { sightlineCounting?: boolean }

export function countInBackground(connection: Connection): void {
  if (holder.sightlineCounting) return
  holder.sightlineCounting = true
  const round = async () => {
    const from = performance.now()
    await countStaleHours(connection).catch((error: Error) => console.error('hourly counts:', error.message))
    const pause = Math.max(LEAST_PAUSE_MS, (performance.now() - from) / BUSY_SHARE)
    setTimeout(round, pause).unref()
  }
  void round()
}
