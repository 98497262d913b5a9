/** A camera's own clock on ours: its steps are kept, and no picture comes from the future. */

const TICKS_PER_MS = 90
const TICKS = 2 ** 32
/** Behind by more than this, it paused or its clock was set. */
const MOST_BEHIND_MS = 2_000
/** How fast a camera whose clock runs slow is followed. */
const CATCH_UP_PER_MS = 0.0005

/** The answer gives the epoch milliseconds of a picture from its RTP time and when it arrived. */
export function cameraClock(): (timestamp: number, arrivedAt: number) => number {
  let lastTimestamp: number | null = null
  let mediaMs = 0
  let offset = 0
  let lastArrival = 0
  return (timestamp, arrivedAt) => {
    if (lastTimestamp === null) {
      offset = arrivedAt
    } else {
      const step = (timestamp - lastTimestamp + TICKS) % TICKS
      mediaMs += (step > TICKS / 2 ? step - TICKS : step) / TICKS_PER_MS
      offset += (arrivedAt - lastArrival) * CATCH_UP_PER_MS
    }
    const behind = arrivedAt - (mediaMs + offset)
    if (behind < 0 || behind > MOST_BEHIND_MS) offset = arrivedAt - mediaMs
    lastTimestamp = timestamp
    lastArrival = arrivedAt
    return mediaMs + offset
  }
}
