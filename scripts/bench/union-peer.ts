/** Coverage as a database does it: the union of the outlines that touch a tile. */
import type { Client } from 'pg'
import { tileBounds } from '../../server/domain/coverage-tiles'
import { visibleOutline } from '../../server/domain/polar-outline'
import type { KeptView, ViewedTile } from './counted-city'
import { timedQuery } from './postgis'

/** Chords of stored outlines, and of those whose area is compared. */
const CHORD_ERROR_M = 0.02
const EXACT_CHORD_ERROR_M = 0.0002

/** Milliseconds of the union of each tile, and its area within the tile, m². */
export async function unionsOf(
  client: Client,
  tiles: readonly ViewedTile[],
): Promise<{ ms: number[]; areas: number[] }> {
  await client.query('create table view (tile int, geom geometry); create table exact (tile int, geom geometry)')
  for (const [number, { views }] of tiles.entries())
    for (const view of views)
      for (const [table, chord] of [
        ['view', CHORD_ERROR_M],
        ['exact', EXACT_CHORD_ERROR_M],
      ] as const) {
        const outline = outlineWkt(view, chord)
        if (outline !== null)
          await client.query(`insert into ${table} values ($1, ST_MakeValid(ST_GeomFromText($2)))`, [number, outline])
      }
  await client.query('create index on view (tile); create index on exact (tile); analyze view; analyze exact')
  const [ms, areas]: number[][] = [[], []]
  for (const [number, tile] of tiles.entries()) {
    const union = (table: string) => `(select ST_Union(geom) from ${table} where tile = ${number})`
    ms.push((await timedQuery(client, `select ST_NPoints(${union('view')})`, 3)).ms)
    const box = `ST_MakeEnvelope(${tileBounds(tile).join()})`
    const { rows } = await client.query<{ area: number }>(
      `select ST_Area(ST_Intersection(${union('exact')}, ${box})) area`,
    )
    areas.push(rows[0].area)
  }
  return { ms, areas }
}

function outlineWkt({ pieces, x, y }: KeptView, chordErrorM: number): string | null {
  const polygons = visibleOutline(pieces, chordErrorM)
  if (polygons.length === 0) return null
  const ring = (points: number[]) => {
    const pairs = Array.from({ length: points.length / 2 }, (_, i) => `${x + points[2 * i]} ${y + points[2 * i + 1]}`)
    return `(${[...pairs, pairs[0]].join()})`
  }
  return `MULTIPOLYGON(${polygons.map((rings) => `(${rings.map(ring).join()})`).join()})`
}
