/** The cameras that a question about coverage is about: all, those that work, those of one owner, or as they stood once. */
import type { Queryable } from '../../db/client'
import type { Box } from '../../db/queries/buildings'
import { type CameraRow, countedCamerasInBox } from '../../db/queries/cameras'
import { type CameraWithPast, camerasWithPast } from '../../db/queries/past-cameras'
import type { Ownership } from '../domain/camera'
import { footprintOf } from '../domain/footprint'
import { footprintCameraOf } from './camera-view-input'
import { type CountedCamera, isCounted, isWorking } from './coverage-cameras'
import { revisionColumns } from './revision-columns'

export const COVERAGE_KINDS = ['designed', 'effective', 'night', 'past'] as const

export interface CoverageQuestion {
  /** By design; by the cameras that work now; by those that work, at night; by those that worked at `at`, as they stood. */
  kind: (typeof COVERAGE_KINDS)[number]
  /** Only cameras of this owner. */
  ownership: Ownership | null
  /** UTC epoch milliseconds, for `past`. */
  at: number | null
}

/** Stored tiles answer these; everything else is counted when it is asked. */
export const storedPurpose = ({ kind, ownership }: CoverageQuestion) =>
  ownership === null && (kind === 'designed' || kind === 'effective') ? kind : null

export interface AskedCamera extends CountedCamera {
  /** Whether it counts as seeing under this question. */
  isOn: boolean
}

/** Cameras that may reach into a box; `widerBox` is for those whose stated range is longer than `usualReachM`. */
export async function askedCameras(
  db: Queryable,
  question: CoverageQuestion,
  boxes: { box: Box; widerBox: Box; usualReachM: number },
): Promise<AskedCamera[]> {
  const all =
    question.kind === 'past'
      ? (await camerasWithPast(db, boxes.box, new Date(question.at ?? 0))).flatMap((camera) =>
          asOf(camera, question.at ?? 0),
        )
      : await countedCamerasInBox(db, boxes.box, boxes.widerBox, boxes.usualReachM)
  return all
    .filter(({ row }) => question.ownership === null || row.ownership === question.ownership)
    .map((camera) => ({ ...camera, isOn: question.kind === 'designed' || isWorking(camera.row.state) }))
}

/** The camera as it stood; none when it was not there, or was planned, indoors or retired. */
function asOf({ row, firstChange, state }: CameraWithPast, at: number): CountedCamera[] {
  if (firstChange?.action === 'added') return []
  const then: CameraRow = {
    ...row,
    ...(firstChange?.before ? revisionColumns(firstChange.before) : {}),
    state: state ?? 'unknown',
  }
  if (then.installedAt && then.installedAt.getTime() > at) return []
  const retiredAt = then.retiredAt && then.retiredAt.getTime() <= at ? then.retiredAt : null
  const standing = { ...then, retiredAt }
  if (!isCounted(standing)) return []
  return [{ row: standing, nearM: null, isCertain: footprintOf(footprintCameraOf(standing)).assumed.length === 0 }]
}
