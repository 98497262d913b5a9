/** Where roads cross a cordon: numbered as in the list, filled where every direction is captured, with how many of how many. */
import type { Layer } from '@deck.gl/core'
import { TextLayer } from '@deck.gl/layers'
import type { Crossing } from '../../../server/domain/cordons'
import { type Palette, withAlpha } from '../palette'

export interface CordonLayersProps {
  crossings: readonly Crossing[]
  /** Index of the crossing that is selected in the list. */
  selected: number | null
  /** Far out there is room for the numbers only. */
  showCounts: boolean
  /** Crossings of roads along the ring are not drawn. */
  leavesOutAlong?: boolean
  palette: Palette
}

export interface DrawnCrossing {
  crossing: Crossing
  index: number
}

/** In how many of the directions that may be driven a plate is captured. */
export function capturedOf(crossing: Pick<Crossing, 'in' | 'out'>): { captured: number; of: number } {
  const ways = [crossing.in, crossing.out].filter((ids) => ids !== null)
  return { captured: ways.filter((ids) => ids.length > 0).length, of: ways.length }
}

const isWhole = ({ crossing }: DrawnCrossing) => capturedOf(crossing).captured === capturedOf(crossing).of

export const crossingAt = (object: unknown): number | null => {
  const met = object as Partial<DrawnCrossing> | undefined
  return met?.crossing ? met.index! : null
}

export function cordonLayers({
  crossings,
  selected,
  showCounts,
  leavesOutAlong = false,
  palette,
}: CordonLayersProps): Layer[] {
  const countOf = (crossing: Crossing) => `${capturedOf(crossing).captured}/${capturedOf(crossing).of}`
  return [
    new TextLayer<DrawnCrossing>({
      id: 'cordon-crossings',
      data: crossings
        .map((crossing, index) => ({ crossing, index }))
        .filter(({ crossing }) => !(leavesOutAlong && crossing.isAlong)),
      characterSet: [...'0123456789· /'],
      pickable: true,
      getPosition: ({ crossing }) => [...crossing.position] as [number, number],
      getText: ({ crossing, index }) =>
        showCounts || index === selected ? `${index + 1} · ${countOf(crossing)}` : String(index + 1),
      getSize: ({ index }) => (index === selected ? 15 : 12),
      fontWeight: 700,
      fontFamily: 'Inter, sans-serif',
      getColor: (drawn) => withAlpha(isWhole(drawn) ? palette.halo : palette.ink, 255),
      background: true,
      getBackgroundColor: (drawn) => withAlpha(isWhole(drawn) ? palette.ink : palette.halo, 255),
      getBorderColor: withAlpha(palette.ink, 255),
      getBorderWidth: 2,
      backgroundPadding: [6, 3],
      backgroundBorderRadius: 9,
      updateTriggers: { getSize: selected, getText: [selected, showCounts] },
    }),
  ]
}
