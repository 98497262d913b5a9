'use client'
/** What panels tell the map: the layers they add, what a click means, where to go. */
import type { Layer, PickingInfo } from '@deck.gl/core'
import type { MultiPolygon, Polygon } from 'geojson'
import { createContext, useContext, useEffect } from 'react'
import type { IconAtlas } from './camera-icons'
import type { HatchAtlas } from './hatch'
import type { Bounds } from './map-canvas'
import type { MovingLayers } from './moving-layers'
import type { Palette } from './palette'
import type { PointerHandler } from './pointer'
import type { MapView } from './url-state'

export type ClickHandler = (info: PickingInfo) => boolean
export type FlyTarget = MapView & { bounds?: Bounds }

/** Where the map is: as it comes to rest, and while it moves as often as what is drawn of the cameras changes. */
export interface MapPlace {
  view: MapView
  bounds: Bounds | null
}

export interface MapContextValue {
  palette: Palette
  /** Cameras as symbols; null until there is a DOM to draw them in. */
  atlas: IconAtlas | null
  /** Null until there is a DOM to draw it in. */
  hatch: HatchAtlas | null
  /** Where a workspace puts a picture over the map, top right. */
  pictureSlot: HTMLElement | null
  /** Draws cameras faintly while something else is the subject. */
  setQuiet(isQuiet: boolean): void
  /** Leaves out single viewsheds while their counts are shown; the selected camera's stays. */
  setCounted(isCounted: boolean): void
  /** Where a workspace puts what takes the map's place for a while. */
  coverSlot: HTMLElement | null
  /** Where a workspace puts its timeline, under the map. */
  timelineSlot: HTMLElement | null
  flyTo(target: FlyTarget): void
  /** A panel's layers, drawn above the shell's own (`below`: under the cameras); null takes them away. */
  setLayers(owner: string, layers: Layer[] | null, place: 'above' | 'below'): void
  /** Layers that change with every frame. */
  moving: MovingLayers
  /** A panel's own answer to a click; true: it was dealt with. */
  setClickHandler(owner: string, handler: ClickHandler | null): void
  /** Who may hold and drag what is drawn; null gives the pointer back. */
  setPointer(handler: PointerHandler | null): void
  /** Asks for the cameras again, after one was changed. */
  reloadCameras(): void
  /** The draft that replaces the stored viewshed of the selected camera. */
  setDraftView(view: DraftView | null): void
}

export interface DraftView {
  cameraId: number | null
  position: [number, number]
  geometry: Polygon | MultiPolygon | null
  /** It rests on an assumed value. */
  isAssumed: boolean
}

export const MapContext = createContext<MapContextValue | null>(null)

export const MapPlaceContext = createContext<MapPlace | null>(null)

export function useMapPlace(): MapPlace {
  const value = useContext(MapPlaceContext)
  if (!value) throw new Error('useMapPlace needs the map shell')
  return value
}

export function useMap(): MapContextValue {
  const value = useContext(MapContext)
  if (!value) throw new Error('useMap needs the map shell')
  return value
}

/** Shows these layers while the component lives. The list must keep its identity while nothing changed. */
export function useMapLayers(owner: string, layers: Layer[], place: 'above' | 'below' = 'above'): void {
  const { setLayers } = useMap()
  useEffect(() => setLayers(owner, layers, place), [setLayers, owner, layers, place])
  useEffect(() => () => setLayers(owner, null, place), [setLayers, owner, place])
}

/** Cameras step back while this component lives. */
export function useQuietCameras(): void {
  const { setQuiet } = useMap()
  useEffect(() => {
    setQuiet(true)
    return () => setQuiet(false)
  }, [setQuiet])
}

/** Counts take the place of single viewsheds while this component lives. */
export function useCountsForViewsheds(isOn: boolean): void {
  const { setCounted } = useMap()
  useEffect(() => {
    setCounted(isOn)
    return () => setCounted(false)
  }, [setCounted, isOn])
}

export function useMapClicks(owner: string, handler: ClickHandler | null): void {
  const { setClickHandler } = useMap()
  useEffect(() => {
    setClickHandler(owner, handler)
    return () => setClickHandler(owner, null)
  }, [setClickHandler, owner, handler])
}

/** Has the map's pointer while the component lives and the handler is not null. */
export function useMapPointer(handler: PointerHandler | null): void {
  const { setPointer } = useMap()
  useEffect(() => {
    setPointer(handler)
    return () => setPointer(null)
  }, [setPointer, handler])
}
