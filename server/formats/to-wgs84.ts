import gcoord from 'gcoord'
import type { CoordinateSystem } from './records'

type Corner = readonly [lng: number, lat: number]

/**
 * Mainland China, roughly: good to about 20 km along its borders, generous at sea. GCJ-02 and BD-09 are only shifted within it;
 * the library's own test is a box that also holds Hong Kong, Taipei and Vladivostok.
 */
// biome-ignore format: corners in the order of the border, ten a line
const MAINLAND: readonly Corner[] = [
  [124.2, 39.6], [124.5, 40.12], [125.1, 40.6], [126.2, 41.08], [127, 41.75], [128.1, 41.35], [128.35, 41.6], [128.4, 42], [129.2, 42.1], [129.75, 42.45],
  [129.95, 42.98], [130.3, 42.88], [130.65, 42.38], [130.55, 42.75], [131.1, 42.95], [131.25, 43.5], [131.3, 44.05], [131.15, 44.75], [131.5, 44.98], [132, 45.25],
  [133.1, 45.1], [133.5, 45.7], [134, 46.5], [134.3, 47.3], [134.78, 47.7], [134.75, 48.4], [134.3, 48.42], [133.1, 48.12], [132.5, 47.75], [131, 47.75],
  [130.75, 48.4], [130.6, 48.9], [129.5, 49.45], [128, 49.65], [127.52, 50.23], [127.35, 50.75], [126.95, 51.5], [126.1, 52.75], [125, 53.2], [123.6, 53.58],
  [121, 53.35], [120.05, 52.6], [120.7, 52], [119.9, 50.95], [119.2, 50.1], [117.8, 49.58], [116.7, 49.88], [115.55, 47.9], [117.6, 47.65], [118.5, 47.95],
  [119.9, 47.1], [119.9, 46.65], [118.3, 46.75], [115.7, 45.5], [113.6, 44.8], [112, 45.1], [111.4, 44.3], [111.95, 43.72], [110.4, 42.8], [107.3, 42.45],
  [105, 41.65], [101.8, 42.6], [96.4, 42.8], [95.4, 44.25], [93.5, 45], [90.9, 45.25], [91.05, 46.6], [90.05, 47.85], [87.85, 49.2], [86.8, 49.12],
  [85.5, 48.2], [85.5, 47.1], [83, 47.25], [82.3, 45.6], [82.5, 45.2], [79.85, 44.92], [80.38, 44.2], [80.7, 43.15], [80.15, 42.2], [78.1, 41.15],
  [76.9, 41.05], [75, 40.5], [73.6, 39.7], [73.5, 39.2], [74.8, 38.4], [74.75, 37.25], [76, 36.4], [77.8, 35.45], [78.3, 34.5], [78.8, 33],
  [78.7, 31.3], [81, 30.05], [84.1, 28.8], [86, 27.9], [88.7, 27.3], [89.1, 27.4], [91.7, 27.75], [95, 29], [97.3, 28.1], [98.4, 27.5],
  [98.6, 25.9], [97.5, 24.3], [97.6, 23.85], [98.9, 23.15], [99.2, 22.05], [100.2, 21.4], [101.2, 21.15], [101.8, 21.15], [101.75, 22.4], [102.5, 22.7],
  [103.97, 22.48], [105.3, 23.3], [106.75, 22.9], [106.6, 21.95], [107.97, 21.52], [107.9, 20], [108.2, 18], [110, 17.8], [112, 20.5], [114.2, 21.5],
  [117, 22.5], [118.2, 24.1], [119.7, 24.95], [120.4, 26], [122.6, 28], [123.3, 30.8], [122.3, 32.5], [121.4, 35], [123, 36.8], [122.9, 37.8], [121.6, 38.4], [123.2, 39.3],
]
/** Their maps are in WGS 84 throughout. */
// biome-ignore format: corners in the order of the border
const UNSHIFTED: readonly (readonly Corner[])[] = [
  [[113.82, 22.13], [114.5, 22.13], [114.5, 22.55], [114.23, 22.549], [114.14, 22.539], [114.115, 22.53], [114.08, 22.516], [114.05, 22.507], [113.99, 22.486], [113.93, 22.45], [113.82, 22.4]],
  [[113.533, 22.2163], [113.56, 22.2163], [113.61, 22.2], [113.61, 22.1], [113.545, 22.1], [113.545, 22.165], [113.533, 22.19]],
]

/**
 * Degrees in WGS 84 from degrees in a Chinese system. Outside mainland China these systems are not shifted, so the position is
 * returned as it came, with `isShifted` false. Exact to 0.01 m from GCJ-02 and 0.13 m from BD-09.
 */
export function toWgs84(
  lng: number,
  lat: number,
  crs: CoordinateSystem,
): { lng: number; lat: number; isShifted: boolean } {
  if (crs === 'WGS84' || !isShiftedIn(lng, lat)) return { lng, lat, isShifted: false }
  const [wgsLng, wgsLat] = gcoord.transform([lng, lat], crs === 'GCJ02' ? gcoord.GCJ02 : gcoord.BD09, gcoord.WGS84)
  return { lng: wgsLng, lat: wgsLat, isShifted: true }
}

/** Are Chinese coordinates shifted here? */
export const isShiftedIn = (lng: number, lat: number) =>
  isInside(lng, lat, MAINLAND) && !UNSHIFTED.some((ring) => isInside(lng, lat, ring))

function isInside(x: number, y: number, ring: readonly Corner[]): boolean {
  let isIn = false
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [[x1, y1], [x2, y2]] = [ring[j], ring[i]]
    if (y1 > y !== y2 > y && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) isIn = !isIn
  }
  return isIn
}
