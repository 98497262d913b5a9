/** Which cameras are shown, and which are drawn as one cluster with a count at this zoom. */
import Supercluster from 'supercluster'
import {
  CAMERA_KINDS,
  CAMERA_STATES,
  type CameraKind,
  type CameraState,
  OWNERSHIPS,
  type Ownership,
} from '../../server/domain/camera'
import { CAMERA_FLAGS, type CameraColumns } from '../../server/domain/camera-columns'
import type { Bounds } from './map-canvas'

export interface CameraFilter {
  state: readonly CameraState[]
  kind: readonly CameraKind[]
  owner: readonly Ownership[]
  plates: boolean
}

/** A camera as drawn. */
export interface CameraPoint {
  type: 'camera'
  id: number
  position: [number, number]
  bearing: number | null
  kind: CameraKind
  state: CameraState
  readsPlates: boolean
  isPlanned: boolean
}

export interface ClusterPoint {
  type: 'cluster'
  id: number
  position: [number, number]
  count: number
  /** How many of them are faulty or offline; of an unknown one nothing is said. */
  impaired: number
}

/** From this zoom on every camera is drawn by itself. */
export const CLUSTERS_UNTIL_ZOOM = 14

/** Indices of the cameras that pass; an empty list means any. */
export function filterCameras(columns: CameraColumns, filter: CameraFilter): number[] {
  const wanted = <T>(all: readonly T[], list: readonly T[]) =>
    list.length === 0 ? null : new Set(list.map((value) => all.indexOf(value)))
  const states = wanted(CAMERA_STATES, filter.state)
  const kinds = wanted(CAMERA_KINDS, filter.kind)
  const owners = wanted(OWNERSHIPS, filter.owner)
  const kept: number[] = []
  for (let i = 0; i < columns.count; i++) {
    if (states && !states.has(columns.state[i])) continue
    if (kinds && !kinds.has(columns.kind[i])) continue
    if (owners && !owners.has(columns.ownership[i])) continue
    if (filter.plates && !(columns.flags[i] & CAMERA_FLAGS.readsPlates)) continue
    kept.push(i)
  }
  return kept
}

export function cameraPoint(columns: CameraColumns, i: number): CameraPoint {
  const flags = columns.flags[i]
  return {
    type: 'camera',
    id: columns.id[i],
    position: [columns.lng[i], columns.lat[i]],
    bearing: flags & CAMERA_FLAGS.hasBearing ? columns.bearing[i] : null,
    kind: CAMERA_KINDS[columns.kind[i]],
    state: CAMERA_STATES[columns.state[i]],
    readsPlates: Boolean(flags & CAMERA_FLAGS.readsPlates),
    isPlanned: Boolean(flags & CAMERA_FLAGS.isPlanned),
  }
}

type ClusterProperties = { impaired: number }
export type ClusterIndex = Supercluster<{ index: number }, ClusterProperties>

const IMPAIRED = [CAMERA_STATES.indexOf('fault'), CAMERA_STATES.indexOf('offline')]

export function indexClusters(columns: CameraColumns, kept: readonly number[]): ClusterIndex {
  const index: ClusterIndex = new Supercluster<{ index: number }, ClusterProperties>({
    radius: 56,
    maxZoom: CLUSTERS_UNTIL_ZOOM - 1,
    map: (properties) => ({ impaired: IMPAIRED.includes(columns.state[properties.index]) ? 1 : 0 }),
    reduce: (sum, properties) => {
      sum.impaired += properties.impaired
    },
  })
  return index.load(
    kept.map((i) => ({
      type: 'Feature',
      properties: { index: i },
      geometry: { type: 'Point', coordinates: [columns.lng[i], columns.lat[i]] },
    })),
  )
}

/**
 * The box to draw cameras in while the map shows `bounds`: a little larger, on a grid of one map tile, so that it stays the
 * same while the map moves less than that. Then nothing is drawn anew, however many cameras there are.
 */
export function drawnBox([west, south, east, north]: Bounds, zoom: number): Bounds {
  const step = 360 / 2 ** Math.floor(zoom)
  return [
    Math.floor(west / step) * step,
    Math.max(-90, Math.floor(south / step) * step),
    Math.ceil(east / step) * step,
    Math.min(90, Math.ceil(north / step) * step),
  ]
}

/** Each kept camera in the box by itself, for zooms without clusters: one pass over numbers, which needs no index. */
export function pointsInBox(
  columns: CameraColumns,
  kept: readonly number[],
  [west, south, east, north]: Bounds,
): CameraPoint[] {
  const { lng, lat } = columns
  const isInside = (i: number) => lng[i] >= west && lng[i] <= east && lat[i] >= south && lat[i] <= north
  return kept.filter(isInside).map((i) => cameraPoint(columns, i))
}

/** What to draw in the box at this zoom. */
export function clusterPoints(
  columns: CameraColumns,
  index: ClusterIndex,
  bounds: Bounds,
  zoom: number,
): (CameraPoint | ClusterPoint)[] {
  return index.getClusters(bounds, Math.floor(zoom)).map((feature) => {
    const position = feature.geometry.coordinates as [number, number]
    if (!('cluster' in feature.properties)) return cameraPoint(columns, feature.properties.index)
    const { cluster_id, point_count, impaired } = feature.properties as unknown as {
      cluster_id: number
      point_count: number
      impaired: number
    }
    return { type: 'cluster', id: cluster_id, position, count: point_count, impaired }
  })
}
