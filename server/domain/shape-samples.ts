/** A shape as evenly spaced points: where one asks what is seen of it. */
import type { Polygon } from 'geojson'
import type { LocalFrame } from './frame'
import { buildingsAt, type Obstacles } from './obstacles'
import { fillRings, localPolygons, rasterOver } from './raster'
import { boundsOfRings, signedArea } from './rings'

export interface ShapeSamples {
  /** Metres in the frame. */
  points: [x: number, y: number][]
  /** Metres between neighbours. */
  spacingM: number
  /** Of the whole shape, buildings included. */
  areaM2: number
}

/** Finest spacing, metres. */
const FINEST_M = 1

/** About `most` points of the shape at most, none of them under a building, on a square lattice anchored to the frame. */
export function shapeSamples(shape: Polygon, frame: LocalFrame, obstacles: Obstacles, most: number): ShapeSamples {
  const [rings] = localPolygons(shape, frame)
  const areaM2 = Math.abs(rings.reduce((sum, ring) => sum + signedArea(ring), 0))
  const spacingM = Math.max(FINEST_M, Math.sqrt(areaM2 / most))
  const raster = rasterOver(frame, boundsOfRings(rings), spacingM)
  const points: [number, number][] = []
  fillRings(raster, rings, (from, to) => {
    for (let cell = from; cell < to; cell++) {
      const x = raster.minX + ((cell % raster.columns) + 0.5) * spacingM
      const y = raster.minY + (Math.floor(cell / raster.columns) + 0.5) * spacingM
      if (buildingsAt(obstacles, x, y).length === 0) points.push([x, y])
    }
  })
  return { points, spacingM, areaM2 }
}
