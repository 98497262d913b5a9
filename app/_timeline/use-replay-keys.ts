'use client'
/** Space plays, arrows step, comma and point go to the passage before and after, brackets change the speed. */
import { useEffect } from 'react'
import { isTyping } from '../_ui/shortcuts'
import type { Replay } from './replay'

export const SPEEDS = [0.5, 1, 2, 4, 8, 10, 30, 60, 120, 300, 600] as const
const STEP_MS = 5_000

/** The listed speed at or above the clock's. */
export const listedSpeed = (speed: number): number => SPEEDS.find((each) => each >= speed) ?? SPEEDS[SPEEDS.length - 1]

function speedBeside(speed: number, by: 1 | -1): number {
  const index = SPEEDS.indexOf(listedSpeed(speed) as (typeof SPEEDS)[number]) + by
  return SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, index))]
}

/** False when the key means nothing here. */
function press(key: string, replay: Replay, instants: Float64Array): boolean {
  const { speed } = replay.clock()
  if (key === ' ') replay.toggle()
  else if (key === 'ArrowLeft') replay.step(-STEP_MS)
  else if (key === 'ArrowRight') replay.step(STEP_MS)
  else if (key === ',' && instants.length > 0) replay.stepTo(instants, -1)
  else if (key === '.' && instants.length > 0) replay.stepTo(instants, 1)
  else if (key === '[') replay.setSpeed(speedBeside(speed, -1))
  else if (key === ']') replay.setSpeed(speedBeside(speed, 1))
  else return false
  return true
}

export function useReplayKeys(replay: Replay, instants: Float64Array): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { key, target } = event
      // A button that has the focus is pressed by the space bar.
      const isPressing = key === ' ' && target instanceof HTMLElement && target.closest('button, summary, a') !== null
      if (isTyping(target) || isPressing || event.metaKey || event.ctrlKey || event.altKey) return
      if (press(key, replay, instants)) event.preventDefault()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [replay, instants])
}
