import type { PassageRecord } from '../formats/records'
import type { DemoCamera } from './cameras'
import { bearingOf, type Vec } from './plane'
import type { Random } from './random'
import { alongArc, type RoadNetwork } from './road-network'
import { type PathTable, pathTable } from './shortest-paths'
import { isRoad, ROAD_SIZES } from './street'
import { makeVehicles, type Vehicle } from './vehicles'
import { centrality } from './zones'

/** A passage with the place of the vehicle when it was read. */
export interface Reading {
  passage: PassageRecord
  position: Vec
}

export interface Trips {
  network: RoadNetwork
  /** Free flow, and two ways of being busy: different drivers choose differently. */
  tables: PathTable[]
  /** Nodes at the ends of the roads out of the city. */
  gates: number[]
  /** Nodes inside, each as often as people start and end there. */
  homes: number[]
  works: number[]
}

const DAY_MS = 86_400_000
const MISSED = 0.03
const MISSED_WHEN_FAULTY = 0.5

export function planTrips(network: RoadNetwork, random: Random): Trips {
  const { nodes } = network.graph
  const isUsed = nodes.map((_, i) => network.leaving[i].length > 0)
  const gates = nodes.flatMap((p, i) =>
    isUsed[i] && network.leaving[i].length === 1 && Math.hypot(p[0], p[1]) > 4_000 ? [i] : [],
  )
  const inside = nodes.flatMap((p, i) => (isUsed[i] && Math.hypot(p[0], p[1]) < 3_600 ? [i] : []))
  const tables = [0, 0.25, 0.5].map((spread) =>
    pathTable(
      network,
      Float64Array.from(network.arcs, ({ seconds }) => (seconds + 6) * (1 + spread * random.next())),
    ),
  )
  return {
    network,
    tables,
    gates,
    homes: inside.filter((i) => random.chance(0.95 - 0.5 * centrality(nodes[i]))),
    works: inside.filter((i) => random.chance(0.2 + 0.75 * centrality(nodes[i]))),
  }
}

/** How often each edge is driven by a sample of trips: what planners of checkpoints look at. */
export function edgeLoads({ network, tables, homes, works, gates }: Trips, random: Random): Float64Array {
  const loads = new Float64Array(network.graph.edges.length)
  for (let i = 0; i < 4_000; i++) {
    const [from, to] = i % 6 === 0 ? [random.pick(gates), random.pick(homes)] : [random.pick(homes), random.pick(works)]
    for (const arc of random.pick(tables).path(from, to)) loads[network.arcs[arc].edge]++
  }
  return loads
}

/** Drives all vehicles through the day and notes whenever one passes a checkpoint that works. */
export function driveDay(
  trips: Trips,
  cameras: readonly DemoCamera[],
  vehicleCount: number,
  dayStart: number,
  random: Random,
): Reading[] {
  const checkpoints = new Map<number, DemoCamera[]>()
  for (const camera of cameras) {
    const { checkpoint } = camera.site
    if (checkpoint && camera.state !== 'offline')
      checkpoints.set(checkpoint.arc, [...(checkpoints.get(checkpoint.arc) ?? []), camera])
  }
  const readings: Reading[] = []
  for (const vehicle of makeVehicles(vehicleCount, trips, random.fork('vehicles')))
    driveVehicle(vehicle, trips, checkpoints, dayStart, random.fork(vehicle.plate), readings)
  readings.sort((a, b) => a.passage.at - b.passage.at || (a.passage.plate < b.passage.plate ? -1 : 1))
  readings.forEach(({ passage }, i) => {
    passage.sourceId = `P${String(i + 1).padStart(6, '0')}`
  })
  return readings
}

function driveVehicle(
  vehicle: Vehicle,
  trips: Trips,
  checkpoints: Map<number, DemoCamera[]>,
  dayStart: number,
  random: Random,
  readings: Reading[],
): void {
  const { network } = trips
  let free = 0
  for (const { from, to, departure } of vehicle.journeys) {
    let second = Math.max(departure, free)
    for (const arcIndex of trips.tables[vehicle.habit].path(from, to)) {
      const arc = network.arcs[arcIndex]
      const pace = vehicle.pace * congestion(second) * random.between(0.86, 1.14)
      const metresPerSecond = (arc.metres / arc.seconds) * pace
      for (const camera of checkpoints.get(arcIndex) ?? []) {
        const { metres } = camera.site.checkpoint!
        const at = dayStart + Math.round((second + metres / metresPerSecond) * 1_000)
        if (at < dayStart + DAY_MS && !random.chance(camera.state === 'fault' ? MISSED_WHEN_FAULTY : MISSED))
          readings.push(read(vehicle, camera, arcIndex, network, at, metresPerSecond, random))
      }
      // Lights hold up every other car at the end of an edge.
      second += arc.metres / metresPerSecond + (random.chance(0.45) ? random.between(3, 38) : 1)
    }
    free = second + 120
  }
}

function read(
  vehicle: Vehicle,
  camera: DemoCamera,
  arcIndex: number,
  network: RoadNetwork,
  at: number,
  metresPerSecond: number,
  random: Random,
): Reading {
  const arc = network.arcs[arcIndex]
  const { point, along } = alongArc(network, arc, camera.site.checkpoint!.metres)
  const { kind } = network.graph.edges[arc.edge].street
  const { widthM, lanes } = isRoad(kind) ? ROAD_SIZES[kind] : { widthM: 10, lanes: 2 }
  const mine = Math.max(1, lanes / 2)
  const lane = Math.min(mine, 1 + Math.floor(random.next() * mine))
  const offset = ((lane - 0.5) / mine) * (widthM / 2)
  return {
    position: [point[0] + along[1] * offset, point[1] - along[0] * offset],
    passage: {
      plate: vehicle.plate,
      cameraCode: camera.record.code,
      at,
      bearing: Number(bearingOf(along).toFixed(1)) % 360,
      speedKmh: Math.round(metresPerSecond * 3.6 * random.normal(1, 0.02)),
      lane: String(lane),
      vehicleClass: vehicle.vehicleClass,
      vehicleColour: vehicle.colour,
      sourceId: '',
    },
  }
}

/** Share of the free-flow speed that is left at this second of the day. */
function congestion(second: number): number {
  const peak = (hour: number, width: number) => Math.exp(-(((second / 3600 - hour) / width) ** 2))
  return 1 - 0.42 * peak(8, 0.9) - 0.45 * peak(17.8, 1.1) - 0.15 * peak(12.5, 2)
}
