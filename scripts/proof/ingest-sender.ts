/**
 * A source as one has to be: ADDRESS KEY ACKNOWLEDGED-FILE FROM. It sends every batch until it was answered, writes down which were
 * answered before it goes on, and after a crash sends all others again. Some it sends twice on purpose.
 */
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { BATCHES, batchRows, ndjsonOf } from './ingest-batches'

const AT_ONCE = 3
const RETRY_MS = 200
const ANSWER_WITHIN_MS = 20_000
const TWICE_EVERY = 17

const [address, key, file, from] = [process.argv[2], process.argv[3], process.argv[4], Number(process.argv[5])]
// What was being written when it was killed has no end of line and counts for nothing.
const known = existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1).map(Number) : []
const acknowledged = new Set(known)
const left = Array.from({ length: BATCHES }, (_, batch) => batch).filter((batch) => !acknowledged.has(batch))
// Not in the order in which they were read.
left.sort((a, b) => ((a * 7919) % BATCHES) - ((b * 7919) % BATCHES))
const notes = openSync(file, 'a')

async function isTaken(batch: number): Promise<boolean> {
  try {
    const response = await fetch(`${address}/api/ingest/passages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/x-ndjson' },
      body: ndjsonOf(batchRows(batch, from)),
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    })
    if (!response.ok) return false
    const { read, accepted, duplicates } = (await response.json()) as {
      read: number
      accepted: number
      duplicates: number
    }
    if (accepted + duplicates !== read) throw new RangeError(`batch ${batch}: ${accepted} + ${duplicates} of ${read}`)
    return true
  } catch (error) {
    if (error instanceof RangeError) throw error
    return false
  }
}

async function send(batch: number): Promise<void> {
  while (!(await isTaken(batch))) await sleep(RETRY_MS)
  if (batch % TWICE_EVERY === 0) await isTaken(batch)
  writeSync(notes, `${batch}\n`)
  fsyncSync(notes)
}

await Promise.all(
  Array.from({ length: AT_ONCE }, async () => {
    for (let batch = left.shift(); batch !== undefined; batch = left.shift()) await send(batch)
  }),
)
closeSync(notes)
