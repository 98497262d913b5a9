import { type SQL, sql } from 'drizzle-orm'
import type { MultiPolygon, Polygon } from 'geojson'
import type { Caller } from '../../server/domain/access'
import { BOARD_DRAWN_KINDS, BOARD_PLACE_KINDS, type BoardArea } from '../../server/domain/board-area'
import type { Queryable } from '../client'
import { parseEwkb } from '../ewkb'
import { inScope } from './scope'

export interface BoardAreaRow extends BoardArea {
  name: string
  nameEn: string | null
  /** District, cordon, estate … */
  sort: string
}

const list = (kinds: readonly string[]) => sql`${sql.param(`{${kinds.join(',')}}`)}::text[]`

/** An imported area belongs to whoever answers for ground that its box touches. */
const sources = (caller: Pick<Caller, 'scope'>): Record<BoardArea['kind'], SQL> => ({
  jurisdiction: sql`SELECT id, name, name_en, kind, geometry FROM jurisdictions WHERE ${inScope(sql`id`, caller)}`,
  drawn: sql`SELECT id, name, NULL::text AS name_en, kind, geometry FROM drawn_areas
    WHERE removed_at IS NULL AND kind = ANY(${list(BOARD_DRAWN_KINDS)}) AND ${inScope(sql`jurisdiction_id`, caller)}`,
  place: sql`SELECT a.id, coalesce(a.name, a.name_en) AS name, a.name_en, a.kind, a.geometry FROM areas a
    WHERE coalesce(a.name, a.name_en) IS NOT NULL AND a.kind = ANY(${list(BOARD_PLACE_KINDS)})
      AND ${caller.scope === null ? sql`true` : sql`EXISTS (SELECT 1 FROM jurisdictions j WHERE ${inScope(sql`j.id`, caller)} AND j.geometry && a.geometry)`}`,
})

/** The areas of one kind whose name holds the text, whatever its case. */
export async function findBoardAreas(
  db: Queryable,
  caller: Pick<Caller, 'scope'>,
  { kind, text, most }: { kind: BoardArea['kind']; text: string; most: number },
): Promise<BoardAreaRow[]> {
  const { rows } = await db.execute<Omit<BoardAreaRow, 'kind'> & Record<string, unknown>>(sql`
    SELECT id, name, name_en AS "nameEn", kind AS sort FROM (${sources(caller)[kind]}) found
    WHERE position(lower(${text}) IN lower(name)) > 0 OR position(lower(${text}) IN lower(coalesce(name_en, ''))) > 0
    ORDER BY array_position(ARRAY['city', 'district', 'station', 'cordon'], kind), name, id LIMIT ${most}`)
  return rows.map((row) => ({ ...row, kind }))
}

export async function boardAreaShape(
  db: Queryable,
  caller: Pick<Caller, 'scope'>,
  { kind, id }: BoardArea,
): Promise<{ name: string; nameEn: string | null; geometry: Polygon | MultiPolygon } | null> {
  const { rows } = await db.execute<{ name: string; nameEn: string | null; geometry: string }>(
    sql`SELECT name, name_en AS "nameEn", geometry FROM (${sources(caller)[kind]}) found WHERE id = ${id}`,
  )
  return rows[0] ? { ...rows[0], geometry: parseEwkb(rows[0].geometry) as Polygon | MultiPolygon } : null
}
