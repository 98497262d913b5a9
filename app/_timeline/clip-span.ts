/** How much of a recording is about one passage. */
export const CLIP_BEFORE_MS = 10_000
export const CLIP_AFTER_MS = 20_000

export const aboutPassage = (at: number) => ({ from: at - CLIP_BEFORE_MS, to: at + CLIP_AFTER_MS })
