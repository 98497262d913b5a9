/** The slow, obvious way to see: one ray against every segment. */

/** Distance from the origin to the nearest of `segments` (x1, y1, x2, y2) in direction `angle`, at most `farM`. */
export function castRay(segments: Float64Array, angle: number, farM: number): number {
  const ux = Math.cos(angle)
  const uy = Math.sin(angle)
  let nearest = farM
  for (let i = 0; i < segments.length; i += 4) {
    const dx = segments[i + 2] - segments[i]
    const dy = segments[i + 3] - segments[i + 1]
    const across = ux * dy - uy * dx
    if (across === 0) continue
    const distance = (segments[i] * dy - segments[i + 1] * dx) / across
    const along = (segments[i] * uy - segments[i + 1] * ux) / across
    if (distance > 0 && along >= 0 && along <= 1 && distance < nearest) nearest = distance
  }
  return nearest
}
