/** What must be seen, laid out by tile: streets and watch areas, each with its weight and the density it needs. */
import type { MultiPolygon, Polygon } from 'geojson'
import { type TileNumber, tileKey, tilesTouching } from './coverage-tiles'
import type { LocalFrame } from './frame'
import type { LocalOutline } from './obstacles'
import type { DensityLevelName } from './optics'
import { type Bounds, fillRings, type LocalRing, localPolygons, type Raster } from './raster'
import { boundsOfRings } from './rings'
import { fillLine, localLine, type Street, streetHalfWidth } from './streets'
import type { WatchArea } from './watch-areas'
import { ruleFor, streetSubject, streetWeight, type WatchRule } from './watch-rules'

/** Cells that count alike. In rasters a class is its place in `WatchPlan.classes` plus 1; 0 is ground nobody must see. */
export interface WatchClass {
  subject: string
  weight: number
  level: DensityLevelName
}

export interface LocalStreet {
  street: Street
  /** Centre line, metres in the frame. */
  line: Float64Array
  watchClass: number
}

interface LocalArea {
  area: WatchArea
  polygons: Float64Array[][]
  watchClass: number
}

export interface WatchGround {
  streets: readonly Street[]
  areas: readonly WatchArea[]
  /** Complete. */
  rules: readonly WatchRule[]
  /** What is needed where nothing else is said. */
  usualLevel: DensityLevelName
  /** Only ground inside counts; null: all. */
  boundary: Polygon | MultiPolygon | null
  /** Ground under these is no street ground, where a street is drawn or assumed too wide. In the plan's frame. */
  buildings: readonly LocalOutline[]
  /** Only these rows of tiles, the last one exclusive; all unless told. */
  rows?: readonly [fromRow: number, toRow: number]
}

const MOST_CLASSES = 255

export class WatchPlan {
  readonly frame: LocalFrame
  /** Light to heavy: where two lie over each other, the heavier one holds. */
  readonly classes: WatchClass[]
  readonly #boundary: Float64Array[][] | null
  readonly #streets = new Map<string, LocalStreet[]>()
  readonly #areas = new Map<string, LocalArea[]>()
  readonly #buildings = new Map<string, (readonly LocalRing[])[]>()
  readonly #rows: readonly [number, number]
  readonly #tiles = new Map<string, TileNumber>()

  constructor(frame: LocalFrame, { streets, areas, rules, usualLevel, boundary, buildings, rows }: WatchGround) {
    this.frame = frame
    this.#rows = rows ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
    const wanted = [
      ...streets
        .filter(({ isTunnel }) => !isTunnel)
        .map((street) => ({ street, watch: streetClass(street, rules, usualLevel) })),
      ...areas.map((area) => ({
        area,
        watch: { subject: area.subject, weight: area.weight, level: area.requiredLevel ?? usualLevel },
      })),
    ].filter(({ watch }) => watch.weight > 0)
    this.classes = distinctClasses(wanted.map(({ watch }) => watch))
    const numbers = new Map(this.classes.map((watch, i) => [keyOf(watch), i + 1]))
    for (const item of wanted) {
      const watchClass = numbers.get(keyOf(item.watch))!
      if ('street' in item)
        this.#addStreet({ street: item.street, line: localLine(item.street.geometry, frame), watchClass })
      else this.#addArea({ area: item.area, polygons: localPolygons(item.area.geometry, frame), watchClass })
    }
    this.#boundary = boundary && localPolygons(boundary, frame)
    for (const { rings, role } of buildings) {
      if (role === 'zone') continue
      for (const tile of this.#tilesIn(boundsOfRings(rings))) push(this.#buildings, tileKey(tile), rings)
    }
  }

  /** The tiles that anything to watch touches, row by row. */
  tiles(): TileNumber[] {
    return [...this.#tiles.values()].sort((a, b) => a.row - b.row || a.column - b.column)
  }

  streetsIn(tile: TileNumber): readonly LocalStreet[] {
    return this.#streets.get(tileKey(tile)) ?? []
  }

  areasIn(tile: TileNumber): readonly LocalArea[] {
    return this.#areas.get(tileKey(tile)) ?? []
  }

  /** The watch class of each cell of a tile's raster. */
  cellsOf(tile: TileNumber, raster: Raster): Uint8Array {
    const cells = new Uint8Array(raster.columns * raster.rows)
    const mark = (watchClass: number) => (from: number, to: number) => {
      for (let cell = from; cell < to; cell++) if (cells[cell] < watchClass) cells[cell] = watchClass
    }
    for (const { street, line, watchClass } of this.streetsIn(tile))
      fillLine(raster, line, streetHalfWidth(street, raster.cellM), mark(watchClass))
    const clear = (from: number, to: number) => cells.fill(0, from, to)
    for (const rings of this.#buildings.get(tileKey(tile)) ?? []) fillRings(raster, rings, clear)
    for (const { polygons, watchClass } of this.areasIn(tile))
      for (const rings of polygons) fillRings(raster, rings, mark(watchClass))
    return this.#boundary === null ? cells : this.#inside(raster, cells, this.#boundary)
  }

  #inside(raster: Raster, cells: Uint8Array, boundary: Float64Array[][]): Uint8Array {
    const inside = new Uint8Array(cells.length)
    for (const rings of boundary) fillRings(raster, rings, (from, to) => inside.set(cells.subarray(from, to), from))
    return inside
  }

  #tilesIn(bounds: Bounds): TileNumber[] {
    const [fromRow, toRow] = this.#rows
    return tilesTouching(bounds).filter(({ row }) => row >= fromRow && row < toRow)
  }

  #addStreet(street: LocalStreet): void {
    const halfM = streetHalfWidth(street.street, 1)
    // Leg by leg: the box of a whole ring road would be the whole city.
    const tiles = new Map<string, TileNumber>()
    for (let i = 2; i < street.line.length; i += 2)
      for (const tile of this.#tilesIn(grown(boundsOfRings([street.line.subarray(i - 2, i + 2)]), halfM)))
        tiles.set(tileKey(tile), tile)
    for (const [key, tile] of tiles) {
      push(this.#streets, key, street)
      this.#tiles.set(key, tile)
    }
  }

  #addArea(area: LocalArea): void {
    for (const tile of this.#tilesIn(boundsOfRings(area.polygons.flat()))) {
      push(this.#areas, tileKey(tile), area)
      this.#tiles.set(tileKey(tile), tile)
    }
  }
}

function streetClass(street: Street, rules: readonly WatchRule[], usualLevel: DensityLevelName): WatchClass {
  const subject = streetSubject(street.roadClass)
  return {
    subject,
    weight: streetWeight(rules, street.roadClass),
    level: ruleFor(rules, subject)?.requiredLevel ?? usualLevel,
  }
}

const keyOf = ({ subject, weight, level }: WatchClass) => `${subject}|${weight}|${level}`

/** At most 255: cells are bytes. Drawn areas with ever other weights are the only way to have more. */
function distinctClasses(all: WatchClass[]): WatchClass[] {
  const classes = [...new Map(all.map((watch) => [keyOf(watch), watch])).values()]
  if (classes.length > MOST_CLASSES)
    throw new RangeError(`watch areas must have at most ${MOST_CLASSES} weights and levels, got ${classes.length}`)
  return classes.sort((a, b) => a.weight - b.weight || (keyOf(a) < keyOf(b) ? -1 : 1))
}

const grown = ([minX, minY, maxX, maxY]: Bounds, by: number): Bounds => [minX - by, minY - by, maxX + by, maxY + by]

function push<T>(map: Map<string, T[]>, key: string, item: T): void {
  const there = map.get(key)
  if (there) there.push(item)
  else map.set(key, [item])
}
