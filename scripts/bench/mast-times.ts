/** Times of views with heights in one fresh process, as a line of JSON: median of several such processes is what counts. */
import { MeshViewer } from '../../server/domain/expansion'
import { meshObstacles } from '../../server/domain/obstacle-mesh'
import { benchCity, streetCameras } from './city'
import { CAMERAS, lookFrom, MASTS, type MastTimes, RANGE_M, SEED } from './masts'
import { medianMs } from './measure'

const city = benchCity(SEED, process.argv[2] === 'newYork' ? 'newYork' : 'munich')
const places = streetCameras(city, CAMERAS, RANGE_M + 1, SEED)
const tall = { ...city.obstacles, heightM: city.obstacles.heightM.map(() => Number.POSITIVE_INFINITY) }

function microseconds(obstacles: typeof city.obstacles, heightOf: (random: number) => number): number {
  const viewer = new MeshViewer(meshObstacles(obstacles, city.bounds))
  const looks = places.map((place, i) => lookFrom(place, heightOf(i / CAMERAS)))
  return (1000 / CAMERAS) * medianMs(() => looks.reduce((sum, look) => sum + viewer.view(look)!.count, 0), 15)
}

const times: MastTimes = {
  flat: microseconds(tall, MASTS.mixed),
  mixed: microseconds(city.obstacles, MASTS.mixed),
  at12: microseconds(city.obstacles, MASTS.at12),
  at25: microseconds(city.obstacles, MASTS.at25),
}
console.log(JSON.stringify(times))
