'use client'
/** The wall of feeds as the address holds it: which cameras, in which order. */
import { useQueryStates } from 'nuqs'
import { useCallback, useMemo } from 'react'
import { urlState } from '../_map/url-state'

/** Pages of a wall together; the server takes no more. */
export const MOST_FEEDS = 64

const once = (ids: readonly number[]) => [...new Set(ids)].slice(0, MOST_FEEDS)

/** A list with the item at `from` moved by `by` places; the ends hold. */
export function moved<T>(list: readonly T[], from: number, by: number): T[] {
  const to = Math.min(list.length - 1, Math.max(0, from + by))
  const rest = list.filter((_, at) => at !== from)
  return [...rest.slice(0, to), list[from], ...rest.slice(to)]
}

export function useWall() {
  const [{ feeds }, setUrl] = useQueryStates({ feeds: urlState.feeds })
  const ids = useMemo(() => once(feeds), [feeds])
  const set = useCallback((next: readonly number[]) => void setUrl({ feeds: once(next) }), [setUrl])
  const toggle = useCallback(
    (id: number) => set(ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id]),
    [ids, set],
  )
  return { ids, set, toggle }
}
