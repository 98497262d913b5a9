/**
 * Viewers without a browser, in a process of their own. Run as: watch URL STREAM,… COUNT, which shares the viewers out among the
 * streams and then says what comes until it is told to end; or cycle URL STREAM COUNT, which opens and closes so often and then
 * ends.
 */
import { embeddedGateway } from '../../server/media/embedded-gateway'
import { type Receiver, receive } from '../../server/media/testing/receiver'

const AT_ONCE = 12
const TELL_EVERY_MS = 1_000

async function many<T>(count: number, one: (i: number) => Promise<T>): Promise<T[]> {
  const done: T[] = []
  let begun = 0
  const worker = async () => {
    while (begun < count) {
      done.push(await one(begun++))
    }
  }
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, count) }, worker))
  return done
}

/** What every viewer got since the last call. */
function tally(receivers: readonly Receiver[]) {
  let [bytes, gaps, idle] = [0, 0, 0]
  for (const { packets } of receivers) {
    for (const [i, packet] of packets.entries()) {
      bytes += packet.bytes
      if (i > 0 && packet.sequence !== ((packets[i - 1].sequence + 1) & 0xffff)) gaps++
    }
    if (packets.length < 2) idle++
    packets.splice(0, packets.length - 1)
  }
  return { bytes, gaps, idle }
}

async function main([how, url, stream, count]: string[]): Promise<void> {
  const gateway = embeddedGateway(url)
  if (how === 'cycle') {
    await many(Number(count), async () => {
      const receiver = await receive(gateway, stream)
      await gateway.closeLive(receiver.sessionId)
      receiver.close()
    })
    process.exit(0)
  }
  const streams = stream.split(',')
  const receivers = await many(Number(count), (i) => receive(gateway, streams[i % streams.length]))
  tally(receivers)
  process.send?.({ watching: receivers.length })
  setInterval(() => process.send?.(tally(receivers)), TELL_EVERY_MS)
}

main(process.argv.slice(2))
