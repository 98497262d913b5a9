/** Small seeded road networks: a crooked grid with gaps, one-way streets and roads of every class. */
import type { Position } from 'geojson'
import { localFrame } from '../frame'
import type { GraphRoad } from '../road-graph'
import { seededRandom } from './random'

export const PLAIN_FRAME = localFrame([126.2, 45.42])

export const roadOf = (
  points: readonly (readonly [number, number])[],
  changes: Partial<GraphRoad> = {},
): GraphRoad => ({
  geometry: { type: 'LineString', coordinates: points.map(([x, y]): Position => PLAIN_FRAME.toLngLat(x, y)) },
  roadClass: 'residential',
  oneway: 'no',
  ...changes,
})

const CLASSES = ['primary', 'secondary', 'residential', 'service']
const WAYS = ['no', 'no', 'forward', 'backward'] as const
const BLOCK_M = 120

export function randomRoads(seed: number, size: number): GraphRoad[] {
  const random = seededRandom(seed)
  const jitter = () => (random() - 0.5) * 70
  const corners = Array.from({ length: size }, (_, row) =>
    Array.from({ length: size }, (__, column) => [column * BLOCK_M + jitter(), row * BLOCK_M + jitter()] as const),
  )
  const pick = <T>(items: readonly T[]) => items[Math.floor(random() * items.length)]
  const roads: GraphRoad[] = []
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++)
      for (const next of [corners[row][column + 1], corners[row + 1]?.[column]])
        if (next && random() > 0.12)
          roads.push(roadOf([corners[row][column], next], { roadClass: pick(CLASSES), oneway: pick(WAYS) }))
  return roads
}
