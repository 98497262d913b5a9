/** A counted city put into a server PostGIS of its own, by the queries that the product stores it with. */
import { availableParallelism } from 'node:os'
import { sql } from 'drizzle-orm'
import { connect } from '../../db/client'
import { migrateDatabase } from '../../db/migrate'
import { type CoverageTileRow, replaceTiles } from '../../db/queries/coverage-tiles'
import type { BlindSpotReport } from '../../server/domain/blind-spots'
import { COVERAGE_PURPOSES } from '../../server/domain/coverage-purpose'
import type { PackedTile } from './city-worker'
import { withPostgisServer } from './postgis'

type Store = (tiles: readonly PackedTile[], report: BlindSpotReport) => Promise<void>

/** Times `work`, which is to store one city; null where there can be no server. It waits for the disk, as servers do. */
export function storeCity(work: (store: Store) => Promise<void>) {
  return withPostgisServer(async (url) => {
    const connection = connect(url, { max: availableParallelism() })
    try {
      await migrateDatabase(connection)
      let [tiles, bytes] = [0, 0]
      const start = performance.now()
      await work(async (packed, report) => {
        tiles = COVERAGE_PURPOSES.length * packed.length
        bytes = packed.reduce((sum, tile) => sum + COVERAGE_PURPOSES.length * tile.bytes.length, 0)
        await connection.db.transaction(async (tx) => {
          for (const row of new Set(packed.map((tile) => tile.row)))
            await replaceTiles(tx, { fromColumn: -1e6, toColumn: 1e6, fromRow: row, toRow: row }, rowsOf(packed, row))
          await tx.execute(sql`CREATE TABLE ranked (report jsonb)`)
          await tx.execute(sql`INSERT INTO ranked VALUES (${JSON.stringify(report)})`)
        })
      })
      return { seconds: (performance.now() - start) / 1000, tiles, megabytes: bytes / 1e6 }
    } finally {
      await connection.close()
    }
  })
}

const rowsOf = (packed: readonly PackedTile[], row: number): CoverageTileRow[] =>
  packed
    .filter((tile) => tile.row === row)
    .flatMap(({ column, bytes, seenCells }) =>
      COVERAGE_PURPOSES.map((purpose) => ({
        purpose,
        level: 'outline' as const,
        column,
        row,
        counts: Buffer.from(bytes),
        seenCells,
        computedAt: new Date(),
      })),
    )
