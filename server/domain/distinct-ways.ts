import type { RoadGraph } from './road-graph'
import type { Way } from './way-shares'

/** Ways that share this much of their length are one way. */
export const SAME_WAY = 0.8

/** Ways that run together for most of their length as one: the likeliest of them, with what all of them share. Ways come and go the likeliest first. */
export function distinctWays({ lengthM }: RoadGraph, ways: readonly Way[]): Way[] {
  const groups: { lead: Way; edges: Set<number>; lengthM: number; share: number }[] = []
  for (const way of ways) {
    const length = way.edges.reduce((sum, edge) => sum + lengthM[edge], 0)
    const group = groups.find((known) => {
      const shared = way.edges.reduce((sum, edge) => sum + (known.edges.has(edge) ? lengthM[edge] : 0), 0)
      return shared >= SAME_WAY * Math.max(length, known.lengthM)
    })
    if (group) group.share += way.share
    else groups.push({ lead: way, edges: new Set(way.edges), lengthM: length, share: way.share })
  }
  return groups.map(({ lead, share }) => ({ ...lead, share })).sort((a, b) => b.share - a.share)
}
