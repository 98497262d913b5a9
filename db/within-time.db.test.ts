import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestCity, stopTestDatabase, type TestCity } from '../server/testing/test-city'
import { StatementTooSlow, withinTime } from './within-time'

let city: TestCity
beforeAll(async () => {
  city = await openTestCity()
})
afterAll(async () => {
  await city.close()
  await stopTestDatabase()
})

const timeOut = async () =>
  (await city.connection.db.execute<{ ms: string }>(sql`SELECT current_setting('statement_timeout') AS ms`)).rows[0].ms

it('gives back what was asked in time, and leaves the next statement its own', async () => {
  const before = await timeOut()
  const { rows } = await withinTime(city.connection.db, 2_000, (tx) =>
    tx.execute<{ one: number }>(sql`SELECT 1 AS one`),
  )
  expect(rows[0].one).toBe(1)
  expect(await timeOut()).toBe(before)
})

it('ends a statement that takes longer, on a server', async () => {
  const { db, isEmbedded } = city.connection
  // The embedded database cannot be interrupted: it has no second thread to notice the time.
  const asked = withinTime(db, 100, (tx) => tx.execute(sql`SELECT pg_sleep(${isEmbedded ? 0.01 : 30})`))
  if (isEmbedded) await asked
  else await expect(asked).rejects.toBeInstanceOf(StatementTooSlow)
})
