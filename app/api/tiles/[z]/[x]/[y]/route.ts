import { connection } from '../../../../../../server/connection'
import { baseTile } from '../../../../../../server/services/base-tile'
import { answerTile, type TileContext } from '../../../../../_server/tile-door'

export const dynamic = 'force-dynamic'

/** One vector tile of the base map: ground, water, streets, buildings, names and borders. */
export const GET = (request: Request, context: TileContext): Promise<Response> =>
  answerTile(request, context, {
    permission: 'map.read',
    fromZoom: 0,
    make: (_caller, address) => baseTile(connection(), address.z, address.x, address.y),
  })
