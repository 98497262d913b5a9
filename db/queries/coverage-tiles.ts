import { and, between, eq, inArray, not, type SQL, sql } from 'drizzle-orm'
import type { CoveragePurpose } from '../../server/domain/coverage-purpose'
import type { TileNumber } from '../../server/domain/coverage-tiles'
import type { DensityLevelName } from '../../server/domain/optics'
import type { Queryable } from '../client'
import { citySettings, coverageTiles } from '../schema'
import { cityCenter } from './city'

export type CoverageTileRow = typeof coverageTiles.$inferInsert

/** Tiles from one number to another, both inclusive. */
export interface TileRange {
  fromColumn: number
  fromRow: number
  toColumn: number
  toRow: number
}

const within = ({ fromColumn, fromRow, toColumn, toRow }: TileRange): SQL =>
  and(between(coverageTiles.column, fromColumn, toColumn), between(coverageTiles.row, fromRow, toRow))!

/** Where tiles are numbered from: the middle of the city when it is first asked for, and the same for ever after. */
export async function gridOrigin(db: Queryable): Promise<[lng: number, lat: number]> {
  const [settings] = await db.select().from(citySettings)
  if (settings?.gridLng != null && settings.gridLat != null) return [settings.gridLng, settings.gridLat]
  const [gridLng, gridLat] = await cityCenter(db)
  await db.update(citySettings).set({ gridLng, gridLat }).where(sql`grid_lng IS NULL`)
  return [gridLng, gridLat]
}

/** The stored tiles of a range at these levels; tiles that nobody sees are not there. */
export async function readTiles(
  db: Queryable,
  purpose: CoveragePurpose,
  levels: readonly DensityLevelName[],
  range: TileRange,
) {
  const { level, column, row, counts, seenCells } = coverageTiles
  return db
    .select({ level, column, row, counts, seenCells })
    .from(coverageTiles)
    .where(and(eq(coverageTiles.purpose, purpose), inArray(level, [...levels]), within(range)))
}

/** Every purpose and level of some tiles, locked until the transaction ends. */
export async function lockTiles(tx: Queryable, tiles: readonly TileNumber[]) {
  if (tiles.length === 0) return []
  const numbers = tiles.map(({ column, row }) => sql`(${column}::int, ${row}::int)`)
  return tx
    .select()
    .from(coverageTiles)
    .where(sql`(tile_column, tile_row) IN (${sql.join(numbers, sql`, `)})`)
    .for('update')
}

const ROWS_A_STATEMENT = 200

/** Puts these rows in the place of everything that is stored in the range. */
export async function replaceTiles(tx: Queryable, range: TileRange, rows: readonly CoverageTileRow[]): Promise<void> {
  await tx.delete(coverageTiles).where(within(range))
  for (let i = 0; i < rows.length; i += ROWS_A_STATEMENT)
    await tx.insert(coverageTiles).values(rows.slice(i, i + ROWS_A_STATEMENT))
}

/** Puts `rows` in the place of the same tiles, and takes the tiles `gone` away: one statement each. */
export async function storeTiles(
  tx: Queryable,
  rows: readonly CoverageTileRow[],
  gone: readonly CoverageTileRow[],
): Promise<void> {
  if (rows.length > 0)
    await tx.execute(sql`
      INSERT INTO coverage_tiles (purpose, level, tile_column, tile_row, counts, seen_cells, computed_at)
      SELECT purpose, level, tile_column, tile_row, counts, ARRAY[seen1, seen2, seen3], ${rows[0].computedAt?.toISOString()}::timestamptz
      FROM unnest(${numberOf(rows)}, ${sql.param(rows.map(({ counts }) => counts))}::bytea[], ${seenAtLeast(rows, 1)}, ${seenAtLeast(rows, 2)}, ${seenAtLeast(rows, 3)})
        AS tiles (purpose, level, tile_column, tile_row, counts, seen1, seen2, seen3)
      ON CONFLICT (purpose, level, tile_column, tile_row)
        DO UPDATE SET counts = excluded.counts, seen_cells = excluded.seen_cells, computed_at = excluded.computed_at`)
  if (gone.length > 0)
    await tx.execute(sql`
      DELETE FROM coverage_tiles USING unnest(${numberOf(gone)}) AS gone (purpose, level, tile_column, tile_row)
      WHERE (coverage_tiles.purpose, coverage_tiles.level, coverage_tiles.tile_column, coverage_tiles.tile_row)
        = (gone.purpose, gone.level, gone.tile_column, gone.tile_row)`)
}

/** What tells tiles apart, as four arrays. */
const numberOf = (rows: readonly CoverageTileRow[]): SQL =>
  sql`${sql.param(rows.map(({ purpose }) => purpose))}::text[], ${sql.param(rows.map(({ level }) => level))}::text[],
    ${sql.param(rows.map(({ column }) => column))}::int[], ${sql.param(rows.map(({ row }) => row))}::int[]`

const seenAtLeast = (rows: readonly CoverageTileRow[], cameras: 1 | 2 | 3): SQL =>
  sql`${sql.param(rows.map(({ seenCells }) => seenCells[cameras - 1]))}::int[]`

/** A text that changes whenever any tile of the range does. */
export async function tilesStamp(db: Queryable, purpose: CoveragePurpose, range: TileRange): Promise<string> {
  const [row] = await db
    .select({ stamp: sql<string>`coalesce(max(computed_at)::text, '') || count(*)` })
    .from(coverageTiles)
    .where(and(eq(coverageTiles.purpose, purpose), within(range)))
  return row.stamp
}

/** Takes away what no camera can reach any more; all when there is no range. */
export async function clearTilesOutside(db: Queryable, range: TileRange | null): Promise<void> {
  await db.delete(coverageTiles).where(range ? not(within(range)) : sql`true`)
}

/** The key of the lock that whoever writes tiles holds. */
const TILES_LOCK = 7_201

/**
 * Makes whoever counts wait for whoever else does, until the transaction ends: a recount must not put back what a
 * camera's change took away meanwhile.
 */
export async function lockCounting(tx: Queryable): Promise<void> {
  await tx.execute(sql`SELECT pg_advisory_xact_lock(${TILES_LOCK})`)
}

/** `lockCounting` and true; false and no lock where nothing was ever counted. */
export async function lockIfCounted(tx: Queryable): Promise<boolean> {
  const { rows } = await tx.execute(sql`
    SELECT pg_advisory_xact_lock(${TILES_LOCK})
    FROM (SELECT 1 FROM coverage_runs WHERE state <> 'failed' LIMIT 1) AS counted`)
  return rows.length > 0
}

/** Whether the city was ever counted: before that no tile is true, and none is kept up to date. */
export async function isCounted(db: Queryable): Promise<boolean> {
  const { rows } = await db.execute(sql`SELECT 1 FROM coverage_runs WHERE state <> 'failed' LIMIT 1`)
  return rows.length > 0
}
