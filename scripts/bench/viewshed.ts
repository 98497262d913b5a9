import { compute } from 'visibility-polygon'
import { sweepVisible } from '../../server/domain/envelope'
import { MeshViewer } from '../../server/domain/expansion'
import { meshObstacles } from '../../server/domain/obstacle-mesh'
import { edgesAround } from '../../server/domain/obstacles'
import { planarise } from '../../server/domain/planarise'
import { visibleArea } from '../../server/domain/polar-region'
import { benchCity, streetCameras } from './city'
import { areaWithin } from './disc-area'
import { type BenchCase, medianMs, resultOf, rounded } from './measure'

const SEED = 1
const CAMERAS = 1000
const RANGE_M = 100
const FULL_TURN = 2 * Math.PI
const NOBODY: ReadonlySet<number> = new Set()

type Wall = [[number, number], [number, number]]

/** A square far around the camera, which visibility-polygon needs, and the walls near it, cut where they cross. */
function peerWalls(segments: Float64Array): Wall[] {
  const grid = 2 ** 14
  const { x, y, walls } = planarise(segments.map((value) => value * grid))
  const square: [number, number][] = [
    [-900, -900],
    [900, -900],
    [900, 900],
    [-900, 900],
  ]
  const result: Wall[] = square.map((corner, i) => [corner, square[(i + 1) % 4]])
  for (let i = 0; i < walls.length; i += 2)
    result.push([
      [x[walls[i]] / grid, y[walls[i]] / grid],
      [x[walls[i + 1]] / grid, y[walls[i + 1]] / grid],
    ])
  return result
}

/** Sum of absolute differences over the sum of areas. */
function difference(areas: number[], others: number[]): number {
  const sum = areas.reduce((total, area) => total + area, 0)
  return areas.reduce((total, area, i) => total + Math.abs(area - others[i]), 0) / sum
}

/** 360° visible regions, 100 m, from street centres. The walls in range are found beforehand for the peers. */
export const viewshedCase: BenchCase = {
  name: 'viewshed',
  about: 'visible region of a street camera, 360°, 100 m, flat',
  run() {
    const city = benchCity(SEED)
    const cameras = streetCameras(city, CAMERAS, RANGE_M + 1, SEED)
    const segments = cameras.map(([x, y]) => edgesAround(city.obstacles, x, y, RANGE_M, NOBODY))
    const walls = segments.map(peerWalls)
    const meshStart = performance.now()
    const viewer = new MeshViewer(meshObstacles(city.obstacles, city.bounds))
    const meshMs = performance.now() - meshStart
    const view = (i: number) => viewer.view(cameras[i][0], cameras[i][1], 0, FULL_TURN, RANGE_M)!
    const peerPolygon = (i: number) => compute([0, 0], walls[i])
    const perCamera = (work: (i: number) => number, repetitions?: number) =>
      (1000 / CAMERAS) * medianMs(() => cameras.reduce((sum, _, i) => sum + work(i), 0), repetitions)
    const ours = perCamera((i) => view(i).count, 25)
    const peers = {
      'visibility-polygon': perCamera((i) => peerPolygon(i).length, 5),
      sweep: perCamera((i) => sweepVisible(segments[i], 0, FULL_TURN, RANGE_M).count, 5),
    }
    const areas = cameras.map((_, i) => visibleArea(view(i), 0))
    const agreement = {
      'visibility-polygon': difference(
        areas,
        cameras.map((_, i) => areaWithin(peerPolygon(i), RANGE_M)),
      ),
      sweep: difference(
        areas,
        segments.map((edges) => visibleArea(sweepVisible(edges, 0, FULL_TURN, RANGE_M), 0)),
      ),
    }
    return {
      result: resultOf({ case: 'viewshed', n: CAMERAS, unit: 'us/camera', seed: SEED }, ours, peers, agreement),
      notes: [
        `${city.name}: ${city.obstacles.edges.length / 4} edges, triangulated once in ${rounded(meshMs)} ms (not counted)`,
        'peers: walls in range gathered and cut beforehand (not counted); sweep: the exact sweep that single cameras use',
        'agreement: sum of differences in area ÷ sum of areas',
      ],
    }
  },
}
