/**
 * Who a statement is run for. Every statement runs in a transaction whose first words take on a role and say whom it is for;
 * both end with it, so that nothing is left to the next user of a pooled connection.
 */
import { createHash } from 'node:crypto'
import { type SQL, sql } from 'drizzle-orm'
import pg from 'pg'
import type { Caller } from '../server/domain/access'
import type { Queryable } from './client'
import { DatabaseAway, isConnectionProblem } from './database-away'

export type OnBehalf = Pick<Caller, 'role' | 'unit' | 'scope' | 'owners'>

export const LONGEST_STATEMENT_MS = 120_000

/**
 * What `sightline.case` allows to be read is one open case's; see `openCaseContext`. Nothing is compiled: policies make a question look
 * dear, and compiling it takes longer than answering it.
 */
export const contextOf = ({ role, unit, scope, owners }: OnBehalf): string =>
  `SET LOCAL ROLE sightline_app; SET LOCAL statement_timeout = ${LONGEST_STATEMENT_MS}; SET LOCAL jit = off; SELECT ${[
    ['role', role],
    ['unit', unit],
    ['scope', scope === null ? '*' : `{${scope.join(',')}}`],
    ['owners', owners === null ? '*' : `{${owners.join(',')}}`],
  ]
    .map(([name, value]) => `set_config('sightline.${name}', ${pg.escapeLiteral(value)}, true)`)
    .join(', ')}`

export const SYSTEM_CONTEXT = 'SET LOCAL ROLE sightline_system'

/** From here to the end of the transaction, passages may be read under this case while it is open. */
export const openCaseContext = (caseId: number): SQL =>
  sql`SELECT set_config('sightline.case', ${String(caseId)}, true)`

/** Does `work` for the whole city within somebody's transaction, such as recounting tiles that neighbours' cameras see. */
export async function forWholeCity<T>(tx: Queryable, work: () => Promise<T>): Promise<T> {
  const { rows } = await tx.execute<{ isGuarded: boolean }>(sql`SELECT current_user = 'sightline_app' AS "isGuarded"`)
  if (!rows[0].isGuarded) return work()
  await tx.execute(sql`SET LOCAL ROLE sightline_system`)
  const result = await work()
  await tx.execute(sql`SET LOCAL ROLE sightline_app`)
  return result
}

type Query = string | { text: string }

const MARK = '/* planned once */'
/** Before a statement that takes longer to plan than to run: each connection plans it once, whatever its values and whoever asks. */
export const PLANNED_ONCE = sql.raw(MARK)
const nameOf = (text: string): string => createHash('sha1').update(text).digest('hex')

/** What drizzle needs of a pool. */
export class GuardedPool {
  readonly #pool: pg.Pool
  readonly #context: string
  readonly #keepsPlans: boolean

  /** Where several processes share one session, as on the embedded database, no plan is kept: their names would meet. */
  constructor(pool: pg.Pool, context: string, keepsPlans: boolean) {
    this.#pool = pool
    this.#context = context
    this.#keepsPlans = keepsPlans
  }

  /** One statement in a transaction of its own. */
  async query(query: Query, values?: unknown[]): Promise<unknown> {
    const client = await this.connect()
    try {
      await client.query('begin')
      const result = await client.query(query, values)
      await client.query('commit')
      return result
    } catch (error) {
      await client.query('rollback').catch(() => {})
      throw error
    } finally {
      client.release()
    }
  }

  async connect(): Promise<GuardedClient> {
    const client = await this.#pool.connect().catch((error: Error) => {
      throw new DatabaseAway(error)
    })
    return new GuardedClient(client, this.#context, this.#keepsPlans)
  }
}

// Drizzle takes a client for a transaction from what is named a pool; from anything else every statement would be committed by
// itself. A production build gives classes other names.
Object.defineProperty(GuardedPool, 'name', { value: 'GuardedPool' })

class GuardedClient {
  readonly #client: pg.PoolClient
  readonly #context: string
  readonly #keepsPlans: boolean
  #problem: Error | undefined
  #isReleased = false

  constructor(client: pg.PoolClient, context: string, keepsPlans: boolean) {
    this.#client = client
    this.#context = context
    this.#keepsPlans = keepsPlans
  }

  async query(query: Query, values?: unknown[]): Promise<unknown> {
    const text = typeof query === 'string' ? query : query.text
    const isBegin = /^begin\b/i.test(text)
    try {
      if (isBegin) return await this.#client.query(`${text}; ${this.#context}`)
      return await this.#client.query(this.#named(query) as string, values)
    } catch (error) {
      const isAway = isConnectionProblem(error)
      // Nobody may get this client again.
      if (isAway) this.#problem = error as Error
      // Whoever could not begin does not come back to release it.
      if (isBegin) this.release()
      throw isAway ? new DatabaseAway(error) : error
    }
  }

  #named(query: Query): Query {
    if (!this.#keepsPlans || typeof query === 'string' || !query.text.trimStart().startsWith(MARK)) return query
    return { ...query, name: nameOf(query.text) } as Query
  }

  release(): void {
    if (this.#isReleased) return
    this.#isReleased = true
    this.#client.release(this.#problem)
  }
}
