/** Counts in hexagons on one ramp with a fixed domain: the same colour means the same count wherever the map is. */
import type { Layer } from '@deck.gl/core'
import { PolygonLayer } from '@deck.gl/layers'
import type { HexagonCell } from '../../../server/domain/hexagons'
import { type Rgb, viridis, withAlpha } from '../palette'

/** Lower ends of the classes; the last one is open. */
export type HeatClasses = readonly number[]

/** Index of the class that a count falls into. */
export function heatClass(classes: HeatClasses, count: number): number {
  let index = 0
  while (index + 1 < classes.length && count >= classes[index + 1]) index++
  return index
}

export const classColor = (index: number, of: number): Rgb => viridis(of > 1 ? index / (of - 1) : 1)

export function heatLayers({
  cells,
  classes,
  describe,
}: {
  cells: readonly HexagonCell[]
  classes: HeatClasses
  describe(cell: HexagonCell): string
}): Layer[] {
  return [
    new PolygonLayer<HexagonCell & { tip: string }>({
      id: 'heat',
      data: cells.map((cell) => ({ ...cell, tip: describe(cell) })),
      getPolygon: (cell) => cell.polygon.coordinates as number[][][],
      getFillColor: (cell) => withAlpha(classColor(heatClass(classes, cell.count), classes.length), 175),
      getLineColor: [255, 255, 255, 60],
      lineWidthUnits: 'pixels',
      getLineWidth: 0.5,
      pickable: true,
      updateTriggers: { getFillColor: classes },
    }),
  ]
}
