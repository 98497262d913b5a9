/** What stored coverage is kept for: as planned, or by the cameras that work now. Everything else is computed on demand. */
export const COVERAGE_PURPOSES = ['designed', 'effective'] as const
export type CoveragePurpose = (typeof COVERAGE_PURPOSES)[number]
