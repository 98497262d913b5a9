import type { AreaKind, PlaceKind } from '../formats/records'
import { metresAlong } from './arrange'
import type { Block } from './blocks'
import type { Building } from './building'
import type { Name } from './names'
import { add, distance, left, mix, pointAlong, type Ring, scale, subtract, unit, type Vec } from './plane'
import { isRoad, STREET_RANKS } from './street'

export interface Ground extends Partial<Name> {
  kind: AreaKind
  ring: Ring
  holes?: Ring[]
}

/** A way in: its place on the edge of the block, and the way out of it. */
export interface Gate {
  at: Vec
  outwards: Vec
  kind: PlaceKind
  name: Name | null
}

export interface Landmark extends Name {
  at: Vec
  kind: PlaceKind
}

export interface BuiltBlock {
  block: Block
  buildings: Building[]
  grounds: Ground[]
  gates: Gate[]
  landmarks: Landmark[]
  /** Ways inside the block, from street to street. */
  paths: { line: Vec[]; kind: 'service' | 'footway' | 'residential' }[]
}

export const emptyBlock = (block: Block): BuiltBlock => ({
  block,
  buildings: [],
  grounds: [],
  gates: [],
  landmarks: [],
  paths: [],
})

/** Middles of sides of `ring` where a gate may open to a road, the quietest road first. */
export function gateSites(block: Block, ring: Ring): { at: Vec; outwards: Vec }[] {
  const roads = block.face.sides.flatMap((edge, i) =>
    isRoad(edge.street.kind)
      ? [
          {
            rank: STREET_RANKS.indexOf(edge.street.kind),
            a: block.face.ring[i],
            b: block.face.ring[(i + 1) % block.face.ring.length],
          },
        ]
      : [],
  )
  const sites = ring.flatMap((a, i) => {
    const b = ring[(i + 1) % ring.length]
    const at = mix(a, b, 0.5)
    const outwards = scale(left(unit(subtract(b, a))), -1)
    const road = roads.find(
      (side) =>
        distance(at, pointAlong([side.a, side.b], metresAlong([side.a, side.b], add(at, scale(outwards, 8)))).point) <
        34,
    )
    return road && distance(a, b) > 30 ? [{ at, outwards, rank: road.rank }] : []
  })
  return sites.sort((a, b) => b.rank - a.rank)
}
