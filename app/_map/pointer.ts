/** What a pointer does on the map besides clicking, for whoever draws there: hold and drag, hover, double-click. */
import type { PickingInfo } from '@deck.gl/core'
import type { MapLibreOverlay } from '@deck.gl/maplibre'
import type { Map as MapLibreMap, MapMouseEvent, MapTouchEvent } from 'maplibre-gl'

type Position = [lng: number, lat: number]

export interface PointerHandler {
  cursor: 'crosshair' | null
  /** The pointer went down on something drawn. True: it is held now, and the map stays where it is. */
  onGrab(info: PickingInfo): boolean
  onDrag(position: Position): void
  onDrop(): void
  onHover(position: Position): void
  /** True: the map does not zoom. */
  onDoubleClick(): boolean
}

const GRAB_RADIUS = 10

/** Hands the map's pointer to whichever handler there is at the time. */
export function attachPointer(map: MapLibreMap, overlay: MapLibreOverlay, current: () => PointerHandler | null): void {
  let held: PointerHandler | null = null
  const grab = (event: MapMouseEvent | MapTouchEvent) => {
    const handler = current()
    if (!handler || ('points' in event && event.points.length > 1)) return
    const info = overlay.pickObject({ x: event.point.x, y: event.point.y, radius: GRAB_RADIUS })
    if (!info || !handler.onGrab(info)) return
    held = handler
    event.preventDefault()
  }
  const move = ({ lngLat: { lng, lat } }: MapMouseEvent | MapTouchEvent) => {
    if (held) (current() ?? held).onDrag([lng, lat])
    else current()?.onHover([lng, lat])
  }
  const drop = () => {
    if (held) (current() ?? held).onDrop()
    held = null
  }
  map.on('mousedown', grab)
  map.on('touchstart', grab)
  map.on('mousemove', move)
  map.on('touchmove', move)
  map.on('mouseup', drop)
  map.on('touchend', drop)
  map.on('mouseout', drop)
  map.on('dblclick', (event) => {
    if (current()?.onDoubleClick()) event.preventDefault()
  })
}
