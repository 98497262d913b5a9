'use client'
/** Up to 16 tiles in the place of the map, as large as they can be. */
import { Fragment, type ReactNode, type RefObject, useEffect, useRef, useState } from 'react'
import type { WallCamera } from '../../server/services/wall-cameras'
import { wallLayout } from './wall-layout'

function useSize(element: RefObject<HTMLElement | null>) {
  const [size, setSize] = useState({ width: 0, height: 0 })
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      const { width, height } = entry.contentRect
      setSize({ width, height })
    })
    observer.observe(element.current!)
    return () => observer.disconnect()
  }, [element])
  return size
}

/** A tile narrower than this is scrolled to rather than squeezed. */
const LEAST_TILE_PX = 200

export function WallGrid({ cameras, tile }: { cameras: readonly WallCamera[]; tile(camera: WallCamera): ReactNode }) {
  const box = useRef<HTMLDivElement>(null)
  const { width, height } = useSize(box)
  const { columns, tileWidth } = wallLayout(cameras.length, width, height)
  const isSqueezed = tileWidth < LEAST_TILE_PX && width > 0
  const fitting = isSqueezed ? Math.max(1, Math.floor(width / LEAST_TILE_PX)) : columns
  const wide = isSqueezed ? (width - 6 * (fitting - 1)) / fitting : tileWidth
  return (
    <div className="h-full p-2">
      <div ref={box} className="h-full overflow-y-auto">
        <div
          className="grid min-h-full content-center justify-center gap-1.5"
          style={{ gridTemplateColumns: `repeat(${fitting}, ${Math.floor(wide)}px)` }}
          data-testid="wall"
        >
          {width > 0 && cameras.map((camera) => <Fragment key={camera.id}>{tile(camera)}</Fragment>)}
        </div>
      </div>
    </div>
  )
}
