/** Keeps stored coverage true when one camera changes: what it saw is taken off its tiles, what it sees is added. */
import type { Queryable } from '../../db/client'
import { outlinesInBox } from '../../db/queries/buildings'
import { type CoverageTileRow, lockIfCounted, lockTiles, storeTiles } from '../../db/queries/coverage-tiles'
import { boundsOfViews, type CountedView, changeCounts } from '../domain/count-change'
import { unpackCounts } from '../domain/count-runs'
import { COVERAGE_PURPOSES, type CoveragePurpose } from '../domain/coverage-purpose'
import { CELL_M, TILE_CELLS, type TileNumber, tileBounds, tileKey, tilesTouching } from '../domain/coverage-tiles'
import type { LocalFrame } from '../domain/frame'
import { indexObstacles } from '../domain/obstacles'
import { DENSITY_LEVELS, type DensityLevelName } from '../domain/optics'
import { keptPieces } from '../domain/polar-region'
import { type Bounds, rasterOver } from '../domain/raster'
import { MESH_RIM_M, ViewGround } from '../domain/view-ground'
import { seenPieces } from '../domain/viewshed'
import { tileRow } from './counted-rows'
import { type CountedCamera, isWorking, levelSectors } from './coverage-cameras'
import { boxOfBounds, cityGrid } from './grid-box'
import type { ViewSettings } from './refresh-viewsheds'

interface LevelView extends CountedView {
  level: DensityLevelName
  purposes: readonly CoveragePurpose[]
}

interface Change extends TileNumber {
  purpose: CoveragePurpose
  level: DensityLevelName
  views: CountedView[]
}

type GroundAbout = (x: number, y: number, reach: number) => Promise<ViewGround>

/** A camera on a wall is moved by less than this, and a roof may be looked down from. */
const SLACK_M = 5

/** One tile's counts, from change to change. */
const scratch = new Uint16Array(TILE_CELLS)

/** `before` and `after`: the camera as it was counted and as it is to be, null when it was not or will not be there. */
export async function countChange(
  tx: Queryable,
  settings: ViewSettings,
  before: CountedCamera | null,
  after: CountedCamera | null,
): Promise<void> {
  if (!(await lockIfCounted(tx))) return
  const frame = await cityGrid(tx)
  const ground = groundReader(tx, frame)
  const views = [
    ...(before ? await viewsOf(before, -1, frame, settings, ground) : []),
    ...(after ? await viewsOf(after, 1, frame, settings, ground) : []),
  ]
  const changes = changesOf(views)
  if (changes.length === 0) return
  const stored = new Map((await lockTiles(tx, distinctTiles(changes))).map((row) => [keyOf(row), row]))
  const rows: CoverageTileRow[] = []
  const gone: CoverageTileRow[] = []
  for (const change of changes) {
    const old = stored.get(keyOf(change))
    const counts = old ? unpackCounts(old.counts, TILE_CELLS, scratch) : scratch.fill(0)
    if (!changeCounts(rasterOver(frame, tileBounds(change), CELL_M), counts, change.views)) continue
    const [row] = tileRow(change.purpose, change.level, change, counts)
    if (row) rows.push(row)
    else if (old) gone.push(old)
  }
  await storeTiles(tx, rows, gone)
}

/** Reads ground about places, each once: a camera that is turned stands where it stood. */
function groundReader(tx: Queryable, frame: LocalFrame): GroundAbout {
  const known = new Map<string, Promise<ViewGround>>()
  const read = async (bounds: Bounds) =>
    new ViewGround(indexObstacles(await outlinesInBox(tx, boxOfBounds(frame, bounds)), frame), bounds)
  return (x, y, reach) => {
    const bounds: Bounds = [x - reach, y - reach, x + reach, y + reach]
    const ground = known.get(bounds.join()) ?? read(bounds)
    known.set(bounds.join(), ground)
    return ground
  }
}

async function viewsOf(
  camera: CountedCamera,
  sign: 1 | -1,
  frame: LocalFrame,
  settings: ViewSettings,
  groundAbout: GroundAbout,
): Promise<LevelView[]> {
  const levels = DENSITY_LEVELS[settings.standard].map(({ name }) => name)
  const purposes = COVERAGE_PURPOSES.filter((purpose) => purpose === 'designed' || isWorking(camera.row.state))
  const [x, y] = frame.toLocal(...(camera.row.position.coordinates as [number, number]))
  const { obstacles } = await groundAbout(x, y, SLACK_M)
  const sectors = levelSectors(camera, () => obstacles, frame, settings, levels)
  if (sectors.size === 0) return []
  const farM = Math.max(...[...sectors.values()].map((sector) => sector.farM))
  const ground = await groundAbout(x, y, farM + MESH_RIM_M)
  return [...sectors].map(([level, sector]) => {
    const { pieces, standing } = seenPieces(ground, sector)
    return { level, purposes, sign, pieces: keptPieces(pieces), x: standing.x, y: standing.y }
  })
}

/** Every tile that views of a purpose and level may change. */
function changesOf(views: readonly LevelView[]): Change[] {
  const together = new Map<string, Pick<Change, 'purpose' | 'level' | 'views'>>()
  for (const view of views)
    for (const purpose of view.purposes) {
      const key = `${purpose} ${view.level}`
      const there = together.get(key) ?? { purpose, level: view.level, views: [] }
      there.views.push(view)
      together.set(key, there)
    }
  return [...together.values()].flatMap((change) =>
    tilesTouching(boundsOfViews(change.views)).map((tile) => ({ ...change, ...tile })),
  )
}

const keyOf = ({ purpose, level, column, row }: Pick<CoverageTileRow, 'purpose' | 'level' | 'column' | 'row'>) =>
  `${purpose} ${level} ${column} ${row}`

const distinctTiles = (changes: readonly Change[]): TileNumber[] => [
  ...new Map(changes.map(({ column, row }) => [tileKey({ column, row }), { column, row }])).values(),
]
