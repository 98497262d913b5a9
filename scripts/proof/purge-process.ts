/** Purges in small batches until it is done or killed: purge-process.ts DATABASE_URL. */
import { asSystem, connect } from '../../db/client'
import { purge } from '../../server/services/purge'

const [url] = process.argv.slice(2)
const connection = asSystem(connect(url, { max: 2 }))
console.log('purging')
await purge(connection, 50)
await connection.close()
