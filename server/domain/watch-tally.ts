/** How much of what must be seen is seen, and by how many: in all, by subject and by area. */
import type { DensityLevelName } from './optics'
import { fillRings, type Raster } from './raster'
import type { WatchClass, WatchPlan } from './watch-plan'

/** Square metres that must be seen, and how many at least one, two and three cameras see. */
export interface WatchShare {
  watchedM2: number
  seenM2: [byOne: number, byTwo: number, byThree: number]
}

export interface AreaShare extends WatchShare {
  id: string
  subject: string
  name: string | null
  nameEn: string | null
}

/** How many cameras see each cell of a tile, per watch class; null: nobody any. */
export type Counts = readonly (Uint16Array | null)[]

/** Sums over some tiles; those of others can be added to them. */
export interface WatchSums {
  /** Per watch class: cells, and how many of them at least one, two and three cameras see, and one without assumptions. */
  cells: Float64Array
  areas: AreaShare[]
  byLevel: [level: DensityLevelName, seenM2: number][]
  cellM2: number
}

const SUMS = 5

/** Adds up tile by tile. */
export class WatchTally {
  readonly #cells: Float64Array
  readonly #areas = new Map<string, AreaShare>()
  readonly #byLevel = new Map<DensityLevelName, number>()
  #cellM2 = 0

  constructor(classCount: number) {
    this.#cells = new Float64Array(classCount * SUMS)
  }

  /** Adds one tile. `certain` are the counts of cameras of which nothing is assumed. */
  add(
    raster: Raster,
    cells: Uint8Array,
    areas: ReturnType<WatchPlan['areasIn']>,
    counts: Counts,
    certain: Counts,
  ): void {
    this.#cellM2 = raster.cellM ** 2
    const sums = this.#cells
    for (let cell = 0; cell < cells.length; cell++) {
      const watchClass = cells[cell]
      if (watchClass === 0) continue
      const at = (watchClass - 1) * SUMS
      sums[at]++
      const seenBy = counts[watchClass - 1]
      const count = seenBy === null ? 0 : seenBy[cell]
      if (count > 0) sums[at + 1]++
      if (count > 1) sums[at + 2]++
      if (count > 2) sums[at + 3]++
      const certainBy = certain[watchClass - 1]
      if (certainBy !== null && certainBy[cell] > 0) sums[at + 4]++
    }
    // A cell in several areas counts in each.
    for (const { area, polygons, watchClass } of areas) {
      const { id, subject, name, nameEn } = area
      const share = this.#areas.get(id) ?? { id, subject, name, nameEn, ...emptyShare() }
      this.#areas.set(id, share)
      for (const rings of polygons)
        fillRings(raster, rings, (from, to) => {
          for (let cell = from; cell < to; cell++)
            if (cells[cell] !== 0) book(share, counts[watchClass - 1]?.[cell] ?? 0, this.#cellM2)
        })
    }
  }

  /** Adds one tile's cells that are seen at a level, whatever they need. */
  addLevel(raster: Raster, cells: Uint8Array, level: DensityLevelName, counts: Uint16Array | null): void {
    let seen = 0
    if (counts !== null)
      for (let cell = 0; cell < cells.length; cell++) if (cells[cell] !== 0 && counts[cell] > 0) seen++
    this.#byLevel.set(level, (this.#byLevel.get(level) ?? 0) + seen * raster.cellM ** 2)
  }

  sums(): WatchSums {
    return {
      cells: this.#cells,
      areas: [...this.#areas.values()],
      byLevel: [...this.#byLevel],
      cellM2: this.#cellM2,
    }
  }
}

/** The sums of all parts of the watched ground as shares: in all, by subject and by area. `classes` as in every part. */
export function watchReport(classes: readonly WatchClass[], parts: readonly WatchSums[]) {
  const bySubject = new Map<string, WatchShare & { subject: string }>()
  const byArea = new Map<string, AreaShare>()
  const byLevel = new Map<DensityLevelName, number>()
  const whole = emptyShare()
  let certainM2 = 0
  for (const { cells, areas, byLevel: levels, cellM2 } of parts) {
    classes.forEach(({ subject }, i) => {
      const [watched, byOne, byTwo, byThree, certain] = cells.subarray(i * SUMS, (i + 1) * SUMS).map((n) => n * cellM2)
      const share = bySubject.get(subject) ?? { subject, ...emptyShare() }
      bySubject.set(subject, share)
      for (const sum of [share, whole]) addTo(sum, { watchedM2: watched, seenM2: [byOne, byTwo, byThree] })
      certainM2 += certain
    })
    for (const area of areas) {
      const share = byArea.get(area.id) ?? { ...area, ...emptyShare() }
      byArea.set(area.id, share)
      addTo(share, area)
    }
    for (const [level, seenM2] of levels) byLevel.set(level, (byLevel.get(level) ?? 0) + seenM2)
  }
  return {
    /** Ground that must be seen, m². */
    areaM2: whole.watchedM2,
    seenM2: whole.seenM2[0],
    /** Seen by a camera of which nothing is assumed, m². */
    certainM2,
    /** seenM2 ÷ areaM2; null where nothing must be seen. */
    share: whole.watchedM2 === 0 ? null : whole.seenM2[0] / whole.watchedM2,
    /** By at least one, two and three cameras, m². */
    seenByM2: whole.seenM2,
    /** Seen at each level that was asked for, m². */
    byLevel: [...byLevel].map(([level, seenM2]) => ({ level, seenM2 })),
    bySubject: [...bySubject.values()]
      .filter(({ watchedM2 }) => watchedM2 > 0)
      .sort((a, b) => b.watchedM2 - a.watchedM2),
    byArea: [...byArea.values()].filter(({ watchedM2 }) => watchedM2 > 0),
  }
}

const emptyShare = (): WatchShare => ({ watchedM2: 0, seenM2: [0, 0, 0] })

function book(share: WatchShare, count: number, cellM2: number): void {
  share.watchedM2 += cellM2
  for (let least = 1; least <= 3 && count >= least; least++) share.seenM2[least - 1] += cellM2
}

function addTo(sum: WatchShare, share: WatchShare): void {
  sum.watchedM2 += share.watchedM2
  share.seenM2.forEach((m2, i) => {
    sum.seenM2[i] += m2
  })
}
