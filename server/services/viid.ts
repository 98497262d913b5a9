/**
 * The lower side of GA/T 1400 as an upper platform has it: devices register by digest, keep alive and post vehicles. Faces, persons
 * and whatever else is about people are counted, dropped and refused.
 */
import type { Connection } from '../../db/client'
import { noteDropped } from '../../db/queries/passage-ingest'
import { findSourceByDevice, type PassageSourceRow } from '../../db/queries/passage-sources'
import { FormatError } from '../formats/format-error'
import { parseMotorVehicles, viidObjects } from '../formats/viid-motor-vehicles'
import { digestChallenges, digestParameters, provesPassword } from '../http-digest'
import { ingestPassages } from './ingest-passages'
import { secretOf } from './passage-sources'

/** A device says that it is alive every 60 to 90 seconds; after three silences it registers again. */
const REGISTERED_MS = 5 * 60_000
/** GA/T 1400 has local time without a zone, which is China's. */
const LOCAL_OFFSET_MINUTES = 480

export interface ViidRequest {
  method: string
  /** Such as `/VIID/System/Register`. */
  path: string
  authorization: string | null
  /** Who it says it is, once it has registered. */
  userIdentify: string | null
  address: string
}

export interface ViidAnswer {
  status: number
  body: Record<string, unknown>
  challenges?: string[]
}

/** ConfirmStatusType. */
const STATUS = { ok: 0, other: 1, operation: 4, format: 7, content: 8 } as const

const holder = globalThis as typeof globalThis & { sightlineViid?: Map<string, { address: string; until: number }> }
holder.sightlineViid ??= new Map()
const registered = holder.sightlineViid

const localTime = (at = Date.now()) =>
  new Date(at + LOCAL_OFFSET_MINUTES * 60_000).toISOString().replace(/\D/g, '').slice(0, 14)

const statusOf = (path: string, code: number, words: string, id = '') => ({
  RequestURL: path,
  StatusCode: code,
  StatusString: words,
  Id: id,
  LocalTime: localTime(),
})
const answer = (path: string, status: number, code: number, words: string): ViidAnswer => ({
  status,
  body: { ResponseStatusObject: statusOf(path, code, words) },
})

/** Null: it must prove first who it is. */
export async function viidSource(
  { system: { db } }: Connection,
  request: ViidRequest,
): Promise<PassageSourceRow | null> {
  const parameters = digestParameters(request.authorization)
  const deviceId = parameters?.get('username') ?? request.userIdentify ?? ''
  if (!/^\d{20}$/.test(deviceId)) return null
  const source = await findSourceByDevice(db, deviceId)
  if (!source) return null
  if (parameters) return provesPassword(parameters, secretOf(source), request) ? source : null
  const known = registered.get(deviceId)
  return known && known.address === request.address && known.until > Date.now() ? source : null
}

export const mustProve = ({ path }: ViidRequest): ViidAnswer => ({
  ...answer(path, 401, STATUS.operation, 'Register first.'),
  challenges: digestChallenges(),
})

/** `bytes` is the body; who asks is known. Throws DatabaseAway. */
export async function answerViid(
  connection: Connection,
  source: PassageSourceRow,
  request: ViidRequest,
  bytes: Uint8Array,
): Promise<ViidAnswer> {
  const { path, method } = request
  const name = path.replace(/^\/VIID\//, '').replace(/\/$/, '')
  if (method === 'GET' && name === 'System/Time')
    return {
      status: 200,
      body: { SystemTimeObject: { VIIDServerID: '', TimeMode: '1', LocalTime: localTime(), TimeZone: '+08:00' } },
    }
  if (method !== 'POST') return answer(path, 405, STATUS.operation, 'This is not done here.')
  if (name === 'System/Register' || name === 'System/Keepalive') return register(source, request)
  if (name === 'System/UnRegister') {
    registered.delete(source.deviceId!)
    return answer(path, 200, STATUS.ok, 'OK')
  }
  if (name === 'MotorVehicles') return takeVehicles(connection, source, path, bytes)
  return refuseOthers(connection, source, path, name, bytes)
}

function register(source: PassageSourceRow, { path, address, authorization }: ViidRequest): ViidAnswer {
  // Only who proved the password gets in; who is in stays by saying that it is alive.
  const isKnown = registered.has(source.deviceId!)
  if (!authorization && !isKnown) return mustProve({ path, address, authorization, method: 'POST', userIdentify: null })
  registered.set(source.deviceId!, { address, until: Date.now() + REGISTERED_MS })
  return answer(path, 200, STATUS.ok, 'OK')
}

async function takeVehicles(
  connection: Connection,
  source: PassageSourceRow,
  path: string,
  bytes: Uint8Array,
): Promise<ViidAnswer> {
  try {
    const parsed = parseMotorVehicles(bytes, { localOffsetMinutes: LOCAL_OFFSET_MINUTES })
    const { remarks } = await ingestPassages(connection, source, parsed)
    const refused = new Map(remarks.map(({ row, field, why }) => [row, `${field ?? 'object'}: ${why}`]))
    const ResponseStatusObject = parsed.ids.map((id, index) => {
      const why = refused.get(index + 1)
      return why ? statusOf(path, STATUS.content, why, id) : statusOf(path, STATUS.ok, 'OK', id)
    })
    return { status: 200, body: { ResponseStatusListObject: { ResponseStatusObject } } }
  } catch (error) {
    if (error instanceof FormatError) return answer(path, 400, STATUS.format, error.message)
    throw error
  }
}

/** Collections that a device may try to post and that are never taken: by the name of their objects. */
const ABOUT_PEOPLE: Record<string, string> = { Faces: 'Face', Persons: 'Person' }

async function refuseOthers(
  connection: Connection,
  source: PassageSourceRow,
  path: string,
  name: string,
  bytes: Uint8Array,
): Promise<ViidAnswer> {
  const kind = ABOUT_PEOPLE[name]
  if (!kind) return answer(path, 404, STATUS.operation, 'There is nothing at this address.')
  await noteDropped(connection, source.id, countOf(bytes, kind))
  return answer(path, 403, STATUS.operation, 'This city takes nothing about people: what was sent was dropped.')
}

function countOf(bytes: Uint8Array, kind: string): number {
  try {
    return viidObjects(bytes, kind).length
  } catch {
    return 1
  }
}
