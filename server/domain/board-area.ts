/** Areas that may have an in/out board: not homes, and not ground that must not be seen. */
import type { DrawnAreaKind } from './drawn-area'

export const BOARD_AREA_KINDS = ['jurisdiction', 'drawn', 'place'] as const

/** `place`: imported ground with a name, such as an estate. */
export interface BoardArea {
  kind: (typeof BOARD_AREA_KINDS)[number]
  id: number
}

export const BOARD_DRAWN_KINDS: readonly DrawnAreaKind[] = ['cordon', 'watch']
export const BOARD_PLACE_KINDS: readonly string[] = [
  'estate',
  'residential',
  'school',
  'hospital',
  'commercial',
  'industrial',
  'square',
  'parking',
]
