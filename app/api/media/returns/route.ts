import { onBehalfOf } from '../../../../db/client'
import { connection } from '../../../../server/connection'
import { MOST_AWAITED, mayStillWait, streamsOf, waitForStream } from '../../../../server/services/feed-returns'
import { PRIVATE, problem, requirePermission } from '../../../_server/guard'
import { mediaProblem } from '../../../_server/media-problem'

export const dynamic = 'force-dynamic'

/** Comments keep the way open through proxies, and find out that nobody listens any more. */
const BEAT_EVERY_MS = 20_000

/** `?cameras=1,2,3`: an event `returned` with a camera's id each time its stream is back. */
export async function GET(request: Request): Promise<Response> {
  const caller = await requirePermission(request, 'feed.open', 'file')
  if (caller instanceof Response) return caller
  const ids = (new URL(request.url).searchParams.get('cameras') ?? '').split(',').map(Number)
  if (ids.length > MOST_AWAITED || !ids.every((id) => Number.isInteger(id) && id > 0))
    return problem(400, 'invalid', `Expected cameras as 1 to ${MOST_AWAITED} numbers.`)
  try {
    const streams = await streamsOf(onBehalfOf(connection(), caller), caller, ids)
    const encoder = new TextEncoder()
    let end = () => {}
    const events = new ReadableStream<Uint8Array>({
      start(controller) {
        const send = (text: string) => controller.enqueue(encoder.encode(text))
        /** Nothing is told to someone who was signed out meanwhile. */
        const tell = async (id: number) => {
          if (await mayStillWait(connection(), caller).catch(() => false)) send(`event: returned\ndata: ${id}\n\n`)
          else end()
        }
        const stops = [...streams].map(([id, stream]) => waitForStream(stream, () => void tell(id).catch(end)))
        const beat = setInterval(() => send(': still here\n\n'), BEAT_EVERY_MS)
        end = () => {
          clearInterval(beat)
          for (const stop of stops.splice(0)) stop()
          try {
            controller.close()
          } catch {
            // The browser has closed it.
          }
        }
        request.signal.addEventListener('abort', end)
        send(': waiting\n\n')
      },
      cancel: () => end(),
    })
    return new Response(events, { headers: { 'Content-Type': 'text/event-stream', ...PRIVATE } })
  } catch (error) {
    return mediaProblem(error)
  }
}
