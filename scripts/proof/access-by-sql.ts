/** The tables beneath, asked as the app signs in, on everybody's behalf and on nobody's. */
import { sql } from 'drizzle-orm'
import { connect } from '../../db/client'
import { contextOf } from '../../db/guarded-pool'
import type { Role } from '../../server/domain/access'
import type { Tally } from './access-tally'
import {
  districtOf,
  type MatrixCity,
  markOf,
  type Person,
  SIDES,
  type Side,
  sees,
  type Target,
  unitIn,
} from './matrix-city'

interface Table {
  name: string
  /** How a side's rows are known. */
  rowsOf(target: Target): string
  /** The city has such rows on each side: who may read their own must find some. */
  isFilled?: boolean
  /** Who may read rows of their own side; everybody where nothing is said. */
  readers?: Role[]
  /** Who may read those of other sides too. */
  overseers?: Role[]
  /** Known by a jurisdiction or a unit, and by no camera: of no owner. */
  isOfPlace?: boolean
}

const byMark = (column: string) => (target: Target) => `${column} LIKE '${markOf(target.side)}%'`
const byCamera = ({ cameraId }: Target) => `camera_id = ${cameraId}`

/** Tables with policies. */
const TABLES: Table[] = [
  { name: 'cameras', rowsOf: byMark('code'), isFilled: true },
  { name: 'camera_states', rowsOf: byCamera },
  { name: 'camera_revisions', rowsOf: byCamera },
  { name: 'viewsheds', rowsOf: byCamera, isFilled: true },
  { name: 'passages', rowsOf: byCamera, readers: [] },
  { name: 'passage_hours', rowsOf: byCamera, isFilled: true },
  { name: 'passage_days', rowsOf: byCamera, isFilled: true },
  { name: 'incidents', rowsOf: byMark('title'), isFilled: true, isOfPlace: true },
  {
    name: 'cases',
    rowsOf: byMark('number'),
    isFilled: true,
    isOfPlace: true,
    readers: ['officer', 'auditor', 'administrator'],
    overseers: ['auditor', 'administrator'],
  },
  { name: 'case_bookmarks', rowsOf: byCamera, isFilled: true, readers: ['officer'] },
  { name: 'exports', rowsOf: byCamera, isFilled: true, readers: ['officer'] },
  { name: 'drawn_areas', rowsOf: byMark('name'), isFilled: true, isOfPlace: true },
  // Who opened a case or waits for an approval is known to whoever may see that.
  {
    name: 'people',
    rowsOf: ({ side }) => `unit = '${unitIn(districtOf(side))}'`,
    isOfPlace: true,
    overseers: ['officer', 'auditor', 'administrator'],
  },
]

export async function bySql(tally: Tally, url: string, { targets, people }: MatrixCity): Promise<void> {
  const { pool, close } = connect(await appUrl(url), { max: 1 })
  for (const person of people)
    for (const side of SIDES)
      for (const table of TABLES.filter(({ isOfPlace }) => !(isOfPlace && side === 'private'))) {
        const count = await countRows(
          pool,
          contextOf(person.caller),
          `${table.name} WHERE ${table.rowsOf(targets[side])}`,
        )
        const name = `SQL ${table.name} by ${person.caller.role} of ${person.scope} about ${side}`
        tally.add(name, count > 0, problemOf(table, person, side, count))
      }
  await withoutContext(tally, pool)
  await close()
}

function problemOf({ isFilled, readers, overseers }: Table, { caller, scope }: Person, side: Side, count: number) {
  const isOwn = sees(scope, side)
  const mayRead = isOwn ? (readers?.includes(caller.role) ?? true) : overseers?.includes(caller.role)
  if (count > 0 && !mayRead) return { leaked: `${count} rows` }
  return count === 0 && isOwn && mayRead && isFilled ? { lost: 'no row of one’s own' } : {}
}

/** On a server as the role that the app signs in as; on the embedded database there is no other than the superuser. */
async function appUrl(url: string): Promise<string> {
  if (url.includes('embedded')) return url
  const admin = connect(url)
  await admin.db.execute(sql`ALTER ROLE sightline_login_postgres PASSWORD 'matrix'`)
  await admin.close()
  const own = new URL(url)
  own.username = 'sightline_login_postgres'
  own.password = 'matrix'
  return own.href
}

type Pool = ReturnType<typeof connect>['pool']

async function countRows(pool: Pool, context: string, from: string): Promise<number> {
  const client = await pool.connect()
  try {
    await client.query(`BEGIN; ${context}`)
    const { rows } = await client.query<{ n: string }>(`SELECT count(*) AS n FROM ${from}`)
    return Number(rows[0].n)
  } finally {
    await client.query('ROLLBACK')
    client.release()
  }
}

async function withoutContext(tally: Tally, pool: Pool): Promise<void> {
  const isEmbedded = pool.options.connectionString?.includes('embedded') === true
  // On the embedded database everybody is the superuser until they take on a role.
  const contexts = [...(isEmbedded ? [] : ['SELECT 1']), 'SET LOCAL ROLE sightline_app']
  for (const { name } of TABLES)
    for (const context of contexts) {
      const count = await countRows(pool, context, name).catch(() => 0)
      const problem = count > 0 ? { leaked: `${count} rows` } : {}
      tally.add(`SQL ${name} without saying for whom (${context})`, count > 0, problem)
    }
}
