/**
 * Sets right how the embedded database's socket server passes statements on. It hands over one protocol message at a time, and
 * after an error it says twice that it is ready: a client then takes the answer to one statement for that of the next. Here
 * all messages of a statement go over as one, and the early word is taken out. PostgreSQL protocol §55.2.3.
 * It also goes on counting a client whose connection was reset, until it takes no more: such clients are forgotten here.
 */
import type { PGLiteSocketServer } from '@electric-sql/pglite-socket'

interface StatementQueue {
  enqueue(client: number, message: Uint8Array, onAnswer: (bytes: Uint8Array) => void): Promise<number>
  clearQueueForHandler(client: number): void
}

/** Parse, Bind, Describe, Execute and Close wait for the Sync or Flush that follows them. */
const WAITING = new Set('PBDEC')
const LAST = new Set('SH')
const ERROR = 'E'.charCodeAt(0)
const READY = 'Z'.charCodeAt(0)

/** The answer without a ReadyForQuery that directly follows an error: the one for Sync comes after it. */
function withoutEarlyReady(answer: Buffer): Buffer {
  let before = 0
  for (let at = 0, size = 0; at + 5 <= answer.length; at += size) {
    size = 1 + answer.readInt32BE(at + 1)
    if (answer[at] === READY && before === ERROR)
      return Buffer.concat([answer.subarray(0, at), answer.subarray(at + size)])
    before = answer[at]
  }
  return answer
}

interface Handlers {
  handlers: Set<{ isAttached: boolean }>
}

/** How many clients are connected; those that are gone without a word are forgotten. */
export function liveClients(server: PGLiteSocketServer): number {
  const { handlers } = server as unknown as Handlers
  for (const handler of handlers) if (!handler.isAttached) handlers.delete(handler)
  return handlers.size
}

/** A reset connection is let go only after its transaction was rolled back. */
const FORGET_AFTER_MS = 1_000

export function passWholeStatements(server: PGLiteSocketServer): void {
  const { queryQueue: queue } = server as unknown as { queryQueue: StatementQueue }
  const enqueue = queue.enqueue.bind(queue)
  const clear = queue.clearQueueForHandler.bind(queue)
  const waiting = new Map<number, Uint8Array[]>()

  queue.enqueue = async (client, message, onAnswer) => {
    const kind = String.fromCharCode(message[0])
    if (!WAITING.has(kind) && !LAST.has(kind)) return enqueue(client, message, onAnswer)
    const messages = [...(waiting.get(client) ?? []), message]
    waiting.set(client, messages)
    if (WAITING.has(kind)) return 0
    waiting.delete(client)
    const answer: Buffer[] = []
    const size = await enqueue(client, Buffer.concat(messages), (bytes) => answer.push(Buffer.from(bytes)))
    onAnswer(withoutEarlyReady(Buffer.concat(answer)))
    return size
  }
  queue.clearQueueForHandler = (client) => {
    waiting.delete(client)
    clear(client)
    setTimeout(() => liveClients(server), FORGET_AFTER_MS).unref()
  }
}
