/** A picture of its own above the map's: what moves is drawn with every frame, without drawing again all that stays. */
import { MapLibreOverlay } from '@deck.gl/maplibre'
import type { Map as MapLibreMap } from 'maplibre-gl'
import type { MovingLayers } from './moving-layers'

/** There only while something moves. Nothing in it is looked for under the pointer. Returns what takes it away. */
export function drawMoving(map: MapLibreMap, moving: MovingLayers): () => void {
  let overlay: MapLibreOverlay | null = null
  const clear = () => {
    if (overlay) map.removeControl(overlay)
    overlay = null
  }
  const draw = () => {
    const layers = moving.all()
    if (layers.length === 0) return clear()
    if (overlay) return overlay.setProps({ layers })
    overlay = new MapLibreOverlay({ interleaved: false, _pickable: false, layers })
    map.addControl(overlay)
  }
  const stop = moving.onChange(draw)
  draw()
  return () => {
    stop()
    clear()
  }
}
