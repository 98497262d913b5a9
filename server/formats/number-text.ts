/** A finite decimal number, or null: `1e400`, `NaN`, `0x10`, `1,5` and `` are none. Full-width digits are read. */
export function parseNumber(text: string): number | null {
  const plain = text.normalize('NFKC').trim()
  if (!/^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(plain)) return null
  const value = Number(plain)
  return Number.isFinite(value) ? value : null
}

/** Longitude and latitude in degrees, or why they are none. */
export function parsePosition(
  lngText: string,
  latText: string,
): { lng: number; lat: number } | { field: 'lng' | 'lat'; value: string; why: string } {
  const [lng, lat] = [parseNumber(lngText), parseNumber(latText)]
  if (lng === null || Math.abs(lng) > 180)
    return { field: 'lng', value: lngText, why: 'expected a longitude in degrees between −180 and 180' }
  if (lat === null || Math.abs(lat) > 90) {
    const hint =
      lat !== null && Math.abs(lat) <= 180 && Math.abs(lng) <= 90 ? '; are longitude and latitude swapped?' : ''
    return { field: 'lat', value: latText, why: `expected a latitude in degrees between −90 and 90${hint}` }
  }
  return { lng, lat }
}
