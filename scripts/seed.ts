/** npm run seed -- [--day YYYY-MM-DD]: fills an empty database with the demo city and its accounts. */
import { DatabaseProblem } from '../db/check-server'
import { connect } from '../db/client'
import { migrateDatabase } from '../db/migrate'
import { openDatabase } from '../db/open-database'
import { cityContents } from '../db/queries/city'
import { env } from '../server/env'
import { prepareCity } from '../server/services/prepare-city'
import { readStartOptions, UsageError } from './lib/start-options'

/** There is a city already. */
class NotEmpty extends Error {}

async function main(): Promise<void> {
  const { day } = readStartOptions(process.argv.slice(2), 'npm run seed -- [--day YYYY-MM-DD]')
  const opened = await openDatabase(env)
  const connection = connect(opened.url)
  try {
    await migrateDatabase(connection)
    const { isEmpty, isDemo, hasPeople } = await cityContents(connection.db)
    const wasInterrupted = isDemo && !hasPeople
    if (!isEmpty && !wasInterrupted)
      throw new NotEmpty('This database already holds a city. The demo city goes into an empty one only.')
    const signIns = await prepareCity(connection, {
      dataFolder: env.dataFolder,
      fill: 'demo',
      day,
      log: (line) => console.log(line),
    })
    console.log(signIns(''))
  } finally {
    await connection.close()
    await opened.stop('unused')
  }
}

main().catch((error: Error) => {
  const isExpected = [NotEmpty, UsageError, DatabaseProblem].some((expected) => error instanceof expected)
  console.error(isExpected ? error.message : error)
  process.exitCode = 1
})
