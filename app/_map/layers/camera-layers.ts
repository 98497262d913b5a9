/** Cameras as oriented symbols, clusters as discs with counts. */
import type { Layer } from '@deck.gl/core'
import { IconLayer, ScatterplotLayer, TextLayer } from '@deck.gl/layers'
import type { CameraPoint, ClusterPoint } from '../camera-clusters'
import { type IconAtlas, symbolName, wedgeName } from '../camera-icons'
import { type Palette, withAlpha } from '../palette'

export interface CameraLayersProps {
  points: readonly (CameraPoint | ClusterPoint)[]
  atlas: IconAtlas
  palette: Palette
  selectedId: number | null
  /** Drawn faintly, while something else is the subject. */
  isQuiet: boolean
  formatCount(count: number): string
}

const clusterRadius = (count: number) => 13 + 4 * Math.log10(count)
/** A fifth of a cluster out of order is worth a look. */
const isMuchImpaired = ({ count, impaired }: ClusterPoint) => impaired / count >= 0.2
const SYMBOL_PIXELS = 30
const WEDGE_PIXELS = 52

/** Each camera as its symbol, with a wedge where it looks; two layers, named by the id. */
export function cameraSymbols({
  id,
  cameras,
  atlas,
  opacity,
}: {
  id: string
  cameras: readonly CameraPoint[]
  atlas: IconAtlas
  opacity: number
}): Layer[] {
  const directed = cameras.filter((camera) => camera.bearing !== null)
  const icons = { opacity, iconAtlas: atlas.image as unknown as string, iconMapping: atlas.mapping }
  return [
    new IconLayer<CameraPoint>({
      id: `${id}-bearings`,
      data: directed,
      visible: directed.length > 0,
      ...icons,
      getIcon: (camera) => wedgeName(camera.state),
      getPosition: (camera) => camera.position,
      getAngle: (camera) => -(camera.bearing ?? 0),
      getSize: WEDGE_PIXELS,
    }),
    new IconLayer<CameraPoint>({
      id,
      data: cameras,
      visible: cameras.length > 0,
      ...icons,
      getIcon: (camera) => symbolName(camera.kind, camera.state, camera.readsPlates),
      getPosition: (camera) => camera.position,
      getSize: SYMBOL_PIXELS,
      getColor: (camera) => [255, 255, 255, camera.isPlanned ? 140 : 255],
      pickable: true,
    }),
  ]
}

export function cameraLayers({ points, atlas, palette, selectedId, isQuiet, formatCount }: CameraLayersProps): Layer[] {
  const cameras = points.filter((point) => point.type === 'camera')
  const clusters = points.filter((point) => point.type === 'cluster')
  const selected = cameras.filter((camera) => camera.id === selectedId)
  const opacity = isQuiet ? 0.14 : 1
  return [
    new ScatterplotLayer<CameraPoint>({
      id: 'camera-selected',
      data: selected,
      visible: selected.length > 0,
      getPosition: (camera) => camera.position,
      radiusUnits: 'pixels',
      getRadius: 21,
      stroked: true,
      lineWidthUnits: 'pixels',
      getLineWidth: 3,
      getLineColor: withAlpha(palette.accent, 255),
      getFillColor: withAlpha(palette.accent, 50),
    }),
    ...cameraSymbols({ id: 'cameras', cameras, atlas, opacity }),
    new ScatterplotLayer<ClusterPoint>({
      id: 'clusters',
      opacity,
      data: clusters,
      visible: clusters.length > 0,
      getPosition: (cluster) => cluster.position,
      radiusUnits: 'pixels',
      getRadius: (cluster) => clusterRadius(cluster.count),
      stroked: true,
      lineWidthUnits: 'pixels',
      getLineWidth: 2.5,
      getLineColor: (cluster) => withAlpha(isMuchImpaired(cluster) ? palette.state.fault : palette.state.working, 255),
      getFillColor: withAlpha(palette.halo, 235),
      pickable: true,
    }),
    new TextLayer<ClusterPoint>({
      id: 'cluster-counts',
      opacity,
      data: clusters,
      visible: clusters.length > 0,
      getPosition: (cluster) => cluster.position,
      getText: (cluster) => formatCount(cluster.count),
      getSize: 13,
      getColor: withAlpha(palette.ink, 255),
      fontFamily: 'Inter, sans-serif',
      fontWeight: 600,
    }),
  ]
}
