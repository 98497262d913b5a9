/**
 * What a draft would see that no camera sees now, and what would be seen by none any more, in cells of stored coverage: of the
 * ground that must be seen, and of all ground.
 */
import type { MultiPolygon, Polygon, Position } from 'geojson'
import { addRing, countRaster, resolveCounts } from './count-raster'
import { CELL_M, TILE_M } from './coverage-tiles'
import { type LocalFrame, localFrame } from './frame'
import { type Bounds, localPolygons } from './raster'
import { boundsOfRings } from './rings'

type Seen = Polygon | MultiPolygon | null

/** A stored tile where it lies: its corners from the south-west clockwise, its counts row by row from the south. */
export interface PlacedTile {
  corners: readonly (readonly [lng: number, lat: number])[]
  counts: Uint16Array
}

export interface GroundChange {
  gainedM2: number
  lostM2: number
}

export interface SeenChange {
  /** Ground that must be seen. */
  watched: GroundChange
  all: GroundChange
}

export interface GroundNow {
  /** How many cameras see each cell. */
  tiles: readonly PlacedTile[]
  /** Cells that must be seen are above 0. */
  watched: readonly PlacedTile[]
}

/** `stored`: what the camera sees as it is counted in the tiles; null when it is not counted there. */
export function seenChange(draft: Seen, stored: Seen, { tiles, watched }: GroundNow): SeenChange {
  const change = { watched: { gainedM2: 0, lostM2: 0 }, all: { gainedM2: 0, lostM2: 0 } }
  const first = firstCorner(draft) ?? firstCorner(stored)
  if (first === null) return change
  const frame = localFrame([first[0], first[1]])
  const [draftRings, storedRings] = [ringsOf(draft, frame), ringsOf(stored, frame)]
  const bounds = boundsOfRings([...draftRings, ...storedRings])
  const raster = countRaster(frame, bounds, CELL_M)
  const inDraft = cellsOf(draftRings, frame, bounds)
  const inStored = cellsOf(storedRings, frame, bounds)
  const [countAt, watchedAt] = [countsAround(tiles, frame), countsAround(watched, frame)]
  for (let cell = 0; cell < inDraft.length; cell++) {
    if (inDraft[cell] === inStored[cell]) continue
    const x = raster.minX + ((cell % raster.columns) + 0.5) * CELL_M
    const y = raster.minY + (Math.floor(cell / raster.columns) + 0.5) * CELL_M
    const count = countAt(x, y)
    const grounds = watchedAt(x, y) > 0 ? [change.all, change.watched] : [change.all]
    for (const ground of grounds) {
      if (inDraft[cell] > 0 && count === 0) ground.gainedM2 += CELL_M ** 2
      // The one that sees it is the camera itself.
      if (inStored[cell] > 0 && count <= 1) ground.lostM2 += CELL_M ** 2
    }
  }
  return change
}

const firstCorner = (seen: Seen): Position | null =>
  (seen?.type === 'MultiPolygon' ? seen.coordinates[0]?.[0]?.[0] : seen?.coordinates[0]?.[0]) ?? null

const ringsOf = (seen: Seen, frame: LocalFrame) => (seen ? localPolygons(seen, frame).flat() : [])

/** 1 for cells in the rings, shells running counter-clockwise and holes clockwise. */
function cellsOf(rings: readonly Float64Array[], frame: LocalFrame, bounds: Bounds): Uint16Array {
  const raster = countRaster(frame, bounds, CELL_M)
  for (const ring of rings) addRing(raster, ring, 1)
  return resolveCounts(raster)
}

/** The count at a place; 0 where there is no tile. Tiles lie a little askew in the frame. */
function countsAround(tiles: readonly PlacedTile[], frame: LocalFrame): (x: number, y: number) => number {
  const side = TILE_M / CELL_M
  const placed = tiles.map(({ corners, counts }) => {
    const [[x, y], [northX, northY], , [eastX, eastY]] = corners.map(([lng, lat]) => frame.toLocal(lng, lat))
    const [east, north] = [[eastX - x, eastY - y] as const, [northX - x, northY - y] as const]
    return { x, y, east, north, area: east[0] * north[1] - east[1] * north[0], counts }
  })
  return (atX, atY) => {
    for (const { x, y, east, north, area, counts } of placed) {
      const [dx, dy] = [atX - x, atY - y]
      const column = Math.floor((side * (dx * north[1] - dy * north[0])) / area)
      const row = Math.floor((side * (east[0] * dy - east[1] * dx)) / area)
      if (column >= 0 && row >= 0 && column < side && row < side) return counts[row * side + column]
    }
    return 0
  }
}
