/** What every client may rely on, whichever database it is: answers belong to their questions, also after errors and among others. */
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { env } from '../server/env'
import { type OpenedDatabase, openDatabase } from './open-database'

const ROUNDS = 60

let database: OpenedDatabase
const clients: pg.Client[] = []

async function openClient(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  clients.push(client)
  return client
}

beforeAll(async () => {
  database = await openDatabase(env)
})
afterAll(async () => {
  for (const client of clients) await client.end()
  await database.stop()
})

describe('the wire to the database', () => {
  it.each([
    ['while it is parsed', 'SELECT nonsense FROM nowhere WHERE $1', ['x']],
    ['while its parameters are bound', 'SELECT $1::int', ['x']],
    ['while it runs', 'SELECT 1 / $1::int', [0]],
    ['as plain text', 'SELECT 1 / 0', undefined],
  ])('answers the next statement and no other after one that fails %s', async (_when, text, values) => {
    const client = await openClient()
    for (let round = 0; round < ROUNDS; round++) {
      const isInTransaction = round % 2 === 1
      if (isInTransaction) await client.query('BEGIN')
      await expect(client.query(text, values)).rejects.toThrow()
      if (isInTransaction) await client.query('ROLLBACK')
      expect((await client.query('SELECT $1::int AS round', [round])).rows).toEqual([{ round }])
    }
  })

  it('gives each of three clients its own rows when all ask at once', async () => {
    const answers = await Promise.all(
      [1, 2, 3].map(async (number) => {
        const client = await openClient()
        const wrong: unknown[] = []
        for (let round = 0; round < ROUNDS; round++) {
          const { rows } = await client.query(`SELECT $1::text AS "from${number}"`, [`${number}-${round}`])
          if (rows[0]?.[`from${number}`] !== `${number}-${round}`) wrong.push(rows)
        }
        return wrong
      }),
    )
    expect(answers).toEqual([[], [], []])
  })

  it('keeps a transaction apart from what others write meanwhile', async () => {
    const [one, other] = [await openClient(), await openClient()]
    await one.query('CREATE TABLE IF NOT EXISTS wire_test (n int)')
    try {
      await one.query('BEGIN')
      await one.query('INSERT INTO wire_test VALUES ($1)', [1])
      const written = other.query('INSERT INTO wire_test VALUES ($1)', [2])
      await one.query('ROLLBACK')
      await written
      expect((await one.query('SELECT n FROM wire_test')).rows).toEqual([{ n: 2 }])
    } finally {
      await one.query('DROP TABLE wire_test')
    }
  })
})
