/** An app that makes exports until it is killed: export-process.ts DATABASE_URL. */
import { asSystem, connect } from '../../db/client'
import { makeWaitingExports } from '../services/watch-exports'

const [url] = process.argv.slice(2)
const connection = asSystem(connect(url, { max: 2 }))
console.log('making')
await makeWaitingExports(connection)
await connection.close()
