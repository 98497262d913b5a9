/** Every procedure and door as everybody, about each side: who may not ask gets 403, who may is told nothing of others. */
import { access, type Permission } from '../../server/domain/access'
import { appRouter } from '../../server/router'
import type { Tally } from './access-tally'
import { type MatrixCity, markOf, type Person, SIDES, type Side, sees, type Target } from './matrix-city'
import { DOORS, type MatrixRequest, REQUESTS } from './matrix-requests'

const AT_ONCE = 6
const COOKIE = 'sightline-session'

interface Cell {
  name: string
  person: Person
  target: Target
  permission: string | null
  send(cookie: string, origin: string): Promise<Response>
  telling: MatrixRequest['telling']
  isCityWide: boolean
}

/** What is not a camera has no owner, and nothing that says `private`. */
const isTellingOf = ({ telling, target }: Cell) =>
  telling === 'cameras' || (telling === 'places' && target.side !== 'private')

export const procedures = Object.entries(
  appRouter._def.procedures as unknown as Record<
    string,
    { _def: { meta?: { permission?: Permission }; type: string } }
  >,
)

export async function overHttp(tally: Tally, origin: string, { targets, people }: MatrixCity): Promise<void> {
  const cells = people.flatMap((person) =>
    SIDES.flatMap((side) => [
      ...procedures
        .filter(([path]) => path in REQUESTS)
        .map(([path, { _def }]) => procedureCell(path, _def, person, targets[side])),
      ...DOORS.map((door) => doorCell(door, person, targets[side])),
    ]),
  )
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let cell = cells.pop(); cell !== undefined; cell = cells.pop()) await judge(tally, cell, origin)
    }),
  )
}

async function judge(tally: Tally, cell: Cell, origin: string): Promise<void> {
  const { person, target, permission } = cell
  const name = `${cell.name} by ${person.caller.role} of ${person.scope} about ${target.side}`
  const response = await cell.send(`${COOKIE}=${person.token}`, origin)
  const text = (await bodyOf(response)).toString('latin1')
  const mayAsk = permission === null || access(person.caller.role, permission as Permission)
  const foreign = SIDES.filter((side) => !sees(person.scope, side) && tells(text, side, cell))
  if (!mayAsk) {
    const leaked = response.status === 403 ? undefined : `expected 403, got ${response.status}`
    tally.add(name, false, { leaked })
  } else if (foreign.length > 0 && !cell.isCityWide)
    tally.add(name, true, { leaked: `tells of ${foreign.join(' and ')}` })
  else if (response.status === 401 || (response.status >= 500 && !isMediaAway(response.status)))
    tally.add(name, false, { lost: `got ${response.status}: ${text.slice(0, 200)}` })
  else {
    const isOwn = sees(person.scope, target.side)
    const isDumb = isOwn && isTellingOf(cell) && !tells(text, target.side, cell)
    tally.add(
      name,
      response.ok,
      isDumb ? { lost: `tells nothing of one’s own: ${response.status} ${text.slice(0, 200)}` } : {},
    )
  }
}

/** All of it; of a stream of events, which has no end, what comes first. */
async function bodyOf(response: Response): Promise<Buffer> {
  if (!response.headers.get('content-type')?.startsWith('text/event-stream'))
    return Buffer.from(await response.arrayBuffer())
  const reader = response.body!.getReader()
  const { value } = await reader.read()
  await reader.cancel()
  return Buffer.from(value ?? [])
}

/** The stream is simulated and may be anything but there. */
const isMediaAway = (status: number) => status === 502 || status === 503 || status === 504

const tells = (text: string, side: Side, { target, isCityWide }: Cell) =>
  text.includes(markOf(side)) ||
  (!isCityWide && side === target.side && text.includes(`"id":${target.cameraId},"code"`))

function procedureCell(
  path: string,
  { meta, type }: { meta?: { permission?: Permission }; type: string },
  person: Person,
  target: Target,
): Cell {
  const { input, telling, isCityWide = false } = REQUESTS[path]
  return {
    name: `${type} ${path}`,
    person,
    target,
    permission: meta?.permission ?? null,
    telling,
    isCityWide,
    send: (cookie, origin) =>
      fetch(`${origin}/api/trpc/${path}`, {
        method: 'POST',
        headers: { cookie, origin, 'content-type': 'application/json' },
        body: JSON.stringify(input?.(target)),
      }),
  }
}

function doorCell(
  { method, path, route, permission, body, type, telling, isCityWide = false }: (typeof DOORS)[number],
  person: Person,
  target: Target,
): Cell {
  return {
    name: `${method} ${route}`,
    person,
    target,
    permission,
    telling,
    isCityWide,
    send: (cookie, origin) =>
      fetch(`${origin}${path(target)}`, {
        method,
        body: body?.(target),
        headers: { cookie, origin, ...(type && { 'content-type': type }) },
      }),
  }
}
