/** The drawn areas as the map and the panel show them. */
import type { Connection } from '../../db/client'
import type { Box } from '../../db/queries/buildings'
import { type DrawnAreaRow, listDrawnAreas } from '../../db/queries/drawn-areas'
import type { Caller } from '../domain/access'
import { ringAreaM2 } from '../domain/drawn-area'

const describe = ({ removedAt: _removed, jurisdictionId: _jurisdiction, updatedAt, ...row }: DrawnAreaRow) => ({
  ...row,
  areaM2: row.geometry.type === 'Polygon' ? ringAreaM2(row.geometry.coordinates[0]) : 0,
  updatedAt: updatedAt.getTime(),
})

export type DrawnArea = ReturnType<typeof describe>

export const listAreas = async ({ db }: Connection, caller: Caller, box?: Box): Promise<DrawnArea[]> =>
  (await listDrawnAreas(db, caller, box)).map(describe)
