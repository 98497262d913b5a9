/** Media servers that a city may have beside the embedded one. */
export const MEDIA_SERVER_KINDS = ['mediamtx', 'zlmediakit', 'whep'] as const
export type MediaServerKind = (typeof MEDIA_SERVER_KINDS)[number]
