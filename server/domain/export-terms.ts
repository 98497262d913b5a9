/** What an export of recorded video may be, and what becomes of it. */

export const LEAST_EXPORT_MS = 1_000
/** The same for a bookmark. */
export const LONGEST_EXPORT_MS = 10 * 60_000
/** How long the file is there. */
export const EXPORT_KEPT_MS = 24 * 3_600_000
export const USUAL_EXPORTS_PER_DAY = 20

export const EXPORT_STATES = ['queued', 'running', 'done', 'failed', 'expired'] as const
export type ExportState = (typeof EXPORT_STATES)[number]

/** Why there is no file; a closed list that a person understands. */
export const EXPORT_PROBLEMS = [
  'no-recording',
  'media',
  'codec',
  'too-large',
  'no-ffmpeg',
  'ffmpeg',
  'timeout',
  'case-closed',
  'interrupted',
  'disk',
] as const
export type ExportProblem = (typeof EXPORT_PROBLEMS)[number]

/** What can be fetched of one: the film, what describes it, and, where somebody agreed, the film as it was recorded. */
export const EXPORT_PARTS = ['video', 'sidecar', 'original'] as const
export type ExportPart = (typeof EXPORT_PARTS)[number]
