/** From which address a request came, for counting. Next tells routes only what a header says, and anybody can write a header. */
import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'

export const ADDRESS_HEADER = 'x-sightline-address'

/**
 * The address that the outermost of `proxies` trusted reverse proxies saw, or the connection's own when there are none.
 * `forwarded` lists addresses as proxies add them, the last at the end; what stands before theirs is the client's own say.
 */
export function clientAddress(connected: string | undefined, forwarded: string | undefined, proxies: number): string {
  const own = connected?.replace(/^::ffff:/, '') || 'unknown'
  if (proxies === 0) return own
  return forwarded?.split(',').at(-proxies)?.trim().slice(0, 64) || own
}

/** Writes the address on every request of this process as it comes in, over whatever the client wrote there. */
export function noteClientAddresses(proxies: number): void {
  subscribe('http.server.request.start', (message) => {
    const { headers, socket } = (message as { request: IncomingMessage }).request
    const forwarded = headers['x-forwarded-for']
    headers[ADDRESS_HEADER] = clientAddress(
      socket.remoteAddress,
      Array.isArray(forwarded) ? forwarded.join() : forwarded,
      proxies,
    )
  })
}
