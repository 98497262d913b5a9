import { type LocalFrame, localFrame } from '../domain/frame'
import type {
  AreaRecord,
  BuildingRecord,
  CameraRecord,
  CameraStateRecord,
  IncidentRecord,
  JurisdictionRecord,
  PassageRecord,
  PlaceRecord,
  RoadRecord,
} from '../formats/records'
import { layBlocks } from './blocks'
import { buildBlocks } from './build-blocks'
import type { BuiltBlock } from './built-block'
import { type DemoCamera, installCameras } from './cameras'
import { checkpointSites } from './checkpoint-sites'
import { clearOfStreets } from './clear-of-streets'
import { layCountryside } from './countryside'
import { type Jurisdiction, layDistricts } from './districts'
import { gateSitesOf, openSpaceSites } from './gate-sites'
import { makeIncidents } from './incidents'
import { layStreets } from './lay-streets'
import { NamePool } from './names'
import { Random } from './random'
import { areaRecords, buildingRecords, isBridge, jurisdictionRecords, placeRecords, roadRecords } from './records-of'
import { type RoadNetwork, roadNetwork } from './road-network'
import { stateHistory } from './state-history'
import { crossingSites, streetSites } from './street-sites'
import { layTerrain, type Terrain } from './terrain'
import { driveDay, edgeLoads, planTrips, type Reading } from './traffic'
import { wallSites } from './wall-sites'

export interface DemoCity {
  name: string
  nameEn: string
  jurisdictions: JurisdictionRecord[]
  areas: AreaRecord[]
  places: PlaceRecord[]
  buildings: BuildingRecord[]
  roads: RoadRecord[]
  cameras: CameraRecord[]
  cameraStates: CameraStateRecord[]
  passages: PassageRecord[]
  incidents: IncidentRecord[]
}

/** The city before it becomes records: metres about `frame`, as drawn. */
export interface DemoPlan {
  seed: number
  frame: LocalFrame
  terrain: Terrain
  network: RoadNetwork
  jurisdictions: Jurisdiction[]
  blocks: BuiltBlock[]
  cameras: DemoCamera[]
  readings: Reading[]
  dayStart: number
}

/** Open country: no city stands there. */
const ORIGIN = [126.22, 45.42] as const
const CHECKPOINTS = 60
const CROSSING_CAMERAS = 150
const GATE_CAMERAS = 70
const STREET_CAMERAS = 62
const WALL_CAMERAS = 58
const VEHICLES = 5_000

/**
 * A fictional city and one day of its life, always the same for the same seed. `day` (YYYY-MM-DD, UTC+8) only moves the times.
 * Throws RangeError for a seed that is no whole number or a day that does not exist.
 */
export function generateDemoCity(options: { seed: number; day: string }): DemoCity {
  return recordsOf(drawDemoCity(options))
}

export function recordsOf(plan: DemoPlan): DemoCity {
  const { seed, frame, terrain, network, jurisdictions, blocks, cameras, readings, dayStart } = plan
  const random = new Random(seed)
  return {
    name: '清澜市',
    nameEn: 'Qinglan',
    jurisdictions: jurisdictionRecords(jurisdictions, frame),
    areas: areaRecords(blocks, terrain, frame),
    places: placeRecords(blocks, frame),
    buildings: buildingRecords(blocks, frame),
    roads: roadRecords(network.graph, blocks, terrain, frame),
    cameras: cameras.map(({ record }) => record),
    cameraStates: stateHistory(cameras, dayStart, random.fork('states')),
    passages: readings.map(({ passage }) => passage),
    incidents: makeIncidents(network, frame, dayStart, random.fork('incidents')),
  }
}

export function drawDemoCity({ seed, day }: { seed: number; day: string }): DemoPlan {
  const dayStart = startOfDay(day)
  const random = new Random(seed)
  const frame = localFrame(ORIGIN)
  const terrain = layTerrain()
  const names = new NamePool(random.fork('names'))
  const graph = layStreets(terrain, names, random.fork('streets'))
  const network = roadNetwork(graph)
  const jurisdictions = layDistricts(terrain, graph)
  const built = buildBlocks(layBlocks(graph, terrain, random.fork('blocks')), terrain, names, random.fork('buildings'))
  const blocks = clearOfStreets([...built, ...layCountryside(graph, terrain, random.fork('countryside'))], graph)
  const trips = planTrips(network, random.fork('trips'))
  const loads = edgeLoads(trips, random.fork('loads'))
  const sites = [
    ...checkpointSites(network, loads, (edge) => isBridge(graph.edges[edge], terrain), CHECKPOINTS),
    ...random
      .fork('crossing choice')
      .shuffled(crossingSites(network, random.fork('crossings')))
      .slice(0, CROSSING_CAMERAS),
    ...streetSites(network, STREET_CAMERAS, random.fork('kerbs')),
    ...random
      .fork('gate choice')
      .shuffled(gateSitesOf(blocks, random.fork('gates')))
      .slice(0, GATE_CAMERAS),
    ...wallSites(blocks, WALL_CAMERAS, random.fork('walls')),
    ...openSpaceSites(blocks, random.fork('squares')),
  ]
  const cameras = installCameras(sites, jurisdictions, frame, dayStart, random.fork('cameras'))
  const readings = driveDay(trips, cameras, VEHICLES, dayStart, random.fork('traffic'))
  return { seed, frame, terrain, network, jurisdictions, blocks, cameras, readings, dayStart }
}

/** Midnight in UTC+8, as UTC epoch milliseconds. */
function startOfDay(day: string): number {
  const utc = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN
  if (Number.isNaN(utc) || new Date(utc).toISOString().slice(0, 10) !== day)
    throw new RangeError(`day must be a date such as 2026-01-31, got ${day}`)
  return utc - 8 * 3_600_000
}
