/**
 * Codes of GA/T 1400 as far as passages need them. The paid standard was not read: they are as public headers and simulators of
 * devices have them, and a code that is not listed is kept as it came.
 */

/** ColorType. */
// biome-ignore format: a table reads better in few lines
const COLOURS: Record<string, string> = {
  1: 'black', 2: 'white', 3: 'grey', 4: 'red', 5: 'blue', 6: 'yellow', 7: 'orange', 8: 'brown', 9: 'green', 10: 'purple', 11: 'cyan', 12: 'pink', 13: 'transparent',
}
export const colourOf = (code: string): string => COLOURS[String(Number(code))] ?? (Number(code) === 99 ? '' : code)

/** Vehicle classes of GA 24.4 by their letter and, for passenger cars, their size. */
export function vehicleClassOf(code: string): string {
  const plain = code.toUpperCase()
  if (/^K[3-4]/.test(plain)) return 'car'
  if (/^K[1-2]/.test(plain)) return 'bus'
  if (/^[HQB]\d/.test(plain)) return 'truck'
  if (/^[MN]\d/.test(plain)) return 'motorcycle'
  return code
}

/** HorizontalShotType and Direction name where a vehicle comes from and goes to: bearing of travel, degrees. */
const BEARINGS: Record<string, number> = { 1: 90, 2: 270, 3: 180, 4: 0, 5: 45, 6: 225, 7: 135, 8: 315 }
export const bearingOf = (code: string): string => {
  const bearing = BEARINGS[String(Number(code))]
  return bearing === undefined ? '' : String(bearing)
}

/** Kinds of sub-images: of these only plates and whole scenes are looked at; drivers, people and faces never. */
export const PLATE_IMAGES: readonly string[] = ['02']
export const SCENE_IMAGES: readonly string[] = ['01', '08', '14']
export const PEOPLE_IMAGES: readonly string[] = ['04', '05', '10', '11']
