/** Another network may have a way that the one before had not. */

/** Calls back when this device is on another network, or on one again, until the returned function is called. */
export function onNetworkChange(tell: () => void): () => void {
  // Not every browser tells of its connection.
  const { connection } = navigator as Navigator & { connection?: EventTarget }
  connection?.addEventListener('change', tell)
  window.addEventListener('online', tell)
  return () => {
    connection?.removeEventListener('change', tell)
    window.removeEventListener('online', tell)
  }
}
