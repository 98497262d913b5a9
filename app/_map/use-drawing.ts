'use client'
/** Drawing and reshaping on the map: what clicks, drags and keys do to a ring, and the layers that show it. */
import type { PickingInfo } from '@deck.gl/core'
import type { Position } from 'geojson'
import { useCallback, useEffect, useMemo, useReducer, useState } from 'react'
import { isTyping } from '../_ui/shortcuts'
import { type Drawing, type DrawingStep, nextDrawing, startDrawing } from './drawing'
import { drawingLayers, isHandle } from './layers/drawing-layers'
import { useMap, useMapClicks, useMapLayers, useMapPlace, useMapPointer } from './map-context'
import type { PointerHandler } from './pointer'

/** Clicks this close are one, in pixels of a world 512 · 2^zoom wide. */
const APART_PIXELS = 6
const apartDegrees = (zoom: number) => (APART_PIXELS * 360) / (512 * 2 ** zoom)

/** Keys that belong to whoever draws, unless someone types. */
export function useKeys(keys: Record<string, (() => void) | undefined>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isUndo = event.key === 'z' && (event.metaKey || event.ctrlKey)
      const act = keys[isUndo ? 'undo' : event.key]
      if (!act || isTyping(event.target)) return
      const isOnButton = event.target instanceof HTMLButtonElement && event.key === 'Enter'
      if (isOnButton) return
      event.preventDefault()
      act()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [keys])
}

/** A new ring: click to add corners, double-click or Enter to finish, Backspace takes the last one back, Esc gives up. */
export function useNewRing(onFinish: (ring: Position[]) => void, onCancel: () => void) {
  const { palette } = useMap()
  const { view } = useMapPlace()
  const [drawing, step] = useReducer(nextDrawing, undefined, () => startDrawing())
  const [hover, setHover] = useState<Position | null>(null)
  const { ring } = drawing
  const finish = useCallback(() => {
    if (ring.length > 2) onFinish(ring)
  }, [ring, onFinish])
  const back = useCallback(() => step({ do: 'back' }), [])

  const layers = useMemo(
    () => drawingLayers({ ring, hover, isOpen: true, corner: null, palette }),
    [ring, hover, palette],
  )
  useMapLayers('drawing', layers)
  const onClick = useCallback(
    ({ coordinate }: PickingInfo) => {
      if (coordinate) step({ do: 'add', position: coordinate.slice(0, 2), apartDegrees: apartDegrees(view.zoom) })
      return true
    },
    [view.zoom],
  )
  useMapClicks('drawing', onClick)
  const pointer = useMemo<PointerHandler>(
    () => ({
      cursor: 'crosshair',
      onGrab: () => false,
      onDrag: () => {},
      onDrop: () => {},
      onHover: setHover,
      onDoubleClick: () => {
        finish()
        return true
      },
    }),
    [finish],
  )
  useMapPointer(pointer)
  useKeys(
    useMemo(
      () => ({ Enter: finish, Escape: onCancel, Backspace: back, Delete: back, undo: back }),
      [finish, onCancel, back],
    ),
  )
  const shown = hover && ring.length > 1 ? [...ring, hover] : ring
  return { ring, shown, back, finish }
}

/** A ring to reshape: drag a corner, or the middle of an edge to make one; Backspace removes the corner that was touched last. */
export function useReshaping(
  stored: Position[],
  keys: { onUndo(): void; onEscape(): void },
  { isAllowed, isNew }: { isAllowed: boolean; isNew: boolean },
) {
  const { palette } = useMap()
  const [{ ring, corner, past }, step] = useReducer(nextDrawing, stored, startDrawing) as [
    Drawing,
    (step: DrawingStep) => void,
  ]
  const isChanged = past.length > 0
  const isStored = !isNew && !isChanged
  const layers = useMemo(
    () => (isAllowed ? drawingLayers({ ring, hover: null, isOpen: false, corner, isStored, palette }) : []),
    [ring, corner, palette, isAllowed, isStored],
  )
  useMapLayers('drawing', layers)
  const pointer = useMemo<PointerHandler | null>(
    () =>
      isAllowed
        ? {
            cursor: null,
            onGrab: ({ object }) => {
              if (isHandle(object)) step({ do: 'hold', corner: object.corner, isNew: object.handle === 'middle' })
              return isHandle(object)
            },
            onDrag: (position) => step({ do: 'drag', position }),
            onDrop: () => {},
            onHover: () => {},
            onDoubleClick: () => false,
          }
        : null,
    [isAllowed],
  )
  useMapPointer(pointer)
  const { onUndo, onEscape } = keys
  const removeCorner = useCallback(() => {
    if (corner !== null) step({ do: 'remove', corner })
  }, [corner])
  const undo = useCallback(() => (past.length > 0 ? step({ do: 'back' }) : onUndo()), [past.length, onUndo])
  useKeys(
    useMemo(
      () => ({ Backspace: removeCorner, Delete: removeCorner, undo, Escape: onEscape }),
      [removeCorner, undo, onEscape],
    ),
  )
  const discard = useCallback(() => step({ do: 'restore' }), [])
  return { ring, isChanged, corner, removeCorner, discard }
}
