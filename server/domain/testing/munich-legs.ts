/**
 * Legs of simulated vehicles in Munich with the edges they truly drove, found from their tracks: a fix each two seconds, with the lane.
 * A lane names the way it was made of, so that each fix is matched to the nearest edge of that way in its direction; what lies
 * between two fixes is the shortest way between them, a few metres. Nothing here knows of the code that is put to the test but the graph.
 */
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { parseOsmPbf } from '../../formats/osm-pbf'
import type { CameraRecord } from '../../formats/records'
import { localFrame } from '../frame'
import { type RoadGraph, roadGraph } from '../road-graph'
import { type DrivenEdge, type Fix, TrackMatcher } from './track-matcher'

export const MUNICH = new URL('../../../../shared/data/munich/', import.meta.url)

export interface SimulatedPassage {
  vehicle: string
  camera: string
  /** Seconds. */
  at: number
  /** Where the camera is, as the map has it, not where the vehicle was. */
  lng: number
  lat: number
  bearing: number
  /** Where the vehicle was. */
  fix: Fix
}

export interface TrueLeg {
  from: SimulatedPassage
  to: SimulatedPassage
  /** Edges in the order they were driven, and how many metres of each. */
  edges: DrivenEdge[]
  lengthM: number
}

export interface Munich {
  graph: RoadGraph
  passages: Map<string, SimulatedPassage[]>
  legs: TrueLeg[]
  /** Fixes that were not matched, all fixes, and legs that are left out for it. */
  matching: { unmatched: number; fixes: number; legs: number }
}

const FRAME = localFrame([11.576, 48.1375])
const text = (name: string) => {
  const bytes = readFileSync(new URL(name, MUNICH))
  return (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
}
const rowsOf = (name: string) =>
  text(name)
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(','))

/** `keeps`: the cameras that read; fewer of them make longer legs. */
export function readMunich(keeps: (camera: string) => boolean = () => true): Munich {
  const extract = parseOsmPbf(readFileSync(new URL('munich-altstadt.osm.pbf', MUNICH)))
  const roads = extract.roads.records
  const graph = roadGraph(roads, FRAME)
  const passages = readPassages(extract.cameras.records, keeps)
  const tracks = readTracks()
  const matcher = new TrackMatcher(graph, roads, waysOfLanes())
  const found = [...tracks].flatMap(([vehicle, track]) =>
    pairs(passages.get(vehicle) ?? []).map(([from, to]) => {
      const between = track.filter(({ at }) => at > from.at && at < to.at)
      return { from, to, edges: matcher.edgesOf([from.fix, ...between, to.fix]) }
    }),
  )
  const legs = found.flatMap(({ from, to, edges }) =>
    edges ? [{ from, to, edges, lengthM: edges.reduce((sum, { metres }) => sum + metres, 0) }] : [],
  )
  return { graph, passages, legs, matching: { ...matcher.tally, legs: found.length - legs.length } }
}

/** Two passages one after the other, at different cameras. */
export const pairs = (passages: readonly SimulatedPassage[]) =>
  passages
    .slice(1)
    .map((to, i) => [passages[i], to] as const)
    .filter(([from, to]) => from.camera !== to.camera)

function readPassages(cameras: readonly CameraRecord[], keeps: (camera: string) => boolean) {
  const places = new Map(cameras.map((camera) => [camera.code, camera]))
  const passages = new Map<string, SimulatedPassage[]>()
  for (const [, time, camera, vehicle, , lng, lat, heading, , , lane] of rowsOf('munich_sim_passages.csv')) {
    if (!keeps(camera)) continue
    const [x, y] = FRAME.toLocal(Number(lng), Number(lat))
    const [at, bearing, place] = [Date.parse(time) / 1_000, Number(heading), places.get(camera)!]
    const passage = { vehicle, camera, at, lng: place.lng, lat: place.lat, bearing, fix: { at, x, y, bearing, lane } }
    passages.set(vehicle, [...(passages.get(vehicle) ?? []), passage])
  }
  for (const list of passages.values()) list.sort((a, b) => a.at - b.at)
  return passages
}

function readTracks(): Map<string, Fix[]> {
  const tracks = new Map<string, Fix[]>()
  for (const [time, vehicle, lng, lat, bearing, , lane] of rowsOf('munich_sim_fcd.csv.gz')) {
    const [x, y] = FRAME.toLocal(Number(lng), Number(lat))
    const track = tracks.get(vehicle) ?? []
    tracks.set(vehicle, track)
    track.push({ at: Date.parse(time) / 1_000, x, y, bearing: Number(bearing), lane })
  }
  return tracks
}

/** Ways that each lane was made of. */
function waysOfLanes(): Map<string, string[]> {
  const ways = new Map<string, string[]>()
  const lanes = /<lane id="([^":]+)"[^>]*>\s*<param key="origId" value="([^"]+)"/g
  for (const [, lane, value] of text('munich.net.xml.gz').matchAll(lanes)) ways.set(lane, value.split(' '))
  return ways
}
