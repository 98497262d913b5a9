import { useCallback, useEffect, useRef } from 'react'
import { isLeaving } from '../_ui/leaving'
import type { MapView } from './url-state'

const REST_MS = 300

/** Writes where the map came to rest into the address, a moment later, and never while another page is on its way. */
export function useAddressView(write: (view: MapView) => void): (view: MapView) => void {
  const timer = useRef(0)
  useEffect(() => () => window.clearTimeout(timer.current), [])
  return useCallback(
    (view) => {
      const writeSoon = () => {
        window.clearTimeout(timer.current)
        timer.current = window.setTimeout(() => (isLeaving() ? writeSoon() : write(view)), REST_MS)
      }
      writeSoon()
    },
    [write],
  )
}
