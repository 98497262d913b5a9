/** How much of a recording is about one passage, and how fast it plays. */
export const CLIP_BEFORE_MS = 10_000
export const CLIP_AFTER_MS = 20_000

/** What browsers play; above it the picture is set, not played. */
export const FASTEST_RATE = 8

export const aboutPassage = (at: number) => ({ from: at - CLIP_BEFORE_MS, to: at + CLIP_AFTER_MS })
