/** What turns a camera: asked where it looks, told where to look, by its own mount. */
import type { PtzPosition } from '../../../domain/ptz-aim'
import type { PtzState } from '../../gateway'

export interface PtzHead {
  /** Throws MediaError `offline` when it does not answer. */
  state(): Promise<PtzState>
  /** Begins to turn; a position beyond what it can reach is the nearest it can. Throws MediaError. */
  move(position: PtzPosition): Promise<void>
  /** Throws MediaError `refused` when there is no such preset. */
  goTo(preset: string): Promise<void>
}
