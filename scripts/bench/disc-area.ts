/** Area in m² of a star-shaped polygon about the origin within the circle `radius` about it, in closed form. */
export function areaWithin(polygon: readonly (readonly [number, number])[], radius: number): number {
  let area = 0
  polygon.forEach((from, i) => {
    area += wedgeWithin(from, polygon[(i + 1) % polygon.length], radius)
  })
  return Math.abs(area)
}

/** Signed area of the triangle origin–a–b within the circle: triangles where the side is inside, sectors where not. */
function wedgeWithin([ax, ay]: readonly [number, number], [bx, by]: readonly [number, number], radius: number): number {
  const [dx, dy] = [bx - ax, by - ay]
  const square = dx * dx + dy * dy
  const middle = ax * dx + ay * dy
  const root = middle * middle - square * (ax * ax + ay * ay - radius * radius)
  const cuts = [0, 1]
  if (square > 0 && root > 0) cuts.push((-middle - Math.sqrt(root)) / square, (-middle + Math.sqrt(root)) / square)
  const ordered = cuts.filter((cut) => cut >= 0 && cut <= 1).sort((a, b) => a - b)
  let area = 0
  for (let i = 0; i + 1 < ordered.length; i++) {
    const [px, py] = [ax + ordered[i] * dx, ay + ordered[i] * dy]
    const [qx, qy] = [ax + ordered[i + 1] * dx, ay + ordered[i + 1] * dy]
    const isInside = Math.hypot((px + qx) / 2, (py + qy) / 2) <= radius
    area += (isInside ? px * qy - py * qx : radius * radius * Math.atan2(px * qy - py * qx, px * qx + py * qy)) / 2
  }
  return area
}
