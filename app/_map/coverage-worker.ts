/** Offers the domain's own functions off the main thread: what the server stores is what the preview shows. */
import { type CameraDraft, completeDraft } from '../../server/domain/camera-draft'
import { type CameraView, cameraView } from '../../server/domain/camera-view'
import type { Outline } from '../../server/domain/obstacles'
import type { DensityStandard } from '../../server/domain/optics'

export interface PreviewRequest {
  sequence: number
  draft: CameraDraft
  /** Sent once per place; later requests use the same ones. */
  outlines?: Outline[]
  standard: DensityStandard
  targetHeightM: number
}

export type PreviewAnswer = { sequence: number; view: CameraView | null; problem: string | null }

let outlines: Outline[] = []

self.onmessage = ({ data }: MessageEvent<PreviewRequest>) => {
  if (data.outlines) outlines = data.outlines
  const answer: PreviewAnswer = { sequence: data.sequence, view: null, problem: null }
  try {
    answer.view = cameraView(completeDraft(data.draft), outlines, {
      standard: data.standard,
      targetHeightM: data.targetHeightM,
    })
  } catch (error) {
    answer.problem = (error as Error).message
  }
  self.postMessage(answer)
}
