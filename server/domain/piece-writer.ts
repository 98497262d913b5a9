/** Collects the pieces of one view, cut at the near and the far circle. */
import { ARC, AT_CAMERA, CORNERS, LINE, MARKS, type VisiblePieces } from './polar-region'

/** A direction from the camera, not normalised, and its number. */
export interface Ray {
  x: number
  y: number
  id: number
}

/** Numbers per stretch of ground. */
const GROUND = 8

/** Nearer than this, relative to the ray, an inner and an outer bound enclose nothing. */
const NOTHING_BETWEEN = 1e-12

/** Rays of a smaller angle (its sine) between them are one: two would give one corner two places in an outline. */
const SAME_RAY = 1e-9

/** Rays that are no corner of the mesh count down from here. */
const FIRST_CUT_RAY = -1

export class PieceWriter {
  /** Ground found so far, see `putGround`: written by the view, read when it is finished. */
  grounds = new Float64Array(256 * GROUND)
  rays = new Int32Array(256 * 2)
  found = 0
  #corners = new Float64Array(256 * CORNERS)
  #marks = new Int32Array(256 * MARKS)
  #count = 0
  #nearM = 0
  #farM = 0
  #nextRay = FIRST_CUT_RAY

  /** Starts a view of the ground between the circles `nearM` and `farM`. */
  begin(nearM: number, farM: number): void {
    this.#count = 0
    this.found = 0
    this.#nearM = nearM
    this.#farM = farM
    this.#nextRay = FIRST_CUT_RAY
  }

  /** The pieces since `begin`, in memory that the next view writes over: copying costs as much as looking. */
  finish(): VisiblePieces {
    this.#pushAll()
    return { count: this.#count, corners: this.#corners, marks: this.#marks }
  }

  /** Makes room for more ground. */
  grow(): Pick<PieceWriter, 'grounds' | 'rays'> {
    this.grounds = enlarged(this.grounds)
    this.rays = enlarged(this.rays)
    return this
  }

  get room(): number {
    return this.rays.length / 2
  }

  /** A number for a ray that is no corner of the mesh. */
  newRay(): number {
    return this.#nextRay--
  }

  /** Turns the ground found into pieces. Nearly all of it ends at a wall within the circle. */
  #pushAll(): void {
    const { grounds, rays } = this
    const far2 = this.#farM * this.#farM
    const nearM = this.#nearM
    const near2 = nearM * nearM
    const isWhole = nearM === 0
    for (let i = 0; i < this.found; i++) {
      const at = i * GROUND
      const rightX = grounds[at]
      const rightY = grounds[at + 1]
      const leftX = grounds[at + 2]
      const leftY = grounds[at + 3]
      const innerX = grounds[at + 4]
      const innerY = grounds[at + 5]
      const outerX = grounds[at + 6]
      const outerY = grounds[at + 7]
      const right = rays[2 * i]
      const left = rays[2 * i + 1]
      const hasInner = innerX !== 0 || innerY !== 0
      // Rays may run past the wall's line, where it is the farther of the two bounds.
      const toRight = outerX * rightX + outerY * rightY
      const toLeft = outerX * leftX + outerY * leftY
      const right2 = rightX * rightX + rightY * rightY
      const left2 = leftX * leftX + leftY * leftY
      const isIn =
        !hasInner && toRight > 0 && toLeft > 0 && right2 <= far2 * toRight * toRight && left2 <= far2 * toLeft * toLeft
      // A wall whose line stays beyond the near circle is cut by neither circle, and below a right angle its arc is one.
      const isNarrow = rightX * leftX + rightY * leftY >= 0
      const isClear = isIn && (isWhole || (isNarrow && (outerX * outerX + outerY * outerY) * near2 < 1))
      if (isClear && rightX * leftY - rightY * leftX > 0) {
        if ((this.#count + 1) * CORNERS > this.#corners.length) this.#grow()
        const corners = this.#corners
        const marks = this.#marks
        const to = this.#count * CORNERS
        corners[to] = rightX / toRight
        corners[to + 1] = rightY / toRight
        corners[to + 2] = leftX / toLeft
        corners[to + 3] = leftY / toLeft
        const mark = this.#count * MARKS
        marks[mark] = right
        marks[mark + 1] = left
        marks[mark + 2] = LINE
        marks[mark + 3] = AT_CAMERA
        this.#count++
        if (isWhole) continue
        const toNearRight = nearM / Math.sqrt(right2)
        const toNearLeft = nearM / Math.sqrt(left2)
        corners[to + 4] = rightX * toNearRight
        corners[to + 5] = rightY * toNearRight
        corners[to + 6] = leftX * toNearLeft
        corners[to + 7] = leftY * toNearLeft
        marks[mark + 3] = ARC
      } else if (isWhole && !hasInner) {
        if (outerX === 0 && outerY === 0) this.#pushArc(rightX, rightY, right, leftX, leftY, left)
        else this.#pushWall(rightX, rightY, right, leftX, leftY, left, outerX, outerY)
      } else if (rightX * leftY - rightY * leftX > 0 || rightX * leftX + rightY * leftY <= 0)
        this.#pushCut(
          { x: rightX, y: rightY, id: right },
          { x: leftX, y: leftY, id: left },
          innerX,
          innerY,
          outerX,
          outerY,
        )
    }
  }

  /** From the camera to a wall, and to the far circle where the wall lies beyond it. */
  #pushWall(
    rightX: number,
    rightY: number,
    right: number,
    leftX: number,
    leftY: number,
    left: number,
    outerX: number,
    outerY: number,
  ): void {
    const toRight = outerX * rightX + outerY * rightY
    const toLeft = outerX * leftX + outerY * leftY
    const far2 = this.#farM * this.#farM
    const isRightIn = toRight > 0 && rightX * rightX + rightY * rightY <= far2 * toRight * toRight
    const isLeftIn = toLeft > 0 && leftX * leftX + leftY * leftY <= far2 * toLeft * toLeft
    const square = outerX * outerX + outerY * outerY
    if (far2 * square <= 1) {
      this.#pushArc(rightX, rightY, right, leftX, leftY, left)
      return
    }
    // The wall's line enters the circle on the right and leaves it on the left of its foot.
    const along = Math.sqrt(far2 - 1 / square) / Math.sqrt(square)
    const enterX = outerX / square + outerY * along
    const enterY = outerY / square - outerX * along
    const leaveX = outerX / square - outerY * along
    const leaveY = outerY / square + outerX * along
    const isEnterWithin = !isRightIn && rightX * enterY - rightY * enterX > 0 && enterX * leftY - enterY * leftX > 0
    const isLeaveWithin = !isLeftIn && rightX * leaveY - rightY * leaveX > 0 && leaveX * leftY - leaveY * leftX > 0
    if (!isEnterWithin && !isLeaveWithin && !isRightIn && !isLeftIn) {
      this.#pushArc(rightX, rightY, right, leftX, leftY, left)
      return
    }
    const enter = isEnterWithin ? this.newRay() : right
    const leave = isLeaveWithin ? this.newRay() : left
    if (isEnterWithin) this.#pushArc(rightX, rightY, right, enterX, enterY, enter)
    const ax = isEnterWithin ? enterX : rightX / toRight
    const ay = isEnterWithin ? enterY : rightY / toRight
    const bx = isLeaveWithin ? leaveX : leftX / toLeft
    const by = isLeaveWithin ? leaveY : leftY / toLeft
    this.#write(ax, ay, bx, by, enter, leave, LINE)
    if (isLeaveWithin) this.#pushArc(leaveX, leaveY, leave, leftX, leftY, left)
  }

  /** From the camera to the far circle, in parts below a right angle. */
  #pushArc(rightX: number, rightY: number, right: number, leftX: number, leftY: number, left: number): void {
    const a = this.#farM / Math.sqrt(rightX * rightX + rightY * rightY)
    const b = this.#farM / Math.sqrt(leftX * leftX + leftY * leftY)
    if (rightX * leftX + rightY * leftY < 0) {
      const middle = this.newRay()
      this.#write(rightX * a, rightY * a, -rightY * a, rightX * a, right, middle, ARC)
      this.#pushArc(-rightY, rightX, middle, leftX, leftY, left)
    } else if (!this.#joinsLastArc(right, leftX * b, leftY * b, left))
      this.#write(rightX * a, rightY * a, leftX * b, leftY * b, right, left, ARC)
  }

  /** Cuts the stretch wherever its bounds change, and judges each part by its middle. */
  #pushCut(right: Ray, left: Ray, innerX: number, innerY: number, outerX: number, outerY: number): void {
    const cuts = this.#cutRays(right, left, innerX, innerY, outerX, outerY)
    let from = right
    for (const to of [...cuts, left]) {
      const fromLength = Math.hypot(from.x, from.y)
      const toLength = Math.hypot(to.x, to.y)
      const middleX = from.x / fromLength + to.x / toLength
      const middleY = from.y / fromLength + to.y / toLength
      // Reciprocals of distance, in units of the middle ray's length.
      const length = Math.hypot(middleX, middleY)
      const byLine = innerX * middleX + innerY * middleY
      const hasInner = innerX !== 0 || innerY !== 0
      const near = this.#nearM === 0 ? Number.POSITIVE_INFINITY : length / this.#nearM
      const isInnerLine = hasInner && byLine < near
      const inner = isInnerLine ? byLine : near
      const hasOuter = outerX !== 0 || outerY !== 0
      const toWall = hasOuter ? outerX * middleX + outerY * middleY : 0
      const far = length / this.#farM
      const isOuterLine = toWall > far
      const outer = isOuterLine ? toWall : far
      if (inner > outer * (1 + NOTHING_BETWEEN))
        this.#writeBetween(from, to, isOuterLine, outerX, outerY, isInnerLine, innerX, innerY)
      from = to
    }
  }

  #writeBetween(
    from: Ray,
    to: Ray,
    isOuterLine: boolean,
    outerX: number,
    outerY: number,
    isInnerLine: boolean,
    innerX: number,
    innerY: number,
  ): void {
    const outer = isOuterLine ? LINE : ARC
    const a = isOuterLine ? 1 / (outerX * from.x + outerY * from.y) : this.#farM / Math.hypot(from.x, from.y)
    const b = isOuterLine ? 1 / (outerX * to.x + outerY * to.y) : this.#farM / Math.hypot(to.x, to.y)
    if (!isInnerLine && this.#nearM === 0) {
      if (outer === ARC && this.#joinsLastArc(from.id, to.x * b, to.y * b, to.id)) return
      this.#write(from.x * a, from.y * a, to.x * b, to.y * b, from.id, to.id, outer)
      return
    }
    const c = isInnerLine ? 1 / (innerX * from.x + innerY * from.y) : this.#nearM / Math.hypot(from.x, from.y)
    const d = isInnerLine ? 1 / (innerX * to.x + innerY * to.y) : this.#nearM / Math.hypot(to.x, to.y)
    this.#write(from.x * a, from.y * a, to.x * b, to.y * b, from.id, to.id, outer)
    const at = (this.#count - 1) * CORNERS + 4
    this.#corners[at] = from.x * c
    this.#corners[at + 1] = from.y * c
    this.#corners[at + 2] = to.x * d
    this.#corners[at + 3] = to.y * d
    this.#marks[this.#count * MARKS - 1] = isInnerLine ? LINE : ARC
  }

  /** Arcs that go on are one piece, as long as they stay below a right angle. */
  #joinsLastArc(right: number, endX: number, endY: number, left: number): boolean {
    if (this.#count === 0) return false
    const marks = this.#marks
    const corners = this.#corners
    const last = this.#count - 1
    const isWhole = marks[last * MARKS + 2] === ARC && marks[last * MARKS + 3] === AT_CAMERA
    if (!isWhole || marks[last * MARKS + 1] !== right) return false
    if (corners[last * CORNERS] * endX + corners[last * CORNERS + 1] * endY < 0) return false
    corners[last * CORNERS + 2] = endX
    corners[last * CORNERS + 3] = endY
    marks[last * MARKS + 1] = left
    return true
  }

  #write(ax: number, ay: number, bx: number, by: number, right: number, left: number, outer: number): void {
    if ((this.#count + 1) * CORNERS > this.#corners.length) this.#grow()
    const corners = this.#corners
    const marks = this.#marks
    const at = this.#count * CORNERS
    corners[at] = ax
    corners[at + 1] = ay
    corners[at + 2] = bx
    corners[at + 3] = by
    const mark = this.#count * MARKS
    marks[mark] = right
    marks[mark + 1] = left
    marks[mark + 2] = outer
    marks[mark + 3] = AT_CAMERA
    this.#count++
  }

  #grow(): void {
    this.#corners = enlarged(this.#corners)
    this.#marks = enlarged(this.#marks)
  }

  /** Rays strictly within the cone at which a bound changes, counter-clockwise; and every quarter turn. */
  #cutRays(right: Ray, left: Ray, innerX: number, innerY: number, outerX: number, outerY: number): Ray[] {
    const found: [x: number, y: number][] = []
    for (const radius of [this.#nearM, this.#farM]) {
      pushCircleCuts(found, innerX, innerY, radius)
      pushCircleCuts(found, outerX, outerY, radius)
    }
    if ((innerX !== 0 || innerY !== 0) && (outerX !== 0 || outerY !== 0)) {
      const meeting = meetingRay(innerX - outerX, innerY - outerY, right, left)
      if (meeting !== null) found.push(meeting)
    }
    if (right.x * left.x + right.y * left.y < 0) found.push([-right.y, right.x])
    return found
      .filter(([x, y]) => {
        const least = SAME_RAY * Math.hypot(x, y)
        const isLeftOfRight = right.x * y - right.y * x > least * Math.hypot(right.x, right.y)
        return isLeftOfRight && x * left.y - y * left.x > least * Math.hypot(left.x, left.y)
      })
      .sort(([ax, ay], [bx, by]) => bx * ay - by * ax)
      .map(([x, y]) => ({ x, y, id: this.newRay() }))
  }
}

/**
 * Notes the ground between two rays (`right`, `left`: vectors and numbers), beyond the line m·p = 1 with m = (innerX, innerY)
 * and nearer than the one with (outerX, outerY); without a line (both 0): from the camera, to the far circle.
 */
export function putGround(
  grounds: Float64Array,
  rays: Int32Array,
  i: number,
  rightX: number,
  rightY: number,
  right: number,
  leftX: number,
  leftY: number,
  left: number,
  innerX: number,
  innerY: number,
  outerX: number,
  outerY: number,
): void {
  const at = i * GROUND
  grounds[at] = rightX
  grounds[at + 1] = rightY
  grounds[at + 2] = leftX
  grounds[at + 3] = leftY
  grounds[at + 4] = innerX
  grounds[at + 5] = innerY
  grounds[at + 6] = outerX
  grounds[at + 7] = outerY
  rays[2 * i] = right
  rays[2 * i + 1] = left
}

function enlarged<Numbers extends Float64Array | Int32Array>(numbers: Numbers): Numbers {
  const larger = new (numbers.constructor as new (length: number) => Numbers)(2 * numbers.length)
  larger.set(numbers)
  return larger
}

/** The ray between two others on which the duals' difference `dx`, `dy` vanishes; null where it keeps its sign. */
export function meetingRay(
  dx: number,
  dy: number,
  right: { x: number; y: number },
  left: { x: number; y: number },
): [x: number, y: number] | null {
  const atRight = dx * right.x + dy * right.y
  const atLeft = dx * left.x + dy * left.y
  if (!(atRight > 0 && atLeft < 0) && !(atRight < 0 && atLeft > 0)) return null
  const sum = Math.abs(atRight) + Math.abs(atLeft)
  const byLeft = Math.abs(atRight) / sum
  const byRight = Math.abs(atLeft) / sum
  return [right.x * byRight + left.x * byLeft, right.y * byRight + left.y * byLeft]
}

/** Where the line m·p = 1 passes the circle about the camera. */
function pushCircleCuts(found: [x: number, y: number][], mx: number, my: number, radius: number): void {
  const square = mx * mx + my * my
  if (square === 0 || radius * radius * square <= 1) return
  const along = Math.sqrt(radius * radius - 1 / square) / Math.sqrt(square)
  const footX = mx / square
  const footY = my / square
  found.push([footX - my * along, footY + mx * along], [footX + my * along, footY - mx * along])
}
