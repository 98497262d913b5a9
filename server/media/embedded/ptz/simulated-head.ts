/** The head of a camera that is simulated: it turns at a real one's speed. Its picture stays the clip that it is. */
import { type PtzPosition, turnOf } from '../../../domain/ptz-aim'
import { MediaError, type PtzPreset } from '../../gateway'
import type { PtzHead } from './ptz-head'

const PRESETS: readonly (PtzPreset & { position: PtzPosition })[] = [
  { id: '1', name: '1', position: { pan: 0, tilt: 12, hfov: 58 } },
  { id: '2', name: '2', position: { pan: 90, tilt: 12, hfov: 40 } },
  { id: '3', name: '3', position: { pan: 180, tilt: 12, hfov: 40 } },
  { id: '4', name: '4', position: { pan: -90, tilt: 12, hfov: 20 } },
]
const LIMITS = { tilt: [-10, 90], hfov: [3, 60] } as const
/** Degrees a second. */
const SPEED: PtzPosition = { pan: 120, tilt: 60, hfov: 40 }

const clamp = (value: number, [least, most]: readonly [number, number]) => Math.min(most, Math.max(least, value))

/** From where it was towards where it must be, the short way round. */
function step(from: PtzPosition, to: PtzPosition, seconds: number): PtzPosition {
  const part = (axis: keyof PtzPosition) => {
    const whole = axis === 'pan' ? turnOf(to.pan - from.pan) : to[axis] - from[axis]
    const most = SPEED[axis] * seconds
    return from[axis] + clamp(whole, [-most, most])
  }
  return { pan: turnOf(part('pan')), tilt: part('tilt'), hfov: part('hfov') }
}

const isSame = (a: PtzPosition, b: PtzPosition) => a.pan === b.pan && a.tilt === b.tilt && a.hfov === b.hfov

/** `now`: milliseconds. */
export function simulatedHead(now: () => number = Date.now): PtzHead {
  let from = PRESETS[0].position
  let to = from
  let since = now()
  const position = () => {
    const reached = step(from, to, (now() - since) / 1_000)
    return Math.abs(turnOf(reached.pan - to.pan)) < 1e-9 ? { ...reached, pan: to.pan } : reached
  }
  const head: PtzHead = {
    state: async () => {
      const reached = position()
      return {
        position: reached,
        isMoving: !isSame(reached, to),
        presets: PRESETS.map(({ id, name }) => ({ id, name })),
      }
    },
    move: async ({ pan, tilt, hfov }) => {
      from = position()
      since = now()
      to = { pan: turnOf(pan), tilt: clamp(tilt, LIMITS.tilt), hfov: clamp(hfov, LIMITS.hfov) }
    },
    goTo: async (id) => {
      const preset = PRESETS.find((known) => known.id === id)
      if (!preset) throw new MediaError('refused', 'There is no such preset.')
      await head.move(preset.position)
    },
  }
  return head
}
