/** Offers the domain's own functions off the main thread: what the server stores is what the preview shows. */
import { type CameraDraft, completeDraft } from '../../server/domain/camera-draft'
import { type CameraView, cameraView } from '../../server/domain/camera-view'
import { localFrame } from '../../server/domain/frame'
import { indexObstacles, type Outline } from '../../server/domain/obstacles'
import type { DensityStandard } from '../../server/domain/optics'
import { ViewGround } from '../../server/domain/view-ground'

export interface PreviewRequest {
  sequence: number
  draft: CameraDraft
  /** Sent once per place; later requests use the same ones. */
  outlines?: Outline[]
  standard: DensityStandard
  targetHeightM: number
}

export type PreviewAnswer = { sequence: number; view: CameraView | null; problem: string | null }

/** The outlines that come with a request reach this far from its camera, and a little farther. */
const KNOWN_M = 230

let ground = groundAbout({ lng: 0, lat: 0 }, [])

self.onmessage = ({ data }: MessageEvent<PreviewRequest>) => {
  if (data.outlines) ground = groundAbout(data.draft, data.outlines)
  const answer: PreviewAnswer = { sequence: data.sequence, view: null, problem: null }
  try {
    answer.view = cameraView(completeDraft(data.draft), ground, {
      standard: data.standard,
      targetHeightM: data.targetHeightM,
    })
  } catch (error) {
    answer.problem = (error as Error).message
  }
  self.postMessage(answer)
}

/** Made once per place, so that only the first view of a drag waits for its mesh. */
function groundAbout({ lng, lat }: Pick<CameraDraft, 'lng' | 'lat'>, outlines: readonly Outline[]): ViewGround {
  return new ViewGround(indexObstacles(outlines, localFrame([lng, lat])), [-KNOWN_M, -KNOWN_M, KNOWN_M, KNOWN_M])
}
