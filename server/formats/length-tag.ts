const FOOT = 0.3048
const UNITS: Record<string, number> = {
  '': 1,
  m: 1,
  metre: 1,
  metres: 1,
  meter: 1,
  meters: 1,
  米: 1,
  cm: 0.01,
  km: 1000,
  ft: FOOT,
  feet: FOOT,
  foot: FOOT,
}

/**
 * Metres from a length as people write it: `3`, `5 m`, `11m`, `3,5`, `40 ft`, `40'`, `5'6"`. Null when it is none of these.
 * Without a unit it is metres: https://wiki.openstreetmap.org/wiki/Key:height
 */
export function parseLength(text: string): number | null {
  const trimmed = text.trim().toLowerCase()
  const imperial = /^(\d+(?:\.\d+)?)'(?:(\d+(?:\.\d+)?)(?:"|''))?$/.exec(trimmed.replace(/\s+/g, ''))
  if (imperial) return (Number(imperial[1]) + Number(imperial[2] ?? 0) / 12) * FOOT
  const metric = /^([+-]?\d+(?:[.,]\d+)?)\s*([a-z米]*)\.?$/.exec(trimmed)
  const unit = metric && UNITS[metric[2]]
  return unit ? Number(metric[1].replace(',', '.')) * unit : null
}

/** The greatest of a `;` list of lengths, in metres: a building of `12;9` hides what is behind 12 m. Null when any part is no length. */
export function parseGreatestLength(text: string): number | null {
  const lengths = text.split(';').map(parseLength)
  return lengths.some((length) => length === null) ? null : Math.max(...(lengths as number[]))
}
