import { onBehalfOf } from '../../../../../../../db/client'
import { connection } from '../../../../../../../server/connection'
import { VIEWSHEDS_FROM_ZOOM, viewshedTile } from '../../../../../../../server/services/viewshed-tile'
import { answerTile, type TileContext } from '../../../../../../_server/tile-door'

export const dynamic = 'force-dynamic'

/** One vector tile of what the cameras in the caller's jurisdictions see. */
export const GET = (request: Request, context: TileContext): Promise<Response> =>
  answerTile(request, context, {
    permission: 'coverage.read',
    fromZoom: VIEWSHEDS_FROM_ZOOM,
    make: (caller, address) => viewshedTile(onBehalfOf(connection(), caller), caller, address),
  })
