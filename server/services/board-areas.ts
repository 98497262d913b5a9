/** The areas that a board can be asked of: jurisdictions and drawn areas first, imported ones by name. */
import type { Connection } from '../../db/client'
import { type BoardAreaRow, findBoardAreas } from '../../db/queries/board-areas'
import type { Caller } from '../domain/access'
import { BOARD_AREA_KINDS } from '../domain/board-area'

const MOST_OF_A_KIND = 60

export async function boardAreas({ db }: Connection, caller: Caller, text: string): Promise<BoardAreaRow[]> {
  const found = await Promise.all(
    BOARD_AREA_KINDS.map((kind) => findBoardAreas(db, caller, { kind, text, most: MOST_OF_A_KIND })),
  )
  return found.flat()
}
