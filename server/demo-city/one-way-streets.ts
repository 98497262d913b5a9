import { lineLength, pointAlong } from './plane'
import { roadNetwork, strongComponents } from './road-network'
import type { Street } from './street'
import type { StreetGraph } from './street-graph'
import { zoneAt } from './zones'

/** In the dense quarters neighbouring streets run one way each, in turn; never so that a place cannot be reached or left. */
export function withOneWayStreets(graph: StreetGraph): StreetGraph {
  const candidates = [...new Set(graph.edges.map(({ street }) => street))].filter(isCandidate)
  const directions = new Map(
    candidates.map((street, i) => [street, i % 4 < 2 ? (['forward', 'backward'] as const)[i % 2] : ('no' as const)]),
  )
  for (;;) {
    const directed = apply(graph, directions)
    const component = strongComponents(roadNetwork(directed))
    const trapped = graph.edges.filter(
      ({ from, to, street }) => component[from] !== component[to] && (directions.get(street) ?? 'no') !== 'no',
    )
    if (trapped.length === 0) return directed
    for (const { street } of trapped) directions.set(street, 'no')
  }
}

function isCandidate({ line, kind }: Street): boolean {
  const zone = zoneAt(pointAlong(line, lineLength(line) / 2).point)
  return (
    (kind === 'tertiary' || kind === 'living_street' || kind === 'residential') &&
    (zone === 'downtown' || zone === 'old_town' || zone === 'new_centre')
  )
}

function apply({ nodes, edges }: StreetGraph, directions: Map<Street, Street['oneway']>): StreetGraph {
  const copies = new Map<Street, Street>()
  const copyOf = (street: Street): Street => {
    const copy = copies.get(street) ?? { ...street, oneway: directions.get(street) ?? street.oneway }
    copies.set(street, copy)
    return copy
  }
  return { nodes, edges: edges.map((edge) => ({ ...edge, street: copyOf(edge.street) })) }
}
