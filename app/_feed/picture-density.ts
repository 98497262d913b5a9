/**
 * How many pixels of the picture that is shown fall on a metre across, at a distance: a smaller stream shows less than the camera
 * sees. Pixels, degrees, metres. IEC 62676-4.
 */
export function pixelsPerMetre(pixelsWide: number, hfov: number, distanceM: number): number | null {
  if (!(pixelsWide > 0 && hfov > 0 && hfov < 180 && distanceM > 0)) return null
  return pixelsWide / (2 * distanceM * Math.tan((hfov * Math.PI) / 360))
}
