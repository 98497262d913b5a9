import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { MeshViewer } from '../../server/domain/expansion'
import { meshObstacles } from '../../server/domain/obstacle-mesh'
import { indexLocalOutlines, type LocalOutline, localOutline } from '../../server/domain/obstacles'
import { raysOff } from '../../server/domain/testing/ray-oracle'
import { onGrid } from '../../server/domain/testing/scenes'
import { benchCity, streetCameras } from './city'
import { CAMERAS, lookFrom, MASTS, type MastTimes, RANGE_M, SEED } from './masts'
import { type BenchCase, resultOf, rounded } from './measure'

const PROCESSES = 5
const RAYS = 240
const CITIES = ['newYork', 'munich'] as const
type CityName = (typeof CITIES)[number]
const RUN = fileURLToPath(new URL('../run.mjs', import.meta.url))

/** Views over low roofs, mounts of 4 to 12 m, in processes of their own: one keeps the luck of how it was compiled. */
export const viewshed25dCase: BenchCase = {
  name: 'viewshed-25d',
  about: 'visible region among buildings with heights, 360°, 100 m, mounts of 4 to 12 m',
  run() {
    const times = new Map(CITIES.map((name) => [name, timesIn(name)]))
    const off = CITIES.map(raysOffIn)
    const mean = (mast: keyof MastTimes) =>
      CITIES.reduce((sum, name) => sum + times.get(name)![mast] / CITIES.length, 0)
    const raysApart = off.reduce((sum, city) => sum + city.off, 0)
    const result = resultOf(
      { case: 'viewshed-25d', n: CITIES.length * CAMERAS, unit: 'us/camera', seed: SEED },
      mean('mixed'),
      { flat: mean('flat') },
      { flat: raysApart },
    )
    result.ratio['ours/flat'] = rounded(mean('mixed') / mean('flat'))
    return {
      result,
      notes: [
        ...off.map(({ name }, i) => `${name}: ${describe(times.get(CITIES[i])!)}`),
        `agreement: rays off by more than 1 cm, of ${RAYS} for each camera, against the definition of a shadow`,
        `medians of ${PROCESSES} processes; flat is ours with every building too high to see over`,
      ],
    }
  },
}

function describe({ flat, mixed, at12, at25 }: MastTimes): string {
  const times = (value: number) => `${rounded(value)} us, ${rounded(value / flat)} × flat`
  return `flat ${rounded(flat)} us; 4–12 m ${times(mixed)}; 12 m ${times(at12)}; 25 m ${times(at25)}`
}

function timesIn(city: CityName): MastTimes {
  const runs = Array.from({ length: PROCESSES }, () => {
    const output = execFileSync(process.execPath, [RUN, 'scripts/bench/mast-times.ts', city], { encoding: 'utf8' })
    return JSON.parse(output) as MastTimes
  })
  const median = (mast: keyof MastTimes) => runs.map((run) => run[mast]).sort((a, b) => a - b)[PROCESSES >> 1]
  return { flat: median('flat'), mixed: median('mixed'), at12: median('at12'), at25: median('at25') }
}

/** Rays that see something else than the definition says, over outlines rounded as meshes round them. */
function raysOffIn(name: CityName): { name: string; off: number } {
  const city = benchCity(SEED, name)
  const outlines = city.outlines.map((outline): LocalOutline => {
    const local = localOutline(outline, city.frame)
    return { ...local, rings: local.rings.map(onGrid) }
  })
  const snapped = indexLocalOutlines(outlines, city.frame)
  const viewer = new MeshViewer(meshObstacles(snapped, city.bounds))
  const off = streetCameras(city, CAMERAS, RANGE_M + 1, SEED).map((place, i) => {
    const [x, y] = place
    const near = snapped.outlineTree!.search(x - RANGE_M, y - RANGE_M, x + RANGE_M, y + RANGE_M).sort((a, b) => a - b)
    const around = indexLocalOutlines(
      near.map((outline) => outlines[outline]),
      city.frame,
    )
    const look = lookFrom(place, MASTS.mixed(i / CAMERAS))
    return raysOff(viewer.view(look)!, around, look, { rays: RAYS })
  })
  return { name: city.name, off: off.reduce((sum, rays) => sum + rays, 0) }
}
