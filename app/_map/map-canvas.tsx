'use client'
/** The one map, and the only file that touches MapLibre. It is told what to draw; nothing is read back from it but events. */
import type { Layer, PickingInfo } from '@deck.gl/core'
import { MapLibreOverlay } from '@deck.gl/maplibre'
import { AttributionControl, Map as MapLibreMap, NavigationControl, ScaleControl, setWorkerUrl } from 'maplibre-gl'
import 'maplibre-gl/dist/maplibre-gl.css'
import { useEffect, useRef } from 'react'
import { type Locale, THEMES, type Theme } from '../_ui/preferences'
import { baseStyle } from './base-style'
import { drawHatchImage } from './hatch'
import type { MovingLayers } from './moving-layers'
import { drawMoving } from './moving-overlay'
import { PALETTES } from './palette'
import { asPlainText } from './plain-text'
import { attachPointer, type PointerHandler } from './pointer'
import type { MapView } from './url-state'
import { type DrawnViewsheds, hatchImage } from './viewshed-style'

export type Bounds = [west: number, south: number, east: number, north: number]

export interface MapCanvasProps {
  theme: Theme
  locale: Locale
  initialView: MapView
  showLabels: boolean
  viewsheds: DrawnViewsheds | null
  attributions: readonly string[]
  layers: Layer[]
  /** Drawn above those, and changed without a render. */
  moving: MovingLayers
  /** Moves the map there whenever the object changes. */
  flyTo: (MapView & { bounds?: Bounds }) | null
  /** With every movement; `isAtRest`: it came to its end. */
  onMove(view: MapView, bounds: Bounds, isAtRest: boolean): void
  /** A click on a drawn object, or on the ground (`info.object` is then undefined and `index` −1). */
  onClick(info: PickingInfo): void
  tooltip(info: PickingInfo): { text: string } | null
  /** Who has the pointer besides, when someone draws. */
  pointer(): PointerHandler | null
  label: string
}

let isWorkerSet = false

function createMap(
  container: HTMLElement,
  { theme, locale, initialView, showLabels, viewsheds, attributions }: MapCanvasProps,
): MapLibreMap {
  if (!isWorkerSet) setWorkerUrl(`${window.location.origin}/maplibre/maplibre-gl-worker.mjs`)
  isWorkerSet = true
  const map = new MapLibreMap({
    container,
    style: baseStyle(window.location.origin, { theme, locale, showLabels, viewsheds }),
    center: [initialView.lng, initialView.lat],
    zoom: initialView.zoom,
    attributionControl: false,
    maxPitch: 0,
    dragRotate: false,
    fadeDuration: 120,
    maxZoom: 21,
  })
  map.touchZoomRotate.disableRotation()
  map.setMissingStyleImageResolver((id) => {
    const wanted = THEMES.find((each) => id === hatchImage(each))
    if (wanted && !map.hasImage(id)) map.addImage(id, drawHatchImage(PALETTES[wanted].coverage))
  })
  map.addControl(new NavigationControl({ showCompass: false }), 'bottom-right')
  map.addControl(new ScaleControl({ unit: 'metric', maxWidth: 120 }), 'bottom-left')
  if (attributions.length > 0)
    map.addControl(
      new AttributionControl({ compact: false, customAttribution: attributions.map((line) => asPlainText(line)) }),
      'bottom-right',
    )
  return map
}

const boundsOf = (map: MapLibreMap): Bounds => map.getBounds().toArray().flat() as Bounds

export function MapCanvas(props: MapCanvasProps) {
  const container = useRef<HTMLDivElement>(null)
  const map = useRef<MapLibreMap | null>(null)
  const overlay = useRef<MapLibreOverlay | null>(null)
  const latest = useRef(props)
  latest.current = props

  useEffect(() => {
    const created = createMap(container.current!, latest.current)
    const drawn = new MapLibreOverlay({
      interleaved: false,
      layers: latest.current.layers,
      pickingRadius: 6,
      onClick: (info) => latest.current.onClick(info),
      getTooltip: (info) => latest.current.tooltip(info),
      getCursor: ({ isDragging, isHovering }) =>
        isDragging ? 'grabbing' : (latest.current.pointer()?.cursor ?? (isHovering ? 'pointer' : 'grab')),
    })
    created.addControl(drawn)
    attachPointer(created, drawn, () => latest.current.pointer())
    // What is pressed is known by now. To look for more under a pointer that drags waits for the graphics to catch up.
    created.on('mousedown', () => drawn.setProps({ _pickable: false }))
    for (const end of ['mouseup', 'dragend'] as const) created.on(end, () => drawn.setProps({ _pickable: true }))
    const report = (isAtRest: boolean) => {
      const { lng, lat } = created.getCenter()
      latest.current.onMove({ zoom: created.getZoom(), lat, lng }, boundsOf(created), isAtRest)
    }
    created.on('move', () => report(false))
    for (const end of ['load', 'moveend', 'resize'] as const) created.on(end, () => report(true))
    map.current = created
    overlay.current = drawn
    const observer = new ResizeObserver(() => created.resize())
    observer.observe(container.current!)
    const stopMoving = drawMoving(created, latest.current.moving)
    return () => {
      observer.disconnect()
      stopMoving()
      created.remove()
      map.current = null
      overlay.current = null
    }
  }, [])

  useEffect(() => {
    overlay.current?.setProps({ layers: props.layers })
  }, [props.layers])

  const styleKey = JSON.stringify([props.theme, props.locale, props.showLabels, props.viewsheds])
  const drawnStyle = useRef(styleKey)
  useEffect(() => {
    if (drawnStyle.current === styleKey) return
    drawnStyle.current = styleKey
    map.current?.setStyle(baseStyle(window.location.origin, latest.current))
  }, [styleKey])

  useEffect(() => {
    const target = props.flyTo
    if (!target || !map.current) return
    const isStill = window.matchMedia('(prefers-reduced-motion: reduce)').matches
    if (target.bounds) map.current.fitBounds(target.bounds, { padding: 48, animate: !isStill, duration: 600 })
    else map.current.easeTo({ center: [target.lng, target.lat], zoom: target.zoom, animate: !isStill, duration: 500 })
  }, [props.flyTo])

  return <div ref={container} className="h-full w-full" role="application" aria-label={props.label} data-testid="map" />
}
