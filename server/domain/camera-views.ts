/** Views of many cameras at once: a city's recomputation, or the candidates of a plan. */
import { type CameraView, type CameraViewOptions, type ViewCamera, viewOver } from './camera-view'
import { MeshViewer } from './expansion'
import { footprintOf } from './footprint'
import { type LngLat, localFrame } from './frame'
import { meshObstacles } from './obstacle-mesh'
import { indexObstacles, type Obstacles, type Outline } from './obstacles'

const TILE_M = 500
/** From so many cameras a tile on, looking over a mesh saves more than triangulating the tile costs. */
const MESH_PAYS = 500
/** Cameras on walls are moved by less than this. */
const SLACK_M = 1

/**
 * `cameraView` of every camera, in the order given, over one index of the buildings. Where cameras stand dense, their
 * tile is triangulated first; such views agree with single ones within 0.06 mm of outline.
 */
export function cameraViews(
  cameras: readonly ViewCamera[],
  buildings: readonly Outline[],
  options: CameraViewOptions = {},
): (CameraView | null)[] {
  if (cameras.length === 0) return []
  const obstacles = indexObstacles(buildings, localFrame(middleOf(cameras)))
  const views: (CameraView | null)[] = new Array(cameras.length).fill(null)
  for (const tile of tilesOf(cameras, obstacles)) {
    const viewer = tile.cameras.length < MESH_PAYS ? null : viewerOf(obstacles, tile, cameras, options)
    for (const index of tile.cameras) views[index] = viewOver(obstacles, viewer, cameras[index], options)
  }
  return views
}

interface Tile {
  column: number
  row: number
  /** Indices into the cameras. */
  cameras: number[]
}

function tilesOf(cameras: readonly ViewCamera[], { frame }: Obstacles): Iterable<Tile> {
  const tiles = new Map<string, Tile>()
  cameras.forEach(({ lng, lat }, index) => {
    const [column, row] = frame.toLocal(lng, lat).map((metres) => Math.floor(metres / TILE_M))
    const tile = tiles.get(`${column},${row}`) ?? { column, row, cameras: [] }
    tiles.set(`${column},${row}`, tile)
    tile.cameras.push(index)
  })
  return tiles.values()
}

/** A mesh of the tile and as far around it as its cameras see; null when that is farther than a mesh can be. */
function viewerOf(obstacles: Obstacles, tile: Tile, cameras: readonly ViewCamera[], options: CameraViewOptions) {
  const outdoor = tile.cameras.filter((index) => !cameras[index].isIndoor)
  const haloM = SLACK_M + outdoor.reduce((most, index) => Math.max(most, footprintOf(cameras[index], options).farM), 0)
  if (haloM > TILE_M) return null
  const [minX, minY] = [tile.column * TILE_M, tile.row * TILE_M]
  const bounds = [minX - haloM, minY - haloM, minX + TILE_M + haloM, minY + TILE_M + haloM] as const
  return new MeshViewer(meshObstacles(obstacles, bounds))
}

function middleOf(cameras: readonly ViewCamera[]): LngLat {
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value / values.length, 0)
  return [mean(cameras.map(({ lng }) => lng)), mean(cameras.map(({ lat }) => lat))]
}
