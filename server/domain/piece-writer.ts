import { PIECE_STRIDE, type VisiblePieces } from './polar-region'

/**
 * Takes what a view meets, ray by ray counter-clockwise, as pieces of its region. Called for every wall of every camera,
 * so it works on bare numbers and keeps its buffer from view to view.
 */
export class PieceWriter {
  #values = new Float64Array(256 * PIECE_STRIDE)
  #length = 0
  #farM = 0

  /** Starts a view out to the circle `farM`. */
  begin(farM: number): void {
    this.#length = 0
    this.#farM = farM
  }

  /** The pieces since `begin`, in memory of their own. */
  finish(): VisiblePieces {
    return { count: this.#length / PIECE_STRIDE, values: this.#values.slice(0, this.#length) }
  }

  /** The part of the wall from (ax, ay) along (dx, dy) between two rays, with arcs where it lies beyond the far circle. */
  pushWall(
    rightX: number,
    rightY: number,
    leftX: number,
    leftY: number,
    ax: number,
    ay: number,
    dx: number,
    dy: number,
  ): void {
    const area = ax * dy - ay * dx
    if (area <= 0) return
    const turnRight = rightX * dy - rightY * dx
    const turnLeft = leftX * dy - leftY * dx
    const far2 = this.#farM * this.#farM
    if (turnRight > 0 && turnLeft > 0) {
      const alongRight = area / turnRight
      const alongLeft = area / turnLeft
      const startX = rightX * alongRight
      const startY = rightY * alongRight
      const endX = leftX * alongLeft
      const endY = leftY * alongLeft
      if (startX * startX + startY * startY <= far2 && endX * endX + endY * endY <= far2) {
        this.#push(startX, startY, endX, endY, 0)
        return
      }
    }
    this.#pushCutWall(rightX, rightY, leftX, leftY, area, dx, dy, turnRight, turnLeft)
  }

  /** A wall that the far circle cuts: positions on its line are counted from the foot of the perpendicular. */
  #pushCutWall(
    rightX: number,
    rightY: number,
    leftX: number,
    leftY: number,
    area: number,
    dx: number,
    dy: number,
    turnRight: number,
    turnLeft: number,
  ): void {
    const farM = this.#farM
    const length = Math.hypot(dx, dy)
    const distance = area / length
    if (distance >= farM) {
      this.pushArc(rightX, rightY, leftX, leftY)
      return
    }
    const reach = Math.sqrt(farM * farM - distance * distance)
    const footX = (dy / length) * distance
    const footY = (-dx / length) * distance
    const from = turnRight > 0 ? ((rightX * dx + rightY * dy) / turnRight) * distance : Number.NEGATIVE_INFINITY
    const to = turnLeft > 0 ? ((leftX * dx + leftY * dy) / turnLeft) * distance : Number.POSITIVE_INFINITY
    if (from >= reach || to <= -reach) {
      this.pushArc(rightX, rightY, leftX, leftY)
      return
    }
    const start = Math.max(from, -reach)
    const end = Math.min(to, reach)
    const startX = footX + (dx / length) * start
    const startY = footY + (dy / length) * start
    const endX = footX + (dx / length) * end
    const endY = footY + (dy / length) * end
    if (from < -reach) this.pushArc(rightX, rightY, startX, startY)
    this.#push(startX, startY, endX, endY, 0)
    if (to > reach) this.pushArc(endX, endY, leftX, leftY)
  }

  /** An arc between two rays; joined to the arc before it or divided, so that arcs are few and none above a right angle. */
  pushArc(rightX: number, rightY: number, leftX: number, leftY: number): void {
    const farM = this.#farM
    const right = farM / Math.sqrt(rightX * rightX + rightY * rightY)
    const left = farM / Math.sqrt(leftX * leftX + leftY * leftY)
    const startX = rightX * right
    const startY = rightY * right
    const endX = leftX * left
    const endY = leftY * left
    const last = this.#length - PIECE_STRIDE
    const values = this.#values
    if (startX * endX + startY * endY < 0) {
      this.#push(startX, startY, -startY, startX, 1)
      this.pushArc(-startY, startX, endX, endY)
    } else if (last >= 0 && values[last + 4] === 1 && values[last] * endX + values[last + 1] * endY >= 0) {
      values[last + 2] = endX
      values[last + 3] = endY
    } else this.#push(startX, startY, endX, endY, 1)
  }

  #push(startX: number, startY: number, endX: number, endY: number, isArc: number): void {
    if (this.#length + PIECE_STRIDE > this.#values.length) {
      const larger = new Float64Array(2 * this.#values.length)
      larger.set(this.#values)
      this.#values = larger
    }
    const values = this.#values
    const at = this.#length
    values[at] = startX
    values[at + 1] = startY
    values[at + 2] = endX
    values[at + 3] = endY
    values[at + 4] = isArc
    this.#length = at + PIECE_STRIDE
  }
}
