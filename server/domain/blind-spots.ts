/** Where the streets inside a boundary are seen by no camera, ranked by how much street that is. */
import type { MultiPolygon, Polygon } from 'geojson'
import { outlineOfRuns, type Run } from './cell-outline'
import { type Components, componentsOf } from './components'
import type { Outline } from './obstacles'
import type { Raster } from './raster'
import { type Part, type StreetShare, tallyStreets } from './street-tally'
import type { Street } from './streets'
import { countStreetCells, markCells, rasterOf, UNSEEN_STREET } from './watch-cells'

export interface BlindSpotInput {
  /** What must be seen: the streets inside this, e.g. a jurisdiction. */
  boundary: Polygon | MultiPolygon
  roads: readonly Street[]
  viewsheds: readonly (Polygon | MultiPolygon)[]
  /** Ground under these is no street ground, where a street is drawn or assumed too wide. */
  buildings?: readonly Outline[]
  /** False where buildings are unknown, so that viewsheds promise too much; the result is then marked. */
  hasBuildingData: boolean
  /** Side of a cell in metres, 2 unless told; made larger when the boundary would need more than 25 million cells. */
  cellM?: number
  /** Longer or wider parts are cut along a lattice of this many metres; 250 unless told. */
  largestM?: number
  /** Parts with less unseen centre line than this are noise and left out; 5 m unless told. */
  leastStreetM?: number
}

export interface BlindSpot {
  /** `lng,lat` of its centre to 1 m: stays the same as long as the spot does. */
  id: string
  /** 1 for the most unseen street. */
  rank: number
  /** WGS 84; drawn smoothly, within about a cell of the cells counted. */
  geometry: Polygon | MultiPolygon
  areaM2: number
  /** Centre line metres that no camera sees. */
  unseenStreetM: number
  /** The named street with most of those metres; null when none has a name. */
  streetName: string | null
  /** A point on a street in the spot, near its middle. */
  center: [lng: number, lat: number]
}

export interface BlindSpotReport {
  /** Street ground inside the boundary, m², and how much of it at least one camera sees. */
  areaM2: number
  seenM2: number
  /** seenM2 ÷ areaM2; null where there is no street. */
  share: number | null
  streetM: number
  unseenStreetM: number
  spots: BlindSpot[]
  /** Longest first; streets without a name are left out of `byStreet`. */
  byClass: StreetShare[]
  byStreet: StreetShare[]
  cellM: number
  /** `no-building-data` when viewsheds could not be cut by buildings. */
  assumed: string[]
}

const LARGEST_M = 250
const LEAST_STREET_M = 5

/**
 * Street cells inside the boundary that no viewshed holds, gathered into connected parts. Memory is one byte per cell of
 * the boundary's box; areas err with the cells (2 m: about 0.1 % in sum). Tunnels do not count, bridges do.
 */
export function blindSpots(input: BlindSpotInput): BlindSpotReport {
  const raster = rasterOf(input.boundary, input.cellM)
  const cells = markCells(raster, input)
  const largestCells = Math.max(1, Math.round((input.largestM ?? LARGEST_M) / raster.cellM))
  const components = componentsOf(raster, cells, UNSEEN_STREET, largestCells)
  const tally = tallyStreets(raster, cells, components, input.roads)
  const { street, seen } = countStreetCells(cells)
  const cellM2 = raster.cellM ** 2
  return {
    areaM2: street * cellM2,
    seenM2: seen * cellM2,
    share: street === 0 ? null : seen / street,
    streetM: tally.streetM,
    unseenStreetM: tally.unseenStreetM,
    spots: spotsOf(raster, components, tally.parts, input.leastStreetM ?? LEAST_STREET_M),
    byClass: tally.byClass,
    byStreet: tally.byStreet,
    cellM: raster.cellM,
    assumed: input.hasBuildingData ? [] : ['no-building-data'],
  }
}

function spotsOf(raster: Raster, components: Components, parts: Map<number, Part>, leastStreetM: number): BlindSpot[] {
  const runs = runsByPart(raster, components)
  const ranked = [...parts]
    .filter(([, part]) => part.unseenStreetM >= leastStreetM)
    .sort(([labelA, a], [labelB, b]) => b.unseenStreetM - a.unseenStreetM || labelA - labelB)
  return ranked.map(([label, part], index) => {
    const center = raster.frame.toLngLat(...middleStep(part.steps))
    return {
      id: `${center[0].toFixed(5)},${center[1].toFixed(5)}`,
      rank: index + 1,
      geometry: outlineOfRuns(raster, runs[label]),
      areaM2: runs[label].reduce((cells, { from, to }) => cells + to - from, 0) * raster.cellM ** 2,
      unseenStreetM: part.unseenStreetM,
      streetName: mostUnseen(part),
      center,
    }
  })
}

function mostUnseen({ byName }: Part): string | null {
  let longest: [name: string | null, metres: number] = [null, 0]
  for (const entry of byName) if (entry[1] > longest[1]) longest = entry
  return longest[0]
}

function runsByPart({ rows }: Raster, { count, firstRun, from, to, label }: Components): Run[][] {
  const runs: Run[][] = Array.from({ length: count }, () => [])
  for (let row = 0; row < rows; row++)
    for (let run = firstRun[row]; run < firstRun[row + 1]; run++)
      runs[label[run]].push({ row, from: from[run], to: to[run] })
  return runs
}

/** Of all steps (x, y pairs) the one nearest to their mean. */
function middleStep(steps: number[]): [x: number, y: number] {
  const mean = [0, 0]
  steps.forEach((value, i) => {
    mean[i % 2] += (2 * value) / steps.length
  })
  const distanceOf = (i: number) => Math.hypot(steps[i] - mean[0], steps[i + 1] - mean[1])
  let best = 0
  for (let i = 2; i < steps.length; i += 2) if (distanceOf(i) < distanceOf(best)) best = i
  return [steps[best], steps[best + 1]]
}
