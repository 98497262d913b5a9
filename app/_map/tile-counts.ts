/** Counts of a tile as they come over the wire. */
import { unpackCounts } from '../../server/domain/count-runs'
import { TILE_CELLS } from '../../server/domain/coverage-tiles'

/** Row by row from the south. */
export const countsOf = (counts: string): Uint16Array =>
  unpackCounts(
    Uint8Array.from(atob(counts), (letter) => letter.charCodeAt(0)),
    TILE_CELLS,
  )
