/** What people draw on the map: ground to watch, ground that must not be seen (a home's, or where the law says so), a cordon. */
export const DRAWN_AREA_KINDS = ['watch', 'privacy', 'prohibited', 'cordon'] as const
export type DrawnAreaKind = (typeof DRAWN_AREA_KINDS)[number]
