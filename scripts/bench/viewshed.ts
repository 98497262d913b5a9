import { compute } from 'visibility-polygon'
import { type Look, MeshViewer } from '../../server/domain/expansion'
import { orderAlongCurve } from '../../server/domain/mesh-order'
import { meshObstacles } from '../../server/domain/obstacle-mesh'
import { visibleArea } from '../../server/domain/polar-region'
import { sweepVisible } from '../../server/domain/testing/envelope'
import { benchCity, streetCameras } from './city'
import { areaWithin } from './disc-area'
import { type BenchCase, medianMs, resultOf, rounded } from './measure'
import { withPostgis } from './postgis'
import { sectorsByQuads } from './shadow-quads'
import { wallsAround, wallsOf } from './walls'

const SEED = 1
const CAMERAS = 1000
const RANGE_M = 100
const FULL_TURN = 2 * Math.PI
/** Flat: higher than any camera. */
const HEIGHT_M = 2
const QUARTER_TURN = Math.PI / 2
const POSTGIS_CAMERAS = 200

function lookFrom([x, y]: readonly [number, number], span: number): Look {
  return { x, y, start: 0, span, nearM: 0, farM: RANGE_M, heightM: HEIGHT_M, targetHeightM: 1.5 }
}

type Wall = [[number, number], [number, number]]

/** The walls near a camera, and the square far around it that visibility-polygon needs. */
function peerWalls(segments: Float64Array): Wall[] {
  const square: [number, number][] = [
    [-900, -900],
    [900, -900],
    [900, 900],
    [-900, 900],
  ]
  const walls: Wall[] = square.map((corner, i) => [corner, square[(i + 1) % 4]])
  for (let i = 0; i < segments.length; i += 4)
    walls.push([
      [segments[i], segments[i + 1]],
      [segments[i + 2], segments[i + 3]],
    ])
  return walls
}

/** The order in which coverage looks, too; made anew each time. */
const inOrder = (cameras: readonly (readonly [number, number])[]) =>
  orderAlongCurve(
    cameras.map(([x]) => x),
    cameras.map(([, y]) => y),
  )

/** Largest difference of one camera's area, m². */
const largest = (areas: number[], others: number[]) => Math.max(...areas.map((area, i) => Math.abs(area - others[i])))

/** 360° visible regions, 100 m, from street centres; every building high. */
export const viewshedCase: BenchCase = {
  name: 'viewshed',
  about: 'visible region of a street camera, 360°, 100 m, flat',
  async run() {
    const city = benchCity(SEED)
    const flat = { ...city.obstacles, heightM: city.obstacles.heightM.map(() => Number.POSITIVE_INFINITY) }
    const cameras = streetCameras(city, CAMERAS, RANGE_M + 1, SEED)
    const meshMs = medianMs(() => meshObstacles(flat, city.bounds).x.length, 5)
    const mesh = meshObstacles(flat, city.bounds)
    const viewer = new MeshViewer(mesh)
    const walls = wallsOf(mesh)
    const near = cameras.map(([x, y]) => wallsAround(walls, x, y, RANGE_M))
    const inRange = near.map(peerWalls)
    // Made beforehand: to copy an object costs half as much as to look.
    const looks = cameras.map((camera) => lookFrom(camera, FULL_TURN))
    const view = (i: number) => viewer.view(looks[i])!
    const peerPolygon = (i: number) => compute([0, 0], inRange[i])
    const perCamera = (work: (i: number) => number, repetitions?: number) =>
      (1000 / CAMERAS) * medianMs(() => cameras.reduce((sum, _, i) => sum + work(i), 0), repetitions)
    const oursInOrder = () => {
      let pieces = 0
      for (const i of inOrder(cameras)) pieces += view(i).count
      return pieces
    }
    const ours = (1000 / CAMERAS) * medianMs(oursInOrder, 25)
    const peers = {
      'visibility-polygon': perCamera((i) => peerPolygon(i).length, 5),
      sweep: perCamera((i) => sweepVisible(near[i], 0, FULL_TURN, RANGE_M).count, 5),
    }
    const selectionUs = perCamera((i) => wallsAround(walls, cameras[i][0], cameras[i][1], RANGE_M).length, 5)
    const areas = cameras.map((_, i) => visibleArea(view(i)))
    const agreement = {
      'visibility-polygon': largest(
        areas,
        cameras.map((_, i) => areaWithin(peerPolygon(i), RANGE_M)),
      ),
      sweep: largest(
        areas,
        near.map((segments) => visibleArea(sweepVisible(segments, 0, FULL_TURN, RANGE_M))),
      ),
    }
    const postgis = await withPostgis((client) => sectorsByQuads(client, near.slice(0, POSTGIS_CAMERAS), RANGE_M))
    const sectors = cameras.map((camera) => lookFrom(camera, QUARTER_TURN))
    const sector = (i: number) => viewer.view(sectors[i])!
    const sectorUs = perCamera((i) => sector(i).count, 25)
    const oursFor: Record<string, number> = {}
    if (postgis !== null) {
      Object.assign(peers, { postgis: postgis.us })
      Object.assign(oursFor, { postgis: sectorUs })
      const sectorAreas = postgis.areas.map((_, i) => visibleArea(sector(i)))
      Object.assign(agreement, { postgis: largest(sectorAreas, postgis.areas) })
    }
    const counts = near.map(({ length }) => length / 4).sort((a, b) => a - b)
    return {
      result: resultOf(
        { case: 'viewshed', n: CAMERAS, unit: 'us/camera', seed: SEED },
        ours,
        peers,
        agreement,
        oursFor,
      ),
      notes: [
        `${city.name}: ${city.obstacles.edges.length / 4} edges, ${walls.segments.length / 4} walls once dissolved, median ${counts[CAMERAS / 2]} in range`,
        `apart: mesh of the whole ${rounded(meshMs)} ms; for the peers, selecting the walls in range ${rounded(selectionUs)} us/camera`,
        `postgis: the first ${POSTGIS_CAMERAS} cameras, a sector of 90°, for which ours takes ${rounded(sectorUs)} us; its ratio is to that`,
        'agreement: largest difference in area of any camera, m²; sweep is the oracle',
      ],
    }
  },
}
