/** Degrees clockwise from the y axis, 0 ≤ b < 360. */
export const bearingOf = (dx: number, dy: number) => ((Math.atan2(dx, dy) * 180) / Math.PI + 360) % 360

/** Between two bearings, 0 to 180 degrees. */
export const angleBetween = (a: number, b: number) => Math.abs(((((a - b) % 360) + 540) % 360) - 180)
