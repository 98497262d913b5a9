/** Keeps stored coverage true when one camera changes: what it saw is taken off its tiles, what it sees is added. */
import type { Queryable } from '../../db/client'
import { outlinesInBox } from '../../db/queries/buildings'
import { type CoverageTileRow, isCounted, lockCounting, lockTiles, storeTiles } from '../../db/queries/coverage-tiles'
import { addPieces, type CountRaster, countRaster, resolveCounts } from '../domain/count-raster'
import { unpackCounts } from '../domain/count-runs'
import { COVERAGE_PURPOSES, type CoveragePurpose } from '../domain/coverage-purpose'
import { CELL_M, TILE_CELLS, type TileNumber, tileBounds, tileKey, tilesTouching } from '../domain/coverage-tiles'
import type { LocalFrame } from '../domain/frame'
import { DENSITY_LEVELS, type DensityLevelName } from '../domain/optics'
import { OutlineStore } from '../domain/outline-store'
import type { Bounds } from '../domain/raster'
import { ViewGround } from '../domain/view-ground'
import { seenPieces } from '../domain/viewshed'
import { type CountedCamera, isWorking, levelSectors } from './coverage-cameras'
import { boxOfBounds, cityGrid } from './grid-box'
import { tileRow } from './recount-tiles'
import type { ViewSettings } from './refresh-viewsheds'

interface Change extends TileNumber {
  purpose: CoveragePurpose
  level: DensityLevelName
  raster: CountRaster
}

/** A camera on a wall is moved by less than this, and a roof may be looked down from. */
const SLACK_M = 5

/** `before` and `after`: the camera as it was counted and as it is to be, null when it was not or will not be there. */
export async function countChange(
  tx: Queryable,
  settings: ViewSettings,
  before: CountedCamera | null,
  after: CountedCamera | null,
): Promise<void> {
  if (!(await isCounted(tx))) return
  await lockCounting(tx)
  const frame = await cityGrid(tx)
  const changes = new Map<string, Change>()
  if (before) await addViews(tx, frame, settings, before, -1, changes)
  if (after) await addViews(tx, frame, settings, after, 1, changes)
  const real = [...changes.values()].filter(({ raster }) => raster.differences.some((difference) => difference !== 0))
  if (real.length === 0) return
  const stored = new Map((await lockTiles(tx, distinctTiles(real))).map((row) => [keyOf(row), row]))
  const rows: CoverageTileRow[] = []
  const gone: CoverageTileRow[] = []
  for (const change of real) {
    const old = stored.get(keyOf(change))
    const counts = old ? unpackCounts(old.counts, TILE_CELLS) : new Uint16Array(TILE_CELLS)
    // Sums of differences wrap as counts do, so adding them as unsigned numbers is exact.
    const delta = resolveCounts(change.raster)
    for (let cell = 0; cell < counts.length; cell++) if (delta[cell] !== 0) counts[cell] += delta[cell]
    const [row] = tileRow(change.purpose, change.level, change, counts)
    if (row) rows.push(row)
    else if (old) gone.push(old)
  }
  await storeTiles(tx, rows, gone)
}

async function addViews(
  tx: Queryable,
  frame: LocalFrame,
  settings: ViewSettings,
  camera: CountedCamera,
  sign: 1 | -1,
  changes: Map<string, Change>,
): Promise<void> {
  const levels = DENSITY_LEVELS[settings.standard].map(({ name }) => name)
  const purposes = COVERAGE_PURPOSES.filter((purpose) => purpose === 'designed' || isWorking(camera.row.state))
  const [x, y] = frame.toLocal(...(camera.row.position.coordinates as [number, number]))
  const nearby = (reach: number): Bounds => [x - reach, y - reach, x + reach, y + reach]
  const outlinesWithin = async (reach: number) =>
    new OutlineStore(await outlinesInBox(tx, boxOfBounds(frame, nearby(reach))), frame)
  const standing = await outlinesWithin(SLACK_M)
  const sectors = levelSectors(camera, standing.obstaclesIn.bind(standing), frame, settings, levels)
  const farM = Math.max(0, ...[...sectors.values()].map((sector) => sector.farM))
  const ground = new ViewGround(
    (await outlinesWithin(farM + SLACK_M)).obstaclesIn(nearby(farM + SLACK_M)),
    nearby(farM + SLACK_M),
  )
  for (const [level, sector] of sectors) {
    const { pieces, standing: from } = seenPieces(ground, sector)
    const reach = sector.farM
    for (const tile of tilesTouching([from.x - reach, from.y - reach, from.x + reach, from.y + reach]))
      for (const purpose of purposes) {
        const key = keyOf({ purpose, level, ...tile })
        const change = changes.get(key) ?? {
          purpose,
          level,
          ...tile,
          raster: countRaster(frame, tileBounds(tile), CELL_M),
        }
        changes.set(key, change)
        addPieces(change.raster, pieces, from.x, from.y, sign)
      }
  }
}

const keyOf = ({ purpose, level, column, row }: Pick<CoverageTileRow, 'purpose' | 'level' | 'column' | 'row'>) =>
  `${purpose} ${level} ${column} ${row}`

const distinctTiles = (changes: readonly Change[]): TileNumber[] => [
  ...new Map(changes.map(({ column, row }) => [tileKey({ column, row }), { column, row }])).values(),
]
