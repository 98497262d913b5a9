import { describe, expect, it } from 'vitest'
import { CAMERA_KINDS, CAMERA_STATES, OWNERSHIPS } from '../../server/domain/camera'
import { type CameraColumnsRow, decodeCameraColumns, encodeCameraColumns } from '../../server/domain/camera-columns'
import { seededRandom } from '../../server/domain/testing/random'
import {
  type CameraFilter,
  CLUSTERS_UNTIL_ZOOM,
  cameraPoint,
  clusterPoints,
  drawnBox,
  filterCameras,
  indexClusters,
  pointsInBox,
} from './camera-clusters'

const SEED = 3
const WORLD: [number, number, number, number] = [-180, -85, 180, 85]
const ANY: CameraFilter = Object.freeze({ state: [], kind: [], owner: [], plates: false })

/** 2,000 cameras over a city of 20 km, of every kind, state and owner. */
function manyCameras(): CameraColumnsRow[] {
  const random = seededRandom(SEED)
  const oneOf = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)]
  return Array.from({ length: 2_000 }, (_, i) => ({
    id: i + 1,
    lng: 126.1 + 0.25 * random(),
    lat: 45.35 + 0.18 * random(),
    bearing: random() < 0.3 ? null : Math.floor(random() * 360),
    kind: oneOf(CAMERA_KINDS),
    state: oneOf(CAMERA_STATES),
    ownership: oneOf(OWNERSHIPS),
    pointClass: 1,
    readsPlates: random() < 0.2,
    isIndoor: false,
    isPlanned: random() < 0.05,
    hasStream: true,
  }))
}

const ROWS = manyCameras()
const COLUMNS = decodeCameraColumns(encodeCameraColumns(ROWS))
const EVERY = filterCameras(COLUMNS, ANY)

describe('the filter', () => {
  it('lets everything through when nothing is chosen', () => {
    expect(EVERY).toHaveLength(ROWS.length)
  })

  it.each<[string, Partial<CameraFilter>, (row: CameraColumnsRow) => boolean]>([
    ['one state', { state: ['fault'] }, ({ state }) => state === 'fault'],
    ['two states', { state: ['fault', 'offline'] }, ({ state }) => state === 'fault' || state === 'offline'],
    [
      'a kind and an owner',
      { kind: ['dome'], owner: ['public'] },
      (row) => row.kind === 'dome' && row.ownership === 'public',
    ],
    ['plate readers', { plates: true }, ({ readsPlates }) => readsPlates],
  ])('keeps exactly the cameras of %s', (_name, filter, isWanted) => {
    const kept = filterCameras(COLUMNS, { ...ANY, ...filter })
    expect(kept.map((i) => COLUMNS.id[i])).toEqual(ROWS.filter(isWanted).map(({ id }) => id))
    expect(kept.length).toBeGreaterThan(10)
  })
})

describe('a camera as it is drawn', () => {
  it('says what was sent of it', () => {
    for (const i of [0, 1, 500, 1_999]) {
      const { id, lng, lat, bearing, kind, state, readsPlates, isPlanned } = ROWS[i]
      expect(cameraPoint(COLUMNS, i)).toEqual({
        type: 'camera',
        id,
        position: [lng, lat],
        bearing,
        kind,
        state,
        readsPlates,
        isPlanned,
      })
    }
  })
})

describe('clusters', () => {
  const index = indexClusters(COLUMNS, EVERY)

  it.each(Array.from({ length: 23 }, (_, zoom) => [zoom]))('hold every camera once at zoom %d', (zoom) => {
    const points = clusterPoints(COLUMNS, index, WORLD, zoom)
    const single = points.filter((point) => point.type === 'camera')
    const clusters = points.filter((point) => point.type === 'cluster')
    expect(single.length + clusters.reduce((sum, { count }) => sum + count, 0)).toBe(ROWS.length)
    const impaired = clusters.reduce((sum, cluster) => sum + cluster.impaired, 0)
    expect(impaired + single.filter(({ state }) => state === 'fault' || state === 'offline').length).toBe(
      ROWS.filter(({ state }) => state === 'fault' || state === 'offline').length,
    )
    if (zoom >= CLUSTERS_UNTIL_ZOOM) expect(clusters).toEqual([])
    if (zoom <= 8) expect(points.length).toBeLessThan(60)
  })

  it('count only what the filter lets through', () => {
    const kept = filterCameras(COLUMNS, { ...ANY, state: ['offline'] })
    const points = clusterPoints(COLUMNS, indexClusters(COLUMNS, kept), WORLD, 9)
    const total = points.reduce((sum, point) => sum + (point.type === 'cluster' ? point.count : 1), 0)
    const impaired = points.reduce((sum, point) => sum + (point.type === 'cluster' ? point.impaired : 1), 0)
    expect([total, impaired]).toEqual([kept.length, kept.length])
  })

  it('take a zoom between two whole ones as the lower', () => {
    expect(clusterPoints(COLUMNS, index, WORLD, 11.99)).toEqual(clusterPoints(COLUMNS, index, WORLD, 11))
  })

  it('leave single cameras where none are made: those in the box', () => {
    const box: [number, number, number, number] = [126.15, 45.4, 126.2, 45.45]
    const byId = (a: { id: number }, b: { id: number }) => a.id - b.id
    const inBox = pointsInBox(COLUMNS, EVERY, box)
    expect(inBox.length).toBeGreaterThan(20)
    expect(inBox.sort(byId)).toEqual(clusterPoints(COLUMNS, index, box, CLUSTERS_UNTIL_ZOOM).sort(byId))
  })

  it('are none where there is no camera', () => {
    expect(clusterPoints(COLUMNS, index, [0, 0, 1, 1], 10)).toEqual([])
    expect(clusterPoints(COLUMNS, indexClusters(COLUMNS, []), WORLD, 3)).toEqual([])
  })
})

describe('drawnBox', () => {
  it('holds the view, and stays the same while the map moves less than a tile', () => {
    const step = 360 / 2 ** 16
    const bounds: [number, number, number, number] = [126.2201, 45.4201, 126.2309, 45.4268]
    const box = drawnBox(bounds, 16.7)
    expect(box[0] <= bounds[0] && box[1] <= bounds[1] && box[2] >= bounds[2] && box[3] >= bounds[3]).toBe(true)
    expect(box[0] > bounds[0] - step && box[2] < bounds[2] + step).toBe(true)
    const moved = bounds.map((degrees) => degrees + 0.0001) as typeof bounds
    expect(drawnBox(moved, 16.2)).toEqual(box)
    expect(drawnBox([-180, -85, 180, 85], 0)).toEqual([-360, -90, 360, 90])
  })
})
