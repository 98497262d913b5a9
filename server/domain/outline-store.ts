/** Outlines of a whole region in a frame, sorted into squares: what a tile needs is found without a tree over all of them. */
import type { LocalFrame } from './frame'
import { indexLocalOutlines, type LocalOutline, localOutline, type Obstacles, type Outline } from './obstacles'
import type { Bounds } from './raster'
import { boundsOfRings } from './rings'

const SQUARE_M = 250

interface Boxed {
  outline: LocalOutline
  bounds: Bounds
}

export class OutlineStore {
  /** All of them, in the order given. */
  readonly outlines: readonly LocalOutline[]
  readonly #frame: LocalFrame
  readonly #squares = new Map<string, Boxed[]>()

  constructor(outlines: readonly Outline[], frame: LocalFrame) {
    this.#frame = frame
    this.outlines = outlines.map((outline) => localOutline(outline, frame))
    for (const outline of this.outlines) {
      const boxed = { outline, bounds: boundsOfRings(outline.rings) }
      forEachSquare(boxed.bounds, (key) => {
        const there = this.#squares.get(key)
        if (there) there.push(boxed)
        else this.#squares.set(key, [boxed])
      })
    }
  }

  all(): Obstacles {
    return indexLocalOutlines(this.outlines, this.#frame)
  }

  /** The outlines whose boxes touch the bounds, always in the same order. */
  obstaclesIn(bounds: Bounds): Obstacles {
    const found = new Set<Boxed>()
    forEachSquare(bounds, (key) => {
      for (const boxed of this.#squares.get(key) ?? []) if (touch(boxed.bounds, bounds)) found.add(boxed)
    })
    return indexLocalOutlines(
      [...found].map(({ outline }) => outline),
      this.#frame,
    )
  }
}

function forEachSquare([minX, minY, maxX, maxY]: Bounds, visit: (key: string) => void): void {
  for (let row = Math.floor(minY / SQUARE_M); row * SQUARE_M <= maxY; row++)
    for (let column = Math.floor(minX / SQUARE_M); column * SQUARE_M <= maxX; column++) visit(`${column},${row}`)
}

const touch = (a: Bounds, b: Bounds) => a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3]
