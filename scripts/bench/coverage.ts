import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon'
import { addRings, createGrid } from '../../server/domain/coverage'
import { MeshViewer } from '../../server/domain/expansion'
import { meshObstacles } from '../../server/domain/obstacle-mesh'
import { visibleOutline } from '../../server/domain/polar-outline'
import { benchCity, streetCameras } from './city'
import { type BenchCase, medianMs, resultOf } from './measure'

const SEED = 1
const VIEWSHEDS = 60
const RANGE_M = 100
const PEER = '@turf/boolean-point-in-polygon per cell'

/** Counting viewsheds into 1 m cells; the peer tests the centre of every cell of a viewshed's box. */
export const coverageCase: BenchCase = {
  name: 'coverage',
  about: 'count viewsheds per 1 m cell',
  run() {
    const city = benchCity(SEED)
    const viewer = new MeshViewer(meshObstacles(city.obstacles, city.bounds))
    const look = { start: 0, span: 2 * Math.PI, nearM: 0, farM: RANGE_M, heightM: 6, targetHeightM: 1.5 }
    const viewsheds = streetCameras(city, VIEWSHEDS, RANGE_M, SEED).map(([x, y]) => {
      const [[ring]] = visibleOutline(viewer.view({ ...look, x, y })!, 0.02)
      return ring.map((value, i) => value + (i % 2 === 0 ? x : y))
    })
    const grid = createGrid(city.frame, city.bounds, 1)
    const other = createGrid(city.frame, city.bounds, 1)
    const countOurs = () => {
      grid.counts.fill(0)
      for (const ring of viewsheds) addRings(grid, [ring])
      return grid.counts[0]
    }
    const countPeer = () => {
      other.counts.fill(0)
      for (const ring of viewsheds) countByCentre(other, ring)
      return other.counts[0]
    }
    const ours = (1000 / VIEWSHEDS) * medianMs(countOurs, 25)
    const peers = { [PEER]: (1000 / VIEWSHEDS) * medianMs(countPeer, 5, 1) }
    const unlike = grid.counts.reduce((sum, count, cell) => sum + (count === other.counts[cell] ? 0 : 1), 0)
    const counted = grid.counts.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0)
    return {
      result: resultOf({ case: 'coverage', n: VIEWSHEDS, unit: 'us/viewshed', seed: SEED }, ours, peers, {
        [PEER]: unlike / counted,
      }),
      notes: [`${city.name}: ${counted} cells seen`, 'agreement: share of the seen cells whose counts differ'],
    }
  },
}

function countByCentre(grid: ReturnType<typeof createGrid>, ring: number[]): void {
  const positions = Array.from({ length: ring.length / 2 }, (_, i) => [ring[i * 2], ring[i * 2 + 1]])
  const polygon = { type: 'Polygon' as const, coordinates: [[...positions, positions[0]]] }
  const extent = (axis: 0 | 1, min: number) => [
    Math.max(0, Math.floor(Math.min(...positions.map((position) => position[axis])) - min)),
    Math.ceil(Math.max(...positions.map((position) => position[axis])) - min),
  ]
  const [left, right] = extent(0, grid.minX)
  const [low, high] = extent(1, grid.minY)
  for (let row = low; row < Math.min(high, grid.rows); row++)
    for (let column = left; column < Math.min(right, grid.columns); column++)
      if (booleanPointInPolygon([grid.minX + column + 0.5, grid.minY + row + 0.5], polygon))
        grid.counts[row * grid.columns + column]++
}
