/** Who sends passages. */

/** `key`: NDJSON or CSV under a key. `viid`: GA/T 1400, under a device id and a password that is proved by digest. */
export const PASSAGE_SOURCE_KINDS = ['key', 'viid'] as const
export type PassageSourceKind = (typeof PASSAGE_SOURCE_KINDS)[number]
