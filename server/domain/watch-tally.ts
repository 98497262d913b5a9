/** How much of what must be seen is seen, and by how many: in all, by subject and by area. */
import type { DensityLevelName } from './optics'
import { fillRings, type Raster } from './raster'
import type { WatchPlan } from './watch-plan'

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

type Counts = readonly (Uint16Array | null)[]

export class WatchTally {
  readonly #plan: WatchPlan
  /** By watch class. */
  readonly #shares: WatchShare[]
  readonly #areas = new Map<string, AreaShare>()
  #certainM2 = 0
  readonly #byLevel = new Map<DensityLevelName, number>()

  constructor(plan: WatchPlan) {
    this.#plan = plan
    this.#shares = plan.classes.map(emptyShare)
  }

  /** Adds one tile. `counts` hold per watch class, `certain` those of cameras of which nothing is assumed. */
  add(
    raster: Raster,
    cells: Uint8Array,
    areas: ReturnType<WatchPlan['areasIn']>,
    counts: Counts,
    certain: Counts,
  ): void {
    const cellM2 = raster.cellM ** 2
    for (let cell = 0; cell < cells.length; cell++) {
      const watchClass = cells[cell]
      if (watchClass === 0) continue
      book(this.#shares[watchClass - 1], counts[watchClass - 1]?.[cell] ?? 0, cellM2)
      if ((certain[watchClass - 1]?.[cell] ?? 0) > 0) this.#certainM2 += cellM2
    }
    // A cell in several areas counts in each.
    for (const { area, polygons, watchClass } of areas) {
      const { id, subject, name, nameEn } = area
      const share = this.#areas.get(id) ?? { id, subject, name, nameEn, ...emptyShare() }
      this.#areas.set(id, share)
      for (const rings of polygons)
        fillRings(raster, rings, (from, to) => {
          for (let cell = from; cell < to; cell++)
            if (cells[cell] !== 0) book(share, counts[watchClass - 1]?.[cell] ?? 0, cellM2)
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

  report() {
    const bySubject = new Map<string, WatchShare & { subject: string }>()
    const whole = emptyShare()
    this.#plan.classes.forEach(({ subject }, i) => {
      const share = bySubject.get(subject) ?? { subject, ...emptyShare() }
      bySubject.set(subject, share)
      for (const sum of [share, whole]) addTo(sum, this.#shares[i])
    })
    return {
      /** Ground that must be seen, m². */
      areaM2: whole.watchedM2,
      seenM2: whole.seenM2[0],
      /** Seen by a camera of which nothing is assumed, m². */
      certainM2: this.#certainM2,
      /** seenM2 ÷ areaM2; null where nothing must be seen. */
      share: whole.watchedM2 === 0 ? null : whole.seenM2[0] / whole.watchedM2,
      /** By at least one, two and three cameras, m². */
      seenByM2: whole.seenM2,
      /** Seen at each level that was asked for, m². */
      byLevel: [...this.#byLevel].map(([level, seenM2]) => ({ level, seenM2 })),
      bySubject: [...bySubject.values()]
        .filter(({ watchedM2 }) => watchedM2 > 0)
        .sort((a, b) => b.watchedM2 - a.watchedM2),
      byArea: [...this.#areas.values()].filter(({ watchedM2 }) => watchedM2 > 0),
    }
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
