import type { CameraKind, MountKind, Ownership, PointClass } from '../domain/camera'
import type { Name } from './names'
import type { Vec } from './plane'

/** Where a camera stands and looks, before it has a device. */
export interface CameraSite extends Name {
  at: Vec
  /** Degrees from north; null: all round. */
  bearing: number | null
  heightM: number
  tilt: number
  kind: CameraKind
  mountKind: MountKind
  ownership: Ownership
  pointClass: PointClass
  /** The lane side it reads: the arc that vehicles drive and how far along it they are when read, metres. */
  checkpoint: { arc: number; metres: number } | null
}
