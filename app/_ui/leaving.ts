/**
 * Whether the reader has asked for another page that has not come yet. Next drops a pending page when the address is written
 * meanwhile, so whoever writes the address on its own account waits.
 */
const MOST_MS = 10_000

let destination: { path: string; since: number } | null = null

export function noteLeaving(href: string): void {
  destination = { path: new URL(href, window.location.href).pathname, since: performance.now() }
}

export const isLeaving = (): boolean =>
  destination !== null &&
  destination.path !== window.location.pathname &&
  performance.now() - destination.since < MOST_MS
