/** Ends live feeds with the session that opened them: whoever is signed out sees nothing a few seconds later. */
import type { Connection } from '../../db/client'
import { cutEndedFeeds } from './feeds'

const LOOK_EVERY_MS = 2_000
const holder = globalThis as typeof globalThis & { sightlineLeaseWatch?: NodeJS.Timeout }

/** Starts looking, once per process. */
export function watchLeases(connection: Connection): void {
  let isLooking = false
  holder.sightlineLeaseWatch ??= setInterval(async () => {
    if (isLooking) return
    isLooking = true
    await cutEndedFeeds(connection).catch((error: Error) => console.warn(`feeds: ${error.message}`))
    isLooking = false
  }, LOOK_EVERY_MS)
  holder.sightlineLeaseWatch.unref()
}
