/** A camera as it is edited: unknown height and tilt are filled by default, and said so, before anything is computed. */
import type { CameraKind, MountKind, NightSight, Optics, Provenance, Turning } from './camera'
import type { FootprintCamera } from './footprint'
import { MOUNT_DEFAULTS } from './optics'

export interface CameraDraft extends Optics, NightSight, Turning {
  kind: CameraKind
  lng: number
  lat: number
  heightM: number | null
  mountKind: MountKind
  bearing: number | null
  tilt: number | null
  isUnderRoof: boolean
  provenance: Partial<Record<string, Provenance>>
}

/** The draft with nothing missing; what was missing has provenance `default`. */
export function completeDraft(draft: CameraDraft): FootprintCamera {
  const provenance = { ...draft.provenance }
  if (draft.heightM === null) provenance.heightM = 'default'
  if (draft.tilt === null) provenance.tilt = 'default'
  return {
    ...draft,
    heightM: draft.heightM ?? MOUNT_DEFAULTS.heightM,
    tilt: draft.tilt ?? MOUNT_DEFAULTS.tilt,
    provenance,
  }
}
