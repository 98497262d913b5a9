import type { Name } from './names'
import type { Vec } from './plane'
import { centrality } from './zones'

/** Some parts are watched well, some hardly at all: more in the north and the middle, with gaps everywhere. */
export function watchfulness(p: Vec): number {
  const patches =
    0.5 + 0.32 * Math.sin(p[0] / 410 + 1.1) * Math.cos(p[1] / 370 + 0.4) + 0.25 * Math.sin((p[0] + p[1]) / 690)
  const south = p[1] < -1_200 ? 0.5 : 1
  return Math.max(0.03, Math.min(1, (0.45 + 0.75 * centrality(p)) * patches * 1.35 * south))
}

const COMPASS = ['北', '东北', '东', '东南', '南', '西南', '西', '西北']
const COMPASS_EN = ['north', 'north-east', 'east', 'south-east', 'south', 'south-west', 'west', 'north-west']

/** The nearest of the eight points of the compass. */
export function compass(bearing: number): Name {
  const i = Math.round(bearing / 45) % 8
  return { name: COMPASS[i], nameEn: COMPASS_EN[i] }
}
