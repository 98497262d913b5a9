/** Ready views of a generated city's cameras, by the tiles they reach. */
import { type TileNumber, tileBounds, tileKey, tilesTouching } from '../../server/domain/coverage-tiles'
import { keptPieces, type VisiblePieces } from '../../server/domain/polar-region'
import type { Bounds } from '../../server/domain/raster'
import { ViewGround } from '../../server/domain/view-ground'
import { seenPieces } from '../../server/domain/viewshed'
import type { LargeCity } from './large-city'

export interface KeptView {
  pieces: VisiblePieces
  /** Where the camera stands, metres. */
  x: number
  y: number
}

export interface ViewedTile extends TileNumber {
  views: KeptView[]
}

const FARTHEST_M = 101

/** Every tile that a camera of the city reaches, with the views that do. */
export function viewedTiles(city: LargeCity): ViewedTile[] {
  const tiles = new Map<string, ViewedTile>()
  for (const { tile, sectors } of sectorsByTile(city)) {
    const [minX, minY, maxX, maxY] = tileBounds(tile)
    const bounds: Bounds = [minX - FARTHEST_M, minY - FARTHEST_M, maxX + FARTHEST_M, maxY + FARTHEST_M]
    const ground = new ViewGround(city.obstaclesIn(bounds), bounds)
    for (const sector of sectors) {
      const { pieces, standing } = seenPieces(ground, sector)
      const { x, y } = standing
      const view = { pieces: keptPieces(pieces), x, y }
      const reach = sector.farM
      for (const reached of tilesTouching([x - reach, y - reach, x + reach, y + reach])) {
        const known = tiles.get(tileKey(reached)) ?? { ...reached, views: [] }
        tiles.set(tileKey(reached), known)
        known.views.push(view)
      }
    }
  }
  return [...tiles.values()]
}

function sectorsByTile({ sectors }: LargeCity) {
  const tiles = new Map<string, { tile: TileNumber; sectors: typeof sectors }>()
  for (const sector of sectors) {
    const [tile] = tilesTouching([sector.x, sector.y, sector.x + 1e-9, sector.y + 1e-9])
    const known = tiles.get(tileKey(tile)) ?? { tile, sectors: [] }
    tiles.set(tileKey(tile), known)
    known.sectors.push(sector)
  }
  return tiles.values()
}
