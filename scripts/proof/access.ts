/** Every procedure and every door × every role × own, other and no jurisdiction, over HTTP and by SQL as the app signs in. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { connect } from '../../db/client'
import { contextOf } from '../../db/guarded-pool'
import { access, type Permission } from '../../server/domain/access'
import { appRouter } from '../../server/router'
import { installDebianPackages } from '../lib/debian-packages.mjs'
import { startScratchPostgres } from '../lib/scratch-postgres.mjs'
import { interrupt, ROOT, startOwnCity } from '../testing/own-city'
import { fillMatrixCity, type MatrixCity, markOf, type Person, SIDES, type Side, type Target } from './matrix-city'
import { DOORS, OTHER_DOORS, OWN_END, REQUESTS } from './matrix-requests'
import type { Proof } from './proof'

const AT_ONCE = 6
const COOKIE = 'sightline-session'

interface Cell {
  name: string
  person: Person
  target: Target
  permission: string | null
  send(cookie: string, origin: string): Promise<Response>
  isTelling: boolean
  isCityWide: boolean
}

const procedures = Object.entries(
  appRouter._def.procedures as unknown as Record<
    string,
    { _def: { meta?: { permission?: Permission }; type: string } }
  >,
)

export const accessProof: Proof = {
  name: 'access',
  about: 'every procedure and route × role × {own, other, no} jurisdiction, and the tables beneath by SQL',
  guards: [
    {
      about: 'the permission of procedures',
      file: 'server/trpc.ts',
      find: 'if (!access(ctx.caller.role, permission))',
      replace: 'if (false)',
    },
    {
      about: 'the policy on cameras',
      file: 'db/migrations/0005_row_security.sql',
      find: 'CREATE POLICY in_scope ON cameras TO sightline_app USING (in_scope(jurisdiction_id)) WITH CHECK (in_scope(jurisdiction_id));',
      replace: 'CREATE POLICY in_scope ON cameras TO sightline_app USING (true) WITH CHECK (true);',
    },
  ],
  notGuards: ['proxy.ts'],
  async run() {
    const missing = installDebianPackages(['postgresql-15', 'postgresql-15-postgis-3'], console.error)
    const server = missing.length === 0 ? startScratchPostgres() : null
    const dataFolder = mkdtempSync(join(tmpdir(), 'sightline-matrix-'))
    const app = await startOwnCity(['--empty'], dataFolder, server?.url ?? '')
    try {
      const url = server?.url ?? (await embeddedUrl(dataFolder))
      const connection = connect(url)
      const city = await fillMatrixCity(connection)
      await connection.close()
      const tally = new Tally(`on the ${server ? 'PostgreSQL server' : 'embedded database'}`)
      noteUnknown(tally)
      await overHttp(tally, app.address, city)
      await bySql(tally, url, city)
      return { result: tally.result(), notes: tally.notes }
    } finally {
      await interrupt(app)
      server?.stop()
      rmSync(dataFolder, { recursive: true, force: true })
    }
  },
}

class Tally {
  readonly notes: string[]
  #tried = 0
  #accepted = 0
  #refused = 0
  #lost = 0
  #leaked = 0

  constructor(note: string) {
    this.notes = [note]
  }

  add(name: string, isAccepted: boolean, problem: { leaked?: string; lost?: string } = {}): void {
    this.#tried++
    if (isAccepted) this.#accepted++
    else this.#refused++
    if (problem.leaked) this.#leaked++
    else if (problem.lost) this.#lost++
    const what = problem.leaked ?? problem.lost
    if (what) this.notes.push(`${name}: ${what}`)
  }

  result() {
    const [tried, accepted, refused, lost, leaked] = [
      this.#tried,
      this.#accepted,
      this.#refused,
      this.#lost,
      this.#leaked,
    ]
    return { tried, accepted, refused, lost, leaked, seed: 0 }
  }
}

/** Nothing may be left out of the matrix: not a procedure, not a door. */
function noteUnknown(tally: Tally): void {
  for (const [path, { _def }] of procedures) {
    const problem = !_def.meta?.permission
      ? { leaked: 'has no permission' }
      : !(path in REQUESTS || OWN_END.includes(path))
        ? { lost: 'is not in the matrix' }
        : {}
    tally.add(path, true, problem)
  }
  const known = new Set([...DOORS.map(({ route }) => route), ...OTHER_DOORS])
  for (const file of readdirSync(join(ROOT, 'app/api'), { recursive: true, encoding: 'utf8' }))
    if (file.endsWith('route.ts')) {
      const route = file.slice(0, -'/route.ts'.length)
      tally.add(route, true, known.has(route) ? {} : { lost: 'is not in the matrix' })
    }
}

async function overHttp(tally: Tally, origin: string, { targets, people }: MatrixCity): Promise<void> {
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
  const text = Buffer.from(await response.arrayBuffer()).toString('latin1')
  const mayAsk = permission === null || access(person.caller.role, permission as Permission)
  const foreign = SIDES.filter((side) => side !== person.scope && tells(text, side, cell))
  if (!mayAsk) {
    const leaked = response.status === 403 ? undefined : `expected 403, got ${response.status}`
    tally.add(name, false, { leaked })
  } else if (foreign.length > 0 && !cell.isCityWide)
    tally.add(name, true, { leaked: `tells of ${foreign.join(' and ')}` })
  else if (response.status === 401 || (response.status >= 500 && !isMediaAway(response.status)))
    tally.add(name, false, { lost: `got ${response.status}: ${text.slice(0, 200)}` })
  else {
    const isOwn = person.scope === target.side
    const isDumb = isOwn && cell.isTelling && !tells(text, target.side, cell)
    tally.add(
      name,
      response.ok,
      isDumb ? { lost: `tells nothing of one’s own: ${response.status} ${text.slice(0, 200)}` } : {},
    )
  }
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
  const { input, isTelling = false, isCityWide = false } = REQUESTS[path]
  return {
    name: `${type} ${path}`,
    person,
    target,
    permission: meta?.permission ?? null,
    isTelling,
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
  { method, path, route, permission, body, type, isTelling = false, isCityWide = false }: (typeof DOORS)[number],
  person: Person,
  target: Target,
): Cell {
  return {
    name: `${method} ${route}`,
    person,
    target,
    permission,
    isTelling,
    isCityWide,
    send: (cookie, origin) =>
      fetch(`${origin}${path(target)}`, {
        method,
        body,
        headers: { cookie, origin, ...(type && { 'content-type': type }) },
      }),
  }
}

/** Tables with policies, how a side's rows are known, and which roles may read their own. */
const TABLES: [table: string, ofSide: string, isOpen: (person: Person) => boolean][] = [
  ['cameras', "code LIKE $mark || '%'", () => true],
  ['camera_states', 'camera_id = $camera', () => true],
  ['camera_revisions', 'camera_id = $camera', () => true],
  ['viewsheds', 'camera_id = $camera', () => true],
  ['passages', 'camera_id = $camera', () => false],
  ['passage_hours', 'camera_id = $camera', () => true],
  ['incidents', "title LIKE $mark || '%'", () => true],
  ['cases', "number LIKE $mark || '%'", ({ caller }) => ['officer', 'auditor', 'administrator'].includes(caller.role)],
  ['drawn_areas', "name LIKE $mark || '%'", () => true],
]

async function bySql(tally: Tally, url: string, { targets, people }: MatrixCity): Promise<void> {
  const own = new URL(url)
  if (!url.includes('embedded')) {
    const admin = connect(url)
    await admin.db.execute(sql`ALTER ROLE sightline_login_postgres PASSWORD 'matrix'`)
    await admin.close()
    own.username = 'sightline_login_postgres'
    own.password = 'matrix'
  }
  const { pool, close } = connect(own.href, { max: 1 })
  for (const person of people)
    for (const side of SIDES)
      for (const [table, ofSide, isOpen] of TABLES) {
        const where = ofSide.replace('$mark', `'${markOf(side)}'`).replace('$camera', String(targets[side].cameraId))
        const client = await pool.connect()
        await client.query(`BEGIN; ${contextOf(person.caller)}`)
        const { rows } = await client.query<{ n: string }>(`SELECT count(*) AS n FROM ${table} WHERE ${where}`)
        await client.query('ROLLBACK')
        client.release()
        const count = Number(rows[0].n)
        // A case belongs to a unit, and those who oversee cases see all of them.
        const isOverseer = table === 'cases' && ['auditor', 'administrator'].includes(person.caller.role)
        const name = `SQL ${table} by ${person.caller.role} of ${person.scope} about ${side}`
        if (count > 0 && person.scope !== side && !isOverseer) tally.add(name, true, { leaked: `${count} rows` })
        else if (count > 0 && !isOpen(person)) tally.add(name, true, { leaked: `${count} rows` })
        else {
          const mustSee = person.scope === side && isOpen(person)
          tally.add(
            name,
            count > 0,
            mustSee && count === 0 && EXPECTED.has(table) ? { lost: 'no row of one’s own' } : {},
          )
        }
      }
  await withoutContext(tally, pool)
  await close()
}

/** Tables that the city has rows of on each side. */
const EXPECTED = new Set(['cameras', 'viewsheds', 'passage_hours', 'incidents', 'cases', 'drawn_areas'])

async function withoutContext(tally: Tally, pool: ReturnType<typeof connect>['pool']): Promise<void> {
  for (const [table] of TABLES)
    for (const role of ['SELECT 1', 'SET LOCAL ROLE sightline_app']) {
      const client = await pool.connect()
      await client.query(`BEGIN; ${role}`)
      const count = await client.query<{ n: string }>(`SELECT count(*) AS n FROM ${table}`).then(
        ({ rows }) => Number(rows[0].n),
        () => 0,
      )
      await client.query('ROLLBACK')
      client.release()
      // On the embedded database everybody is the superuser until they take on a role.
      const isEmbedded = pool.options.connectionString?.includes('embedded') === true && role === 'SELECT 1'
      if (!isEmbedded)
        tally.add(
          `SQL ${table} without saying for whom (${role})`,
          count > 0,
          count > 0 ? { leaked: `${count} rows` } : {},
        )
    }
}

async function embeddedUrl(dataFolder: string): Promise<string> {
  const { openDatabase } = await import('../../db/open-database')
  return (await openDatabase({ databaseUrl: null, dataFolder })).url
}
