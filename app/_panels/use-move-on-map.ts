'use client'
/** Moving a camera by clicking where it stands. */
import type { PickingInfo } from '@deck.gl/core'
import { useCallback, useState } from 'react'
import type { CameraDraft } from '../../server/domain/camera-draft'
import { useMapClicks } from '../_map/map-context'

export function useMoveOnMap(draft: CameraDraft | null, setDraft: (draft: CameraDraft) => void) {
  const [moving, setMoving] = useState<CameraDraft | null>(null)
  const onClick = useCallback(
    (info: PickingInfo) => {
      if (!moving || !info.coordinate) return false
      setDraft({ ...(draft ?? moving), lng: info.coordinate[0], lat: info.coordinate[1] })
      setMoving(null)
      return true
    },
    [moving, draft, setDraft],
  )
  useMapClicks('move-camera', moving ? onClick : null)
  return { isMoving: moving !== null, toggle: (from: CameraDraft) => setMoving((current) => (current ? null : from)) }
}
