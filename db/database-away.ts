/** The database does not answer: not a statement that failed, but a connection. It is worth trying again. */
import pg from 'pg'

const AWAY = 'DATABASE_AWAY'

export class DatabaseAway extends Error {
  readonly code = AWAY

  constructor(cause: unknown) {
    super(`The database does not answer: ${(cause as Error).message}`, { cause })
  }
}

/** Shutting down, starting up, out of connections, or the connection broke. */
const AWAY_STATES = /^(57P0[123]|53300|08...)$/

/** What a failed statement or connection means for whoever waits for it. */
export const isConnectionProblem = (error: unknown): boolean =>
  !(error instanceof pg.DatabaseError) || AWAY_STATES.test(error.code ?? '')

/** Whether this or what caused it is a database that does not answer. */
export function isDatabaseAway(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if ((cause as Partial<DatabaseAway>).code === AWAY) return true
  return false
}
