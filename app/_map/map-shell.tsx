'use client'
/** One map that survives navigation, with the rail, the search and the panel around it. */
import type { Layer, PickingInfo } from '@deck.gl/core'
import { useQueryStates } from 'nuqs'
import { type ReactNode, useCallback, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { BrokenGlass } from '../_panels/broken-glass'
import { CityContext, type CityOverview } from '../_ui/city-context'
import { usePreferences } from '../_ui/providers'
import { Shortcuts } from '../_ui/shortcuts'
import {
  type CameraPoint,
  CLUSTERS_UNTIL_ZOOM,
  type ClusterPoint,
  clusterPoints,
  drawnBox,
  filterCameras,
  indexClusters,
  pointsInBox,
} from './camera-clusters'
import { drawIconAtlas } from './camera-icons'
import { drawHatchAtlas } from './hatch'
import { cameraLayers } from './layers/camera-layers'
import { draftLayers } from './layers/draft-layers'
import { Legend } from './legend'
import { type Bounds, MapCanvas } from './map-canvas'
import { type ClickHandler, type DraftView, type FlyTarget, MapContext, MapPlaceContext } from './map-context'
import { movingLayers } from './moving-layers'
import { PALETTES } from './palette'
import type { PointerHandler } from './pointer'
import { Rail } from './rail'
import { SearchBox } from './search-box'
import { type MapView, urlState } from './url-state'
import { useAddressView } from './use-address-view'
import { useCameras } from './use-cameras'
import { VIEWSHEDS_FROM_ZOOM } from './viewshed-style'

const WORLD: MapView = { zoom: 2, lat: 35, lng: 105 }
const MERCATOR_TILE = 512

/** The view that shows the whole extent in a map of about this width. */
function viewOf(extent: CityOverview['extent'], width = 900): MapView {
  if (!extent) return WORLD
  const [west, south, east, north] = extent
  const zoom = Math.log2((width * 360) / (MERCATOR_TILE * Math.max(east - west, (north - south) * 1.4, 0.004)))
  return { zoom: Math.min(16, zoom), lng: (west + east) / 2, lat: (south + north) / 2 }
}

/** Made when first asked for. */
function once<T>(make: () => T): () => T {
  let made: T | undefined
  return () => (made ??= make())
}

/** The same box as before while its numbers are the same. */
function useSame(box: Bounds | null): Bounds | null {
  const kept = useRef(box)
  if (box?.join() !== kept.current?.join()) kept.current = box
  return kept.current
}

/** False while the server renders and until the browser took over: nothing is drawn before there is something to draw on. */
const useIsMounted = () =>
  useSyncExternalStore(
    () => () => {},
    () => true,
    () => false,
  )

type Registered = Map<string, { layers: Layer[]; place: 'above' | 'below' }>

export function MapShell({ overview, children }: { overview: CityOverview; children: ReactNode }) {
  const t = useTranslations('map')
  const format = useFormatter()
  const { theme, locale } = usePreferences()
  const [url, setUrl] = useQueryStates(urlState)
  const cameras = useCameras()
  const [view, setView] = useState<MapView>(url.at ?? viewOf(overview.extent))
  const [bounds, setBounds] = useState<Bounds | null>(null)
  const [target, setTarget] = useState<FlyTarget | null>(null)
  const [registered, setRegistered] = useState<Registered>(new Map())
  const [draft, setDraftView] = useState<DraftView | null>(null)
  const [timelineSlot, setTimelineSlot] = useState<HTMLElement | null>(null)
  const [coverSlot, setCoverSlot] = useState<HTMLElement | null>(null)
  const [pictureSlot, setPictureSlot] = useState<HTMLElement | null>(null)
  const [isQuiet, setQuiet] = useState(false)
  const [isCounted, setCounted] = useState(false)
  const [viewshedVersion, setViewshedVersion] = useState(0)
  const handlers = useRef(new Map<string, ClickHandler>())
  const pointer = useRef<PointerHandler | null>(null)
  const initialView = useRef(view)
  const [moving] = useState(movingLayers)

  const palette = PALETTES[theme]
  const isBrowser = useIsMounted()
  const atlas = useMemo(() => (isBrowser ? drawIconAtlas(palette) : null), [palette, isBrowser])
  const hatch = useMemo(() => (isBrowser ? drawHatchAtlas() : null), [isBrowser])

  const kept = useMemo(
    () =>
      cameras.data
        ? filterCameras(cameras.data, { state: url.state, kind: url.kind, owner: url.owner, plates: url.plates })
        : [],
    [cameras.data, url.state, url.kind, url.owner, url.plates],
  )
  const clusters = useMemo(() => {
    const columns = cameras.data
    return columns ? once(() => indexClusters(columns, kept)) : null
  }, [cameras.data, kept])
  const wholeZoom = Math.floor(view.zoom)
  const cameraBox = useSame(bounds ? drawnBox(bounds, wholeZoom) : null)
  const points = useMemo<(CameraPoint | ClusterPoint)[]>(() => {
    if (!cameras.data || !clusters || !cameraBox || url.hide.includes('cameras')) return []
    if (wholeZoom >= CLUSTERS_UNTIL_ZOOM) return pointsInBox(cameras.data, kept, cameraBox)
    return clusterPoints(cameras.data, clusters(), cameraBox, wholeZoom)
  }, [cameras.data, kept, clusters, cameraBox, wholeZoom, url.hide])

  const may = overview.person.permissions
  const mayShowViewsheds = may.includes('coverage.read') && !url.hide.includes('viewsheds')
  const isShowingViewsheds = mayShowViewsheds && view.zoom >= VIEWSHEDS_FROM_ZOOM
  // A camera that stops working is filled no more.
  const states = useMemo(
    () => cameras.data?.state.reduce((sum, state) => (sum * 31 + state) | 0, 0) ?? 0,
    [cameras.data],
  )
  const viewsheds = useMemo(
    () =>
      mayShowViewsheds
        ? {
            version: `${viewshedVersion}.${states}`,
            hiddenId: draft?.cameraId ?? null,
            selectedId: url.camera,
            isOnlySelected: isCounted,
          }
        : null,
    [mayShowViewsheds, viewshedVersion, states, draft?.cameraId, url.camera, isCounted],
  )
  const draftList = useMemo(
    () => (hatch ? draftLayers({ draft, palette, hatch, zoom: wholeZoom }) : []),
    [draft, palette, hatch, wholeZoom],
  )
  const cameraList = useMemo(
    () =>
      atlas
        ? cameraLayers({
            points,
            atlas,
            palette,
            selectedId: url.camera,
            isQuiet,
            formatCount: (count) => format.number(count, { notation: 'compact' }),
          })
        : [],
    [atlas, palette, points, url.camera, isQuiet, format],
  )
  const layers = useMemo<Layer[]>(() => {
    const of = (place: 'above' | 'below') =>
      [...registered.values()].filter((entry) => entry.place === place).flatMap((entry) => entry.layers)
    return [...draftList, ...of('below'), ...cameraList, ...of('above')]
  }, [registered, draftList, cameraList])

  const writeView = useCallback((at: MapView) => void setUrl({ at }, { history: 'replace' }), [setUrl])
  const keepView = useAddressView(writeView)
  const told = useRef('')
  const onMove = useCallback(
    (next: MapView, nextBounds: Bounds, isAtRest: boolean) => {
      const drawn = [...drawnBox(nextBounds, Math.floor(next.zoom)), Math.floor(2 * next.zoom)].join()
      if (!isAtRest && drawn === told.current) return
      told.current = drawn
      setView(next)
      setBounds(nextBounds)
      if (isAtRest) keepView(next)
    },
    [keepView],
  )

  const flyTo = useCallback((next: FlyTarget) => setTarget({ ...next }), [])
  const onClick = (info: PickingInfo) => {
    for (const handler of [...handlers.current.values()].reverse()) if (handler(info)) return
    const point = info.object as CameraPoint | ClusterPoint | undefined
    if (point?.type === 'camera') void setUrl({ camera: point.id })
    else if (point?.type === 'cluster' && clusters) {
      const zoom = Math.min(clusters().getClusterExpansionZoom(point.id), CLUSTERS_UNTIL_ZOOM + 1)
      flyTo({ zoom, lng: point.position[0], lat: point.position[1] })
    }
  }

  const tooltip = (info: PickingInfo) => {
    const point = info.object as CameraPoint | ClusterPoint | undefined
    if (point?.type === 'cluster') return { text: t('clusterTip', { count: point.count, impaired: point.impaired }) }
    const { tip } = (info.object ?? {}) as { tip?: string }
    return tip ? { text: tip } : null
  }

  const refetch = cameras.refetch
  const context = useMemo(
    () => ({
      palette,
      atlas,
      hatch,
      timelineSlot,
      pictureSlot,
      coverSlot,
      setQuiet,
      setCounted,
      flyTo,
      setDraftView,
      moving,
      setLayers: (owner: string, list: Layer[] | null, place: 'above' | 'below') =>
        setRegistered((current) => {
          const next = new Map(current)
          if (list) next.set(owner, { layers: list, place })
          else next.delete(owner)
          return next
        }),
      setClickHandler: (owner: string, handler: ClickHandler | null) => {
        if (handler) handlers.current.set(owner, handler)
        else handlers.current.delete(owner)
      },
      setPointer: (handler: PointerHandler | null) => {
        pointer.current = handler
      },
      reloadCameras: () => {
        void refetch()
        setViewshedVersion((version) => version + 1)
      },
    }),
    [palette, atlas, hatch, timelineSlot, pictureSlot, coverSlot, flyTo, refetch, moving],
  )

  const place = useMemo(() => ({ view, bounds }), [view, bounds])
  const attributions = useMemo(
    () => [...(overview.isDemo ? [t('simulatedCity')] : []), ...overview.attributions],
    [overview, t],
  )

  return (
    <CityContext value={overview}>
      <MapContext value={context}>
        <MapPlaceContext value={place}>
          <div className="flex h-dvh flex-col-reverse overflow-hidden md:flex-row">
            <Rail />
            <main className="relative flex min-h-0 min-w-0 flex-1 flex-col max-md:mb-[46dvh]">
              <BrokenGlass />
              <div className="relative min-h-0 flex-1">
                {isBrowser && (
                  <MapCanvas
                    theme={theme}
                    locale={locale}
                    initialView={initialView.current}
                    showLabels={!url.hide.includes('labels')}
                    viewsheds={viewsheds}
                    attributions={attributions}
                    layers={layers}
                    moving={moving}
                    flyTo={target}
                    onMove={onMove}
                    onClick={onClick}
                    tooltip={tooltip}
                    pointer={() => pointer.current}
                    label={t('label')}
                  />
                )}
                <div className="pointer-events-none absolute inset-x-3 top-3 z-10 flex items-start justify-between gap-3">
                  <SearchBox />
                  <div
                    ref={setPictureSlot}
                    className="pointer-events-auto w-[300px] shrink-0 empty:hidden max-md:w-[200px]"
                  />
                </div>
                <Legend cameras={cameras} isShowingViewsheds={isShowingViewsheds} />
                <div ref={setCoverSlot} className="absolute inset-0 z-20 bg-surface-2 empty:hidden" />
              </div>
              <div ref={setTimelineSlot} />
            </main>
            {isBrowser && children}
            <Shortcuts />
          </div>
        </MapPlaceContext>
      </MapContext>
    </CityContext>
  )
}
