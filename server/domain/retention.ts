/** What is kept how long. */

/** Twenty-four months, whichever they are. */
export const LEAST_AUDIT_DAYS = 731
export const MOST_AUDIT_DAYS = 3_660
export const LEAST_PASSAGE_DAYS = 1
export const MOST_PASSAGE_DAYS = 366

/** What a purge takes away once it is too old or over. */
export const PURGED_KINDS = [
  'passages',
  'passageHours',
  'plates',
  'cameraDelays',
  'importRemarks',
  'approvals',
  'caseVehicles',
  'bookmarks',
  'exports',
  'sessions',
  'links',
] as const
export type PurgedKind = (typeof PURGED_KINDS)[number]

/** Rows that went, by kind; kinds of which none went are left out. */
export type PurgeCounts = Partial<Record<PurgedKind, number>>
