/** Addresses as a person types them. */

const EVERY_INTERFACE: Record<string, string> = { '0.0.0.0': '127.0.0.1', '::': '::1' }

export const isLoopback = (host: string) => /^(localhost|127(\.\d+){3}|::1)$/.test(host)

/** Where something that listens on `host` can be reached from this machine. */
export function addressOf(host: string, port: number): string {
  const reachable = EVERY_INTERFACE[host] ?? host
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`
}
