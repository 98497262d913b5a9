'use client'
/** A feed session for as long as its element can be seen. */
import { useQuery } from '@tanstack/react-query'
import { type RefObject, useEffect, useState } from 'react'
import { api } from '../_ui/api'
import type { FeedFigures } from './feed-figures'
import { type FeedSession, openFeedSession } from './feed-session'
import type { FeedState } from './feed-state'
import { useVisible } from './use-visible'
import type { FeedQuality } from './whep'

/** Credentials hold for an hour. */
const ICE_STALE_MS = 30 * 60_000
const NO_RELAY: RTCIceServer[] = []

export function useIceServers() {
  return useQuery({
    queryKey: ['ice-servers'],
    queryFn: ({ signal }) => api.feeds.iceServers.query(undefined, { signal }),
    staleTime: ICE_STALE_MS,
    retry: false,
  })
}

export interface RunningFeed {
  state: FeedState
  figures: FeedFigures | null
}

export function useFeed(
  video: RefObject<HTMLVideoElement | null>,
  cameraId: number,
  quality: FeedQuality,
): RunningFeed {
  const ice = useIceServers()
  // Without an answer it is tried without a relay.
  const iceServers = ice.isPending ? null : (ice.data ?? NO_RELAY)
  const isVisible = useVisible(video)
  const [session, setSession] = useState<FeedSession | null>(null)
  const [state, setState] = useState<FeedState>({ kind: 'idle' })
  const [figures, setFigures] = useState<FeedFigures | null>(null)
  useEffect(() => {
    if (!iceServers) return
    const opened = openFeedSession(video.current!, {
      cameraId,
      quality,
      iceServers,
      onState: setState,
      onFigures: setFigures,
    })
    setSession(opened)
    return () => opened.close()
  }, [video, cameraId, quality, iceServers])

  useEffect(() => session?.setShown(isVisible), [session, isVisible])

  return { state, figures }
}
