/** What jurisdictions there are, from the largest to the smallest; one is part of a larger one. */
export const JURISDICTION_KINDS = ['city', 'district', 'station'] as const
export type JurisdictionKind = (typeof JURISDICTION_KINDS)[number]

/** At most 40 letters, digits and `. _ -`. */
export const JURISDICTION_CODE = /^[A-Za-z0-9._-]{1,40}$/

export const isLarger = (kind: JurisdictionKind, than: JurisdictionKind) =>
  JURISDICTION_KINDS.indexOf(kind) < JURISDICTION_KINDS.indexOf(than)
