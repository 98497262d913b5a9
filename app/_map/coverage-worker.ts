/** Offers the domain's own functions off the main thread: what the server stores is what the preview shows. */
import { type CameraDraft, completeDraft } from '../../server/domain/camera-draft'
import { type CameraView, cameraView } from '../../server/domain/camera-view'
import { localFrame } from '../../server/domain/frame'
import { type PlacedTile, type SeenChange, seenChange } from '../../server/domain/newly-seen'
import { indexObstacles, type Outline } from '../../server/domain/obstacles'
import type { DensityStandard } from '../../server/domain/optics'
import { ViewGround } from '../../server/domain/view-ground'
import type { CoverageMapTile } from '../../server/services/coverage-map'
import { countsOf } from './tile-counts'

type SentTile = Pick<CoverageMapTile, 'corners' | 'counts'>

export interface PreviewRequest {
  sequence: number
  draft: CameraDraft
  /** Sent once per place; later requests use the same ones. */
  outlines?: Outline[]
  /** Coverage about the place, sent once per place; null: not known. */
  tiles?: SentTile[] | null
  /** The ground there that must be seen, in the same way. */
  watched?: SentTile[] | null
  /** The camera as it is counted in these tiles; null: not counted. Sent whenever it is another. */
  stored?: CameraDraft | null
  standard: DensityStandard
  targetHeightM: number
}

export type PreviewAnswer = {
  sequence: number
  view: CameraView | null
  change: SeenChange | null
  problem: string | null
}

/** The outlines that come with a request reach this far from its camera, and a little farther. */
const KNOWN_M = 230

let ground = groundAbout({ lng: 0, lat: 0 }, [])
let tiles: PlacedTile[] | null = null
let watched: PlacedTile[] | null = null
let stored: CameraView | null = null

const viewOf = (draft: CameraDraft, { standard, targetHeightM }: PreviewRequest) =>
  cameraView(completeDraft(draft), ground, { standard, targetHeightM })

const placed = ({ corners, counts }: SentTile): PlacedTile[] =>
  counts === null ? [] : [{ corners, counts: countsOf(counts) }]

self.onmessage = ({ data }: MessageEvent<PreviewRequest>) => {
  const answer: PreviewAnswer = { sequence: data.sequence, view: null, change: null, problem: null }
  if (data.outlines) ground = groundAbout(data.draft, data.outlines)
  if (data.tiles !== undefined) tiles = data.tiles?.flatMap(placed) ?? null
  if (data.watched !== undefined) watched = data.watched?.flatMap(placed) ?? null
  try {
    if (data.stored !== undefined) stored = data.stored && viewOf(data.stored, data)
    answer.view = viewOf(data.draft, data)
    if (tiles && watched)
      answer.change = seenChange(answer.view?.polygon ?? null, stored?.polygon ?? null, { tiles, watched })
  } catch (error) {
    answer.problem = (error as Error).message
  }
  self.postMessage(answer)
}

/** Made once per place, so that only the first view of a drag waits for its mesh. */
function groundAbout({ lng, lat }: Pick<CameraDraft, 'lng' | 'lat'>, outlines: readonly Outline[]): ViewGround {
  return new ViewGround(indexObstacles(outlines, localFrame([lng, lat])), [-KNOWN_M, -KNOWN_M, KNOWN_M, KNOWN_M])
}
