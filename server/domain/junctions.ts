/** Junctions: where at least three ends or passing arms of streets meet; neighbours are one junction. */
import Flatbush from 'flatbush'
import type { LineString } from 'geojson'
import type { LocalFrame } from './frame'
import { distinctPositions, isDrivable, roadNodes } from './road-nodes'

export interface JunctionRoad {
  geometry: LineString
  roadClass: string
  name: string | null
  nameEn: string | null
  isTunnel: boolean
}

export interface Junction {
  /** Where its arms meet, metres in the frame: one point, or several that lie close. */
  points: [x: number, y: number][]
  /** The streets that meet, each once, in the order of the roads. */
  names: { name: string; nameEn: string | null }[]
}

const LEAST_ARMS = 3
/** Driveways and farm tracks make no junction: there would be one at every yard. */
const meets = ({ roadClass, isTunnel }: JunctionRoad) =>
  isDrivable(roadClass) && roadClass !== 'service' && roadClass !== 'track' && !isTunnel

/** The junctions of some roads. Points within `mergeM` of one another, in a chain, are one: a dual carriageway crosses at four. */
export function junctions(roads: readonly JunctionRoad[], frame: LocalFrame, mergeM: number): Junction[] {
  const streets = roads.filter(meets)
  const nodes = [...roadNodes(streets.map(({ geometry }) => distinctPositions(geometry))).values()].filter(
    ({ arms }) => arms.length >= LEAST_ARMS,
  )
  const points = nodes.map(({ position: [lng, lat] }) => frame.toLocal(lng, lat))
  return chains(points, mergeM).map((members) => ({
    points: members.map((i) => points[i]),
    names: namesOf(members.flatMap((i) => nodes[i].arms.map(({ road }) => streets[road]))),
  }))
}

function namesOf(streets: readonly JunctionRoad[]): Junction['names'] {
  const names = new Map<string, string | null>()
  for (const { name, nameEn } of streets) if (name && !names.has(name)) names.set(name, nameEn)
  return [...names].map(([name, nameEn]) => ({ name, nameEn }))
}

/** Groups of points that hang together by steps of at most `stepM`, in the order of their first members. */
export function chains(points: readonly (readonly [number, number])[], stepM: number): number[][] {
  if (points.length === 0) return []
  const tree = new Flatbush(points.length)
  for (const [x, y] of points) tree.add(x, y)
  tree.finish()
  const isTaken = new Uint8Array(points.length)
  return points.flatMap((_, start) => {
    if (isTaken[start]) return []
    isTaken[start] = 1
    const members = [start]
    for (let at = 0; at < members.length; at++) {
      const [x, y] = points[members[at]]
      for (const i of tree.neighbors(x, y, Number.POSITIVE_INFINITY, stepM)) {
        if (isTaken[i]) continue
        isTaken[i] = 1
        members.push(i)
      }
    }
    return [members]
  })
}
