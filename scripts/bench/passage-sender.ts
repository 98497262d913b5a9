/** A source in a process of its own: URL FROM ROWS-PER-SECOND. It stores until it is told to end, and then says how many a second it was. */
import { setTimeout as sleep } from 'node:timers/promises'
import { connect } from '../../db/client'
import { ensurePassageDays, storePassages } from '../../db/queries/passage-ingest'
import { passageBatches } from './passage-batches'
import { generatedPlates, PLATES, SEED } from './passage-store'

const BATCH = 1_000
const [url, from, perS] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])]
const connection = connect(url, { max: 2 })
const batch = passageBatches(generatedPlates(PLATES, SEED), from, perS / 1_000, SEED)
let [stored, isEnding] = [0, false]
process.on('message', () => {
  isEnding = true
})
await ensurePassageDays(connection, [from, from + 3_600_000])
process.send!({ isReady: true })
const startedAt = performance.now()
while (!isEnding) {
  const due = ((performance.now() - startedAt) / 1_000) * perS
  if (stored >= due) await sleep(5)
  else {
    const passages = batch(BATCH)
    await storePassages(connection, passages, null)
    stored += passages.length
  }
}
process.send!({ perS: stored / ((performance.now() - startedAt) / 1_000) })
await connection.close()
process.exit(0)
