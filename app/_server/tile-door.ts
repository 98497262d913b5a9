/** What both kinds of tile have in common: an address that exists, a turn, and an answer that the browser may keep but must ask about. */

import { StatementTooSlow } from '../../db/within-time'
import { connection } from '../../server/connection'
import type { Caller, Permission } from '../../server/domain/access'
import { FairTurns, TooManyWaiting } from '../../server/fair-turns'
import { isTileAddress, type Tile, type TileAddress } from '../../server/services/vector-tile'
import { addressOf, awayProblem, problem, requirePermission, tooMany } from './guard'

/** A browser asks for six at once; somebody may have several open. */
const MOST_WAITING = 64
/** Fewer than the database has connections, so that tiles never keep anything else from one; the embedded one has a single one. */
const ON_SERVER = { atOnce: 4, mostEach: 2, mostWaiting: MOST_WAITING }
const ON_EMBEDDED = { atOnce: 2, mostEach: 1, mostWaiting: MOST_WAITING }

const holder = globalThis as typeof globalThis & { sightlineTileTurns?: FairTurns }
const turns = (): FairTurns => {
  holder.sightlineTileTurns ??= new FairTurns(connection().isEmbedded ? ON_EMBEDDED : ON_SERVER)
  return holder.sightlineTileTurns
}

/** Whose turn it is: the session's, which need not be a true one yet, since looking it up is work, too. */
const lineOf = (request: Request) =>
  /sightline-session=([^;]+)/.exec(request.headers.get('cookie') ?? '')?.[1] ?? addressOf(request)

export interface TileContext {
  params: Promise<{ z: string; x: string; y: string }>
}

/** Digits only: Number() would take an empty text, signs, exponents and other bases. */
async function addressIn({ params }: TileContext, fromZoom: number): Promise<TileAddress | null> {
  const { z, x, y } = await params
  const digits = [z, x, y.replace(/\.mvt$/, '')]
  if (!digits.every((text) => /^\d{1,5}$/.test(text))) return null
  const address = { z: Number(digits[0]), x: Number(digits[1]), y: Number(digits[2]) }
  return isTileAddress(address) && address.z >= fromZoom ? address : null
}

export interface TileDoor {
  permission: Permission
  fromZoom: number
  /** Null: there is none at this address. */
  make(caller: Caller, address: TileAddress): Promise<Tile | null>
}

const noTile = (fromZoom: number) =>
  problem(404, 'no-tile', `There is no such tile: ${fromZoom} ≤ z ≤ 16 and 0 ≤ x, y < 2^z, whole numbers.`)

async function answerInTurn(request: Request, context: TileContext, door: TileDoor): Promise<Response> {
  const caller = await requirePermission(request, door.permission, 'tile')
  if (caller instanceof Response) return caller
  const address = await addressIn(context, door.fromZoom)
  const tile = address && (await door.make(caller, address))
  if (!tile) return noTile(door.fromZoom)
  const headers = { ETag: tile.etag, 'Cache-Control': 'private, no-cache' }
  if (request.headers.get('if-none-match') === tile.etag) return new Response(null, { status: 304, headers })
  return new Response(tile.bytes, { headers: { ...headers, 'Content-Type': 'application/vnd.mapbox-vector-tile' } })
}

export async function answerTile(request: Request, context: TileContext, door: TileDoor): Promise<Response> {
  try {
    return await turns().run(lineOf(request), request.signal, () => answerInTurn(request, context, door))
  } catch (error) {
    if (error instanceof TooManyWaiting) return tooMany(1)
    if (request.signal.aborted) return problem(499, 'gone', 'Nobody waits for this any more.')
    if (error instanceof StatementTooSlow)
      return problem(503, 'too-slow', 'This tile took too long.', { 'Retry-After': '5' })
    return awayProblem(error)
  }
}
